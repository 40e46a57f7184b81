/// A day's beginning or an instant, as a parameter gives it.
struct Moment: Equatable, Sendable {
    /// The instant in UTC as `2026-04-27T09:15:00Z`, which sorts as the CRM's own dates do.
    let timestamp: String

    /// Reads `2026-04-27`, `2026-04-27T09:15:00Z` or `2026-04-27T11:15:00.25+02:00`; nil for
    /// anything else. A `t`, a `z` and a space for the plus of a query string are understood.
    init?(_ text: String) {
        let pattern =
            #/(\d{4}-\d{2}-\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?([Zz]|[+\- ]\d{2}:\d{2}))?/#
        guard let match = text.wholeMatch(of: pattern), let day = CalendarDay(iso: match.1) else {
            return nil
        }
        guard let hour = match.2.flatMap({ Int($0) }) else {
            timestamp = "\(day)T00:00:00Z"
            return
        }
        let minute = match.3.flatMap { Int($0) } ?? 0
        let second = match.4.flatMap { Int($0) } ?? 0
        // A leap second is the last one of its minute.
        guard hour < 24, minute < 60, second <= 60 else { return nil }
        var offset = 0
        if let zone = match.5, zone.lowercased() != "z" {
            let parts = zone.dropFirst().split(separator: ":").compactMap { Int($0) }
            guard parts.count == 2, parts[0] < 24, parts[1] < 60 else { return nil }
            offset = (parts[0] * 3_600 + parts[1] * 60) * (zone.hasPrefix("-") ? -1 : 1)
        }
        let seconds = day.unixSeconds + hour * 3_600 + minute * 60 + min(second, 59) - offset
        timestamp = Self.timestamp(unixSeconds: seconds)
    }

    private static func timestamp(unixSeconds: Int) -> String {
        let days = Int((Double(unixSeconds) / 86_400).rounded(.down))
        let rest = unixSeconds - days * 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = "\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
        return "\(CalendarDay(daysSinceEpoch: days))T\(time)Z"
    }
}
