/// Whether a message asks for something to be made or done, rather than to know something.
///
/// It goes by the verb a message opens with, and the first thing it names after that: "create
/// a task to schedule a meeting" is a task.
struct WishReading: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        case task, note, meeting, email
        /// Something Lexi does not do.
        case unable
    }

    let kind: Kind

    /// Nil for a question.
    /// - Parameters:
    ///   - namesSomebody: whether the message names a record.
    ///   - today: to tell dates from times.
    init?(_ text: String, words: [Word], namesSomebody: Bool, today: CalendarDay) {
        let folded = words.map(\.folded)
        let rest = Array(folded.drop(while: Self.polite.contains))
        let isPolite = rest.count < folded.count
        guard let first = rest.first, !Self.asking.contains(first) else { return nil }
        if Lexicon.remind.contains(first) {
            kind = .task
        } else if let found = Self.made(
            by: first, rest.dropFirst(), namesSomebody: namesSomebody)
            ?? Self.announced(rest, text, today)
            ?? (isPolite ? Self.madeAtTheEnd(rest) : nil)
        {
            kind = found
        } else {
            return nil
        }
    }

    /// "Schedule a meeting …", "Schreibe Mara eine Mail …", "Delete …".
    private static func made(
        by verb: String, _ rest: ArraySlice<String>, namesSomebody: Bool
    ) -> Kind? {
        if verb == "update", let next = rest.first, ["on", "me", "us", "for", "zu"].contains(next) {
            return nil
        }
        if unable.contains(verb) { return .unable }
        let thing = thing(in: rest)
        if send.contains(verb) { return thing == .email ? .email : .unable }
        if compose.contains(verb) {
            return thing ?? (namesSomebody ? .email : nil)
        }
        guard Lexicon.make.contains(verb) || schedule.contains(verb) else { return nil }
        if let thing {
            // A call that is logged has been made.
            return verb == "log" && thing == .meeting ? .note : thing
        }
        if schedule.contains(verb), !Set(rest).isDisjoint(with: ["time", "zeit", "with", "mit"]) {
            return .meeting
        }
        return ["set", "make", "put"].contains(verb) && namesSomebody ? .unable : nil
    }

    /// "Meeting with Mara on Thursday at 10".
    private static func announced(
        _ rest: [String], _ text: String, _ today: CalendarDay
    ) -> Kind? {
        let start = Array(rest.drop(while: ["a", "an", "ein", "einen", "eine"].contains))
        guard let first = start.first, isMeeting(first), !text.contains("?"),
            MeetingReading.namesTime(text, today: today)
        else { return nil }
        return .meeting
    }

    /// "Kannst du einen Termin mit Mara vereinbaren?"
    private static func madeAtTheEnd(_ rest: [String]) -> Kind? {
        let words = Set(rest)
        if !words.isDisjoint(with: unableAtTheEnd) { return .unable }
        guard !words.isDisjoint(with: atTheEnd) else { return nil }
        return thing(in: rest[...])
    }

    private static func thing(in words: ArraySlice<String>) -> Kind? {
        for (position, word) in zip(words.indices, words) {
            let next = words.dropFirst(position + 1 - words.startIndex).first
            // A follow-up meeting is a meeting.
            if word == "follow-up", let next, isMeeting(next) { return .meeting }
            if Lexicon.taskNouns.contains(word) { return .task }
            if Lexicon.noteNouns.contains(word) { return .note }
            if mails.contains(word) { return .email }
            if isMeeting(word) { return .meeting }
        }
        return nil
    }

    private static func isMeeting(_ word: String) -> Bool {
        meetings.contains(word)
            || ["termin", "besprechung", "gesprach", "meeting"].contains(where: word.hasSuffix)
    }

    private static let polite: Set<String> = [
        "please", "bitte", "can", "could", "would", "will", "you", "kannst", "konntest", "konnen",
        "wurdest", "wurden", "du", "sie", "mir", "ich", "mochte", "mochten", "wir", "i", "want",
        "need", "to", "let's", "lets", "then", "dann", "hi", "hello", "hallo", "lexi", "d", "like",
        "i'd", "also", "auch", "noch", "mal", "and", "und",
    ]
    private static let asking: Set<String> = [
        "who", "whom", "whose", "what", "when", "where", "why", "how", "which", "is", "are", "was",
        "were", "do", "does", "did", "has", "have", "had", "wer", "wen", "wem", "wann", "wo",
        "warum", "wie", "welche", "welcher", "welches", "welchen", "ist", "sind", "gibt", "hat",
        "haben",
    ]
    private static let schedule: Set<String> = [
        "schedule", "arrange", "book", "plan", "organise", "organize", "vereinbare", "vereinbar",
        "plane", "buche", "organisiere", "trage", "setz", "setze",
    ]
    private static let compose: Set<String> = [
        "draft", "write", "compose", "schreib", "schreibe", "verfasse", "entwirf", "formuliere",
        "email", "e-mail", "mail", "maile",
    ]
    private static let send: Set<String> = ["send", "sende", "schick", "schicke"]
    private static let mails: Set<String> = [
        "email", "e-mail", "mail", "message", "letter", "nachricht", "brief", "mailentwurf",
        "e-mail-entwurf", "reply", "antwort",
    ]
    private static let meetings: Set<String> = [
        "meeting", "appointment", "call", "lunch", "termin", "besprechung", "telefonat", "gesprach",
        "jour",
    ]
    private static let atTheEnd: Set<String> = [
        "vereinbaren", "ansetzen", "planen", "buchen", "schreiben", "verfassen", "entwerfen",
        "anlegen", "erstellen", "eintragen", "hinzufugen",
    ]
    private static let unable: Set<String> = [
        "delete", "remove", "cancel", "archive", "move", "mark", "close", "complete", "finish",
        "change", "update", "assign", "reassign", "rename", "merge", "reschedule", "postpone",
        "call", "phone", "pay", "start", "launch", "starte", "export", "import", "upload", "losche",
        "losch", "entferne",
        "storniere", "verschiebe", "markiere", "schliesse", "andere", "aendere", "weise",
        "benenne", "archiviere", "streiche", "sage", "ruf", "rufe", "exportiere",
    ]
    private static let unableAtTheEnd: Set<String> = [
        "loschen", "entfernen", "verschieben", "stornieren", "absagen", "andern", "abschliessen",
        "markieren", "archivieren", "umbenennen", "zuweisen", "anrufen", "exportieren",
    ]

    /// The verbs of requests, none of which is a thing to search for.
    static let words: Set<String> = schedule.union(compose).union(send).union(mails)
        .union(meetings).union(atTheEnd).union(unable).union(unableAtTheEnd).union(polite)
}
