/// What single words tell about a question. All words are folded: no case, no accents.
enum Lexicon {
    static let topics: [(Question.Topic, Set<String>)] = [
        (
            .deals,
            [
                "deal", "deals", "opportunity", "opportunities", "chance", "chancen", "geschaft",
                "geschafte",
            ]
        ),
        (
            .tasks,
            [
                "task", "tasks", "todo", "todos", "to-do", "to-dos", "aufgabe", "aufgaben",
                "overdue", "uberfallig", "uberfallige", "uberfalligen", "ueberfaellig",
                "ueberfaellige", "deadline", "deadlines", "frist", "fristen", "plate",
            ]
        ),
        (
            .followUps,
            [
                "follow-up", "follow-ups", "followup", "followups", "wiedervorlage",
                "wiedervorlagen", "nachfassen",
            ]
        ),
        (
            .notes,
            [
                "note", "notes", "notiz", "notizen", "vermerk", "vermerke", "aktenvermerk",
                "aktenvermerke", "say", "said", "discussed", "discuss", "besprochen", "gesagt",
                "telefonat",
                "telefonate",
            ]
        ),
        (
            .meetings,
            [
                "meeting", "meetings", "appointment", "appointments", "calendar", "termin",
                "termine", "besprechung", "besprechungen", "kalender", "hearing", "hearings",
                "meet",
            ]
        ),
        (
            .matters,
            [
                "matter", "matters", "case", "cases", "mandat", "mandate", "akte", "akten",
                "verfahren",
            ]
        ),
        (
            .people,
            [
                "contacts", "kontakte", "ansprechpartner", "ansprechpartnerin", "works", "arbeitet",
                "people", "mitarbeiter",
            ]
        ),
        (
            .companies,
            [
                "companies", "firms", "clients", "organisations", "organizations", "unternehmen",
                "firmen", "mandanten", "kunden",
            ]
        ),
        (
            .details,
            [
                "email", "emailadresse", "mailadresse", "e-mail-adresse", "e-mail", "mail", "phone",
                "telephone", "telefon", "telefonnummer",
                "number", "nummer", "reach", "erreichen", "erreiche", "address", "adresse",
            ]
        ),
        (
            .history,
            [
                "history", "happened", "lately", "recently", "activity", "activities", "timeline",
                "changed", "changes", "geschehen", "passiert", "verlauf", "historie", "aktivitat",
                "aktivitaten", "geandert", "anderungen", "verandert", "veranderungen", "kurzlich",
                "neulich", "neues", "zuletzt", "spoke", "talked", "speak", "talk", "gesprochen",
                "sprachen",
            ]
        ),
        (
            .colleagues,
            [
                "responsible", "owner", "owns", "leads", "charge", "zustandig", "zustandige",
                "verantwortlich", "verantwortliche", "betreut", "leitet", "federfuhrend",
                "kummert", "team", "colleagues", "kollegen", "kolleginnen", "lawyers", "anwalte",
                "anwaltinnen", "handles", "handling",
            ]
        ),
    ]

