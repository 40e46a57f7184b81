/// Reads what a message wants written into the CRM.
enum WriteReading {
    /// "Create a task to call Mara Vogt tomorrow" is a task "Call Mara Vogt", due tomorrow.
    static func task(in text: String, today: CalendarDay) -> Question.TaskDraft {
        let due = DueDateReading(text, today: today)
        var title = quoted(in: text) ?? content(of: due.rest, after: taskOpenings)
        if let found = title { title = tidied(found, limit: 200) }
        return Question.TaskDraft(title: title, due: due.day)
    }

    /// "Note for Mara Vogt: prefers calls" is a note "prefers calls".
    static func note(in text: String) -> Question.NoteDraft {
        var found = quoted(in: text)
        if found == nil, let colon = text.firstIndex(of: ":") {
            found = String(text[text.index(after: colon)...])
        }
        found = found ?? content(of: text, after: noteOpenings)
        return Question.NoteDraft(content: found.flatMap { tidied($0, limit: 50_000) })
    }

    /// "Write Mara a mail about the fee" has a topic; what follows a colon or stands in quotes is
    /// the mail's own text.
    static func mail(in text: String) -> Question.MailDraft {
        var words = quoted(in: text)
        var opening = text
        if let colon = text.firstIndex(of: ":") {
            words = words ?? String(text[text.index(after: colon)...])
            opening = String(text[..<colon])
        }
        return Question.MailDraft(
            topic: MeetingReading.topic(in: opening, keepingArticle: true),
            text: words.flatMap { tidied($0, limit: 2_000, keeping: ".!?") })
    }

    private static var taskOpenings: [Regex<Substring>] {
        [
            #/(?i)\b(?:remind me|erinner[en]?(?: mich| uns)?)\b(?: (?:to|about|that|an|daran,?|dass))?/#,
            #/(?i)\b(?:task|to-?do|reminder|follow-up|aufgabe|erinnerung|wiedervorlage)\b(?: an)?\s*(?::|to|that|zu|,)?/#,
        ]
    }

    private static var noteOpenings: [Regex<Substring>] {
        [
            #/(?i)^\s*(?:note|notiere?|jot down)\b(?: (?:that|dass)|,? dass)?/#,
            #/(?i)\b(?:note|notiz|vermerk|aktenvermerk|aktennotiz)\b.*?\b(?:that|saying|dass)\b/#,
        ]
    }

    /// What follows the first opening that occurs.
    private static func content(of text: String, after openings: [Regex<Substring>]) -> String? {
        for opening in openings {
            if let match = text.firstMatch(of: opening) {
                return String(text[match.range.upperBound...])
            }
        }
        return nil
    }

    private static func quoted(in text: String) -> String? {
        let match = text.firstMatch(of: #/["“„«]([^"“”„«»]{2,})["”“»]/#)
        return match.map { String($0.output.1) }
    }

    /// Without outer punctuation, starting with a capital; nil when nothing is left.
    private static func tidied(
        _ text: String, limit: Int, keeping kept: String = ""
    ) -> String? {
        let edge: (Character) -> Bool = {
            $0.isWhitespace || (".,:;!-–".contains($0) && !kept.contains($0))
        }
        let body = text.drop(while: edge)
        guard let last = body.lastIndex(where: { !edge($0) }), let first = body.first else {
            return nil
        }
        let trimmed = body[...last].prefix(limit)
        return first.uppercased() + trimmed.dropFirst()
    }
}
