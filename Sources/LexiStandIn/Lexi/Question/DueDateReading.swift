/// A date mentioned in a message, and the message without it.
struct DueDateReading: Sendable {
    private(set) var day: CalendarDay?
    private(set) var rest: String

    /// Knows ISO dates, today and tomorrow, "in 3 days", "next week" and days of the week, in
    /// English and German.
    init(_ text: String, today: CalendarDay) {
        rest = text
        if let match = text.firstMatch(
            of: #/(?i)(?:\b(?:by|on|due|bis|am|zum)\s+)*\b(\d{4}-\d\d-\d\d)\b/#),
            let found = CalendarDay(iso: match.output.1)
        {
            take(found, match.range)
        } else if let match = text.firstMatch(
            of: #/(?i)\bin\s+(\d{1,3})\s+(day|days|tag|tagen|tage|week|weeks|woche|wochen)\b/#),
            let count = Int(match.output.1)
        {
            let isWeeks = match.output.2.lowercased().hasPrefix("w")
            take(today + count * (isWeeks ? 7 : 1), match.range)
        } else if let match = text.firstMatch(
            of: #/(?i)(?:\b(?:for|by|bis|due|für)\s+)?\b(day after tomorrow|übermorgen)\b/#)
        {
            take(today + 2, match.range)
        } else if let match = text.firstMatch(
            of: #/(?i)(?:\b(?:for|by|bis|due|für)\s+)?\b(?:tomorrow|morgen)\b/#)
        {
            take(today + 1, match.range)
        } else if let match = text.firstMatch(
            of: #/(?i)(?:\b(?:for|by|bis|due|für)\s+)?\b(?:today|heute)\b/#)
        {
            take(today, match.range)
        } else if let match = text.firstMatch(of: #/(?i)\b(?:next week|nächste woche)\b/#) {
            take(today + (8 - today.weekday), match.range)
        } else {
            readWeekday(text, today: today)
        }
    }

    private mutating func readWeekday(_ text: String, today: CalendarDay) {
        let pattern =
            #/(?i)\b(?:by|on|next|due|bis|am|nächsten|kommenden)\s+(?:next\s+|nächsten\s+)?(mon|tues|wednes|thurs|fri|satur|sun|mon|diens|mitt|donners|frei|sams|sonn)(?:day|tag|woch)\b/#
        guard let match = text.firstMatch(of: pattern) else { return }
        let names: [[String]] = [
            ["mon"], ["tues", "diens"], ["wednes", "mitt"], ["thurs", "donners"],
            ["fri", "frei"], ["satur", "sams"], ["sun", "sonn"],
        ]
        let name = match.output.1.lowercased()
        guard let index = names.firstIndex(where: { $0.contains(name) }) else { return }
        let ahead = (index + 1 - today.weekday + 7) % 7
        take(today + (ahead == 0 ? 7 : ahead), match.range)
    }

    private mutating func take(_ found: CalendarDay, _ range: Range<String.Index>) {
        day = found
        rest.removeSubrange(range)
        rest = rest.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
}