    static let pipeline: Set<String> = [
        "pipeline", "forecast", "prognose", "gesamtwert", "pipelinewert", "funnel",
    ]
    static let compare: Set<String> = [
        "compare", "vergleiche", "vergleich", "vergleichen", "versus", "vs", "unterschied",
        "difference", "comparison",
    ]
    static let make: Set<String> = [
        "create", "add", "make", "set", "new", "write", "log", "save", "erstelle", "erstell",
        "erstellen", "anlegen", "lege", "leg", "schreib", "schreibe", "hinzufugen", "erfasse",
        "neue", "put",
    ]
    static let taskNouns: Set<String> = [
        "task", "todo", "to-do", "reminder", "aufgabe", "erinnerung", "wiedervorlage", "follow-up",
    ]
    static let noteNouns: Set<String> = ["note", "notiz", "vermerk", "aktenvermerk", "aktennotiz"]
    static let remind: Set<String> = ["remind", "erinnere", "erinner"]
    static let jot: Set<String> = ["notiere", "notier", "jot"]
    static let greetings: Set<String> = [
        "hello", "hi", "hey", "hallo", "moin", "servus", "thanks", "thank", "danke", "morning",
    ]
    static let help: Set<String> = ["help", "hilfe", "capabilities"]
    static let thanks: Set<String> = ["thanks", "thank", "thx", "danke", "dank", "dankeschon"]
    static let count: Set<String> = ["count", "anzahl"]
    static let list: Set<String> = ["list", "liste", "auflisten", "all", "alle", "every", "full"]
    static let closing: Set<String> = [
        "close", "closes", "closing", "schliessen", "abschluss", "abgeschlossen",
    ]
    static let overdue: Set<String> = [
        "overdue", "uberfallig", "uberfallige", "uberfalligen", "ueberfaellig", "ueberfaellige",
        "late",
    ]
    static let everything: Set<String> = [
        "all", "alle", "our", "unsere", "unserer", "unser", "firm", "kanzlei", "everyone", "whole",
        "ganze", "total", "insgesamt", "every",
    ]
    static let mine: Set<String> = ["my", "mine", "meine", "meinen", "meiner", "i", "ich", "mein"]
    static let won: Set<String> = ["won", "win", "wins", "gewonnen", "gewonnene", "gewonnenen"]
    static let lost: Set<String> = ["lost", "lose", "verloren", "verlorene", "verlorenen"]
    static let people: Set<String> = [
        "she", "her", "hers", "he", "him", "his", "they", "them", "their", "sie", "ihr", "ihre",
        "ihren", "ihrem", "ihrer", "er", "ihm", "ihn", "sein", "seine", "seinen", "seinem",
        "seiner",
    ]
    static let demonstratives: Set<String> = [
        "it", "its", "this", "that", "these", "those", "diese", "dieser", "dieses", "diesen",
        "diesem", "dessen", "deren", "dazu", "davon", "daruber", "same", "there",
    ]
    static let onward: Set<String> = [
        "and", "und", "also", "auch", "else", "more", "mehr", "weiter",
    ]
    /// The stages of open deals, by the words for them.
    static let stages: [(String, Set<String>)] = [
        ("proposal", ["proposal", "angebot", "angebotsphase"]),
        ("negotiation", ["negotiation", "verhandlung", "verhandlungsphase"]),
        ("qualified", ["qualified", "qualifiziert", "qualifizierte", "qualifizierten"]),
        ("lead", ["lead", "erstkontakt"]),
    ]
    static let titles: Set<String> = ["frau", "herr", "herrn", "mr", "mrs", "ms", "dr"]
    static let urgent: Set<String> = [
        "urgent", "urgently", "dringend", "dringende", "dringenden", "eilig", "eilige",
    ]
    static let taskWords: Set<String> = ["task", "tasks", "todo", "todos", "aufgabe", "aufgaben"]
    static let due: Set<String> = ["due", "fallig", "fallige", "falligen", "faellig"]
    static let priority: Set<String> = [
        "priority", "prioritat", "important", "wichtig", "wichtige", "wichtigen",
    ]
    static let asksOpen: Set<String> = [
        "open", "offen", "offene", "offenen", "offenes", "outstanding", "ausstehend",
    ]
    /// Words that may stand inside a name without being part of what identifies it.
    static let particles: Set<String> = [
        "and", "und", "of", "von", "zu", "fur", "the", "v", "gmbh", "ag", "kg",
    ]

    static let kinds: [String: EntityKind] = [
        "deal": .deal, "matter": .matter, "mandat": .matter, "akte": .matter, "case": .matter,
        "contact": .contact, "kontakt": .contact, "person": .contact, "company": .company,
        "firma": .company, "unternehmen": .company, "client": .company, "mandant": .company,
        "mandantin": .company,
    ]

    /// Whether a word is everyday language rather than a name or a subject to search for.
    static func isEveryday(_ folded: String) -> Bool {
        folded.count == 1 && folded.first?.isASCII == true || everyday.contains(folded)
    }

