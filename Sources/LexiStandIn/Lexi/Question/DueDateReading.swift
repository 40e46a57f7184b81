/// A date mentioned in a message, and the message without it.
struct DueDateReading: Sendable {
    private(set) var day: CalendarDay?
    private(set) var rest: String

    /// Knows written dates, today and tomorrow, "in 3 days", "next week" and days of the week, in
    /// English and German.
    /// - Parameter bare: whether a day of the week counts without a word such as "on" before it.
    init(_ text: String, today: CalendarDay, bare: Bool = false) {
        rest = text
        if let found = WrittenDate.first(in: text, today: today) {
            take(found.day, found.range)
        } else if let match = text.firstMatch(
            of:
                #/(?i)\bin\s+(\d{1,3}|a|one|two|three|four|einem|einer|zwei|drei|vier)\s+(days?|tag|tagen|tage|weeks?|woche|wochen)\b/#
        ), let count = Self.number(match.output.1) {
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
        } else if let found = WrittenDate.weekday(in: text, today: today, bare: bare) {
            take(found.day, found.range)
        } else if let match = text.firstMatch(of: #/(?i)\b(?:next week|nächste woche)\b/#) {
            take(today + (8 - today.weekday), match.range)
        }
    }

    private static func number(_ word: Substring) -> Int? {
        switch word.lowercased() {
        case "a", "one", "einem", "einer": 1
        case "two", "zwei": 2
        case "three", "drei": 3
        case "four", "vier": 4
        default: Int(word)
        }
    }

    private mutating func take(_ found: CalendarDay, _ range: Range<String.Index>) {
        day = found
        rest.removeSubrange(range)
        rest = rest.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
}
