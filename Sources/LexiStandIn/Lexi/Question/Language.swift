/// The languages Lexi answers in.
enum Language: String, Codable, Sendable {
    case english
    case german

    /// The language whose everyday words the message uses more; English when it is even.
    static func of(_ words: [Word]) -> Language {
        let german = words.count { germanWords.contains($0.folded) }
        let english = words.count { englishWords.contains($0.folded) }
        return german > english ? .german : .english
    }

    private static let germanWords: Set<String> = [
        "wer", "was", "wie", "wo", "wann", "warum", "welche", "welcher", "welches", "welchen",
        "wir", "uber", "ueber", "ist", "sind", "haben", "hat", "gibt", "es", "der", "die", "das",
        "den", "dem", "des", "ein", "eine", "einen", "einer", "und", "oder", "fur", "fuer", "mit",
        "von", "vom", "zu", "zum", "zur", "im", "bei", "nach", "ich", "mir", "mich", "uns",
        "unsere", "unser", "ihre", "ihren", "ihr", "seine", "seinen", "sein", "sie", "er", "nicht",
        "bitte", "zeig", "zeige", "wissen", "weisst", "offene", "offenen", "aufgabe", "aufgaben",
        "notiz", "notizen", "termin", "termine", "mandat", "mandate", "mandanten", "akte", "akten",
        "vergleiche", "vergleich", "nachste", "nachsten", "uberfallig", "uberfallige", "hallo",
        "guten", "kannst", "du", "dass", "heute", "morgen", "erstelle", "lege", "notiere", "wert",
        "erinnere", "wiedervorlage", "wiedervorlagen", "alle", "kontakt", "kontakte", "diese",
        "dieser", "diesem", "diesen", "dieses", "steht", "an", "anstehende", "lauft", "laufen",
        "danke", "dank", "vielen", "welche", "viele", "liste", "diese", "woche", "monat",
        "nachster", "vereinbare", "plane", "schreib", "schreibe", "verfasse", "um", "am", "uhr",
        "zustandig", "betreut", "leitet", "geandert", "zuletzt", "letzte", "letzten", "offen",
        "dieses", "mein", "meine", "meinen", "losche", "verschiebe", "andere", "unter", "hoch",
        "wurde", "wurden", "gewonnen", "verloren", "auf", "aus", "vor", "bis", "seit", "durch",
        "interessenten", "suche", "finde", "frau", "herrn", "donnerstag", "freitag", "montag",
        "dienstag", "mittwoch", "dringend", "dringende", "entwirf", "passiert", "neues",
    ]

    private static let englishWords: Set<String> = [
        "who", "what", "how", "where", "when", "why", "which", "we", "about", "is", "are", "have",
        "has", "there", "the", "a", "an", "and", "or", "for", "with", "of", "to", "at",
        "after", "i", "me", "us", "our", "her", "his", "she", "he", "they", "their", "it", "its",
        "not", "please", "show", "know", "do", "does", "did", "open", "task", "tasks", "note",
        "notes", "compare", "next", "overdue", "hello", "can", "you", "that", "today",
        "tomorrow", "create", "add", "value", "remind", "all", "this", "list", "tell", "give",
    ]
}