    private static let filler: Set<String> = [
        // English
        "a", "an", "the", "of", "to", "in", "on", "at", "for", "with", "from", "by", "as", "or",
        "but", "if", "not", "no", "yes", "is", "are", "was", "were", "be", "been", "am", "do",
        "does", "did", "have", "has", "had", "can", "could", "should", "would", "will", "shall",
        "may", "might", "must", "who", "whom", "whose", "what", "which", "when", "where", "why",
        "how", "much", "many", "we", "us", "you", "your", "me", "know", "tell", "show", "give",
        "list", "find", "get", "see", "look", "search", "about", "regarding", "concerning",
        "please", "any", "some", "than", "then", "so", "just", "up", "out", "into", "over", "under",
        "between", "open", "closed", "active", "current", "currently", "next", "last", "latest",
        "recent", "upcoming", "coming", "today", "tomorrow", "yesterday", "week", "weeks", "month",
        "months", "day", "days", "year", "value", "worth", "status", "summary", "summarise",
        "summarize", "overview", "brief", "update", "happening", "going", "left", "due", "things",
        "thing", "something", "anything", "name", "named", "called", "need", "needs", "want", "let",
        "let's", "what's", "who's", "where's", "stage", "stages", "amount", "involved", "related",
        "relationship", "background", "info", "information", "details", "two", "both", "against",
        "client", "clients", "company", "companies", "contact", "person", "lawyer", "lawyers",
        "partner", "responsible", "owner", "owns", "handle", "handles", "handling", "work", "works",
        "working", "good", "great", "ok", "okay", "one", "first", "second", "third", "mention",
        "mentions", "mentioning", "biggest", "largest", "top", "best", "lexi", "crm", "date",
        "dates", "step", "steps", "proposal", "negotiation", "lead", "qualified", "schedule",
        "don't", "i'm", "it's", "that's", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "because", "since", "until", "before", "after", "during", "again",
        "still", "yet", "ever", "only", "each", "call", "calls", "very", "lot", "there's",
        "above", "below", "more", "less", "least", "most", "exist", "exists", "number",
        "expected", "supposed", "soon", "big",
        // German
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines",
        "wer", "wen", "wem", "wessen", "wie", "wo", "wann", "warum", "wieso", "welche", "welcher",
        "welches", "welchen", "welchem", "viel", "viele", "wir", "du", "ihr", "mir", "mich", "uns",
        "ist", "sind", "war", "waren", "sein", "hat", "haben", "habe", "hatte", "hatten", "kann",
        "kannst", "konnen", "konnte", "soll", "sollen", "muss", "mussen", "wird", "werden",
        "wissen", "weiss", "weisst", "zeig", "zeige", "zeigen", "gib", "nenne", "nenn", "finde",
        "suche", "such", "uber", "ueber", "fur", "fuer", "mit", "von", "vom", "zu", "zum", "zur",
        "im", "am", "an", "auf", "aus", "bei", "beim", "nach", "vor", "seit", "oder", "aber",
        "nicht", "kein", "keine", "ja", "nein", "bitte", "mal", "es", "gibt", "offen", "offene",
        "offenen", "offener", "aktuell", "aktuelle", "aktuellen", "nachste", "nachsten", "nachster",
        "letzte", "letzten", "neueste", "neuesten", "heute", "morgen", "ubermorgen", "gestern",
        "woche", "wochen", "monat", "tag", "tage", "tagen", "wert", "stand", "uberblick",
        "ubersicht", "zusammenfassung", "fasse", "zusammen", "fallig", "steht", "stehen",
        "anstehende", "anstehenden", "lauft", "laufen", "los", "wurde", "dass", "ob", "als", "dann",
        "denn", "noch", "schon", "nur", "man", "jetzt", "firma", "unternehmen", "kontakt", "person",
        "mandant", "mandantin", "mandanten", "anwalt", "anwaltin", "zustandig", "verantwortlich",
        "betreut", "bearbeitet", "namens", "guten", "tag", "abend", "zwischen", "beide", "beiden",
        "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "in",
        "hoch", "gross", "grosste", "grossten", "thema", "bezuglich", "betreffend", "angebot",
        "verhandlung", "was", "liegt", "liegen", "sich", "sehr", "vielen", "unter", "wieviele",
        "erzahl", "erzahle", "bald", "ab", "gehort", "gehoren", "belongs", "belong", "likely",
        "probability", "wahrscheinlich",
        "wahrscheinlichkeit", "heisst",
        "heissen", "standing", "stands", "phase", "stufe", "uhr", "um", "frau", "herr", "herrn",
        "mr",
        "mrs", "ms", "mitarbeiterin", "seit", "kam", "machen", "macht", "tun", "ansteht", "stage",
        "happen", "since", "pm", "am", "noon", "minutes", "minuten", "hour", "hours", "stunde",
        "stunden", "our", "contact", "high", "hohe", "hoher", "hohen", "dear", "phone", "via",
        "changed", "past", "vergangenen", "vergangene", "vergangener", "letzter", "letztes",
        "neu", "neues", "neuigkeiten", "deren", "beider", "outstanding", "ausstehend",
    ]

    private static let everyday: Set<String> = topics.reduce(
        filler.union(pipeline).union(compare).union(make).union(taskNouns).union(noteNouns)
            .union(remind).union(jot).union(greetings).union(help).union(overdue)
            .union(everything).union(mine).union(won).union(lost).union(people)
            .union(demonstratives).union(onward).union(thanks).union(count).union(list)
            .union(closing).union(urgent).union(priority).union(WishReading.words)
            .union(stages.flatMap { $0.1 })
    ) { $0.union($1.1) }
}
