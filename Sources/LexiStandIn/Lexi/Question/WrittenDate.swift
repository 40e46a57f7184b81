/// Dates as people write them, in English and German.
enum WrittenDate {
    typealias Found = (day: CalendarDay, range: Range<String.Index>)

    /// "2026-12-01", "1 December", "December 1, 2026", "1. Dezember 2026", "am 1.12.",
    /// "01.12.2026". Without a year it is the next such day.
    static func first(in text: String, today: CalendarDay) -> Found? {
        iso(text) ?? numbers(text, today) ?? dayAndMonth(text, today) ?? monthAndDay(text, today)
    }

    private static func iso(_ text: String) -> Found? {
        guard
            let match = text.firstMatch(
                of:
                    #/(?i)(?:\b(?:by|on|for|due|bis|am|zum|für|from|since|vom|seit)\s+)*\b(\d{4}-\d\d-\d\d)\b/#
            ),
            let day = CalendarDay(iso: match.output.1)
        else { return nil }
        return (day, match.range)
    }

    private static func numbers(_ text: String, _ today: CalendarDay) -> Found? {
        let pattern =
            #/(?i)(?:\b(on|by|due|am|bis|zum|vom|den|für)\s+)*\b(\d{1,2})\.\s?(\d{1,2})\.(\d{4})?(?!\d)/#
        for match in text.matches(of: pattern) {
            // "Version 1.2." is no date; with a preposition or a year it is.
            guard match.output.1 != nil || match.output.4 != nil,
                let number = Int(match.output.2), let month = Int(match.output.3),
                let day = day(number, month, match.output.4, today)
            else { continue }
            return (day, match.range)
        }
        return nil
    }

    private static func dayAndMonth(_ text: String, _ today: CalendarDay) -> Found? {
        let pattern =
            #/(?i)(?:\b(?:on|by|for|due|the|am|bis|zum|vom|den|für)\s+)*\b(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?([a-zä]{3,9})\b\.?(?:\s+(\d{4})\b)?/#
        for match in text.matches(of: pattern) {
            guard let month = month(match.output.2), let number = Int(match.output.1),
                let day = day(number, month, match.output.3, today)
            else { continue }
            return (day, match.range)
        }
        return nil
    }

    private static func monthAndDay(_ text: String, _ today: CalendarDay) -> Found? {
        let pattern =
            #/(?i)(?:\b(?:on|by|for|due)\s+)*\b([a-z]{3,9})\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4})\b)?/#
        for match in text.matches(of: pattern) {
            guard let month = month(match.output.1), let number = Int(match.output.2),
                let day = day(number, month, match.output.3, today)
            else { continue }
            return (day, match.range)
        }
        return nil
    }

    private static func day(
        _ number: Int, _ month: Int, _ year: Substring?, _ today: CalendarDay
    ) -> CalendarDay? {
        if let year {
            return Int(year).flatMap { CalendarDay(year: $0, month: month, day: number) }
        }
        let current = today.civil.year
        // A 29 February may be four years off, or eight around a century.
        return (current...(current + 8)).lazy
            .compactMap { CalendarDay(year: $0, month: month, day: number) }
            .first { $0 >= today }
    }

    private static func month(_ name: Substring) -> Int? {
        let folded = FoldedText.fold(name)
        let position = months.firstIndex { names in
            names.contains { $0 == folded || (folded.count == 3 && $0.hasPrefix(folded)) }
        }
        return position.map { $0 + 1 }
    }

    private static let months = [
        ["january", "januar"], ["february", "februar"], ["march", "marz", "maerz"], ["april"],
        ["may", "mai"], ["june", "juni"], ["july", "juli"], ["august"], ["september", "sept"],
        ["october", "oktober"], ["november"], ["december", "dezember"],
    ]

    /// "On Thursday", "nächsten Dienstag", "last Monday"; bare weekdays only when allowed.
    static func weekday(in text: String, today: CalendarDay, bare: Bool = false) -> Found? {
        let pattern =
            #/(?i)(?:\b(by|on|for|next|this|coming|last|due|until|till|bis|am|zum|für|diesen|diesem|nächsten|nächster|kommenden|letzten|vergangenen)\s+)*\b(mon|tues|wednes|thurs|fri|satur|sun|diens|mitt|donners|frei|sams|sonn)(?:day|tag|woch)s?\b/#
        for match in text.matches(of: pattern) {
            guard bare || match.output.1 != nil else { continue }
            let name = match.output.2.lowercased()
            guard let index = weekdays.firstIndex(where: { $0.contains(name) }) else { continue }
            let ahead = (index + 1 - today.weekday + 7) % 7
            let lead = match.output.1.map { FoldedText.fold($0) } ?? ""
            if ["last", "letzten", "vergangenen"].contains(lead) {
                return (today + (ahead - 7), match.range)
            }
            return (today + (ahead == 0 ? 7 : ahead), match.range)
        }
        return nil
    }

    private static let weekdays: [[String]] = [
        ["mon"], ["tues", "diens"], ["wednes", "mitt"], ["thurs", "donners"],
        ["fri", "frei"], ["satur", "sams"], ["sun", "sonn"],
    ]
}
