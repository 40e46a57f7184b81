internal import LexiAPI

/// A time as a journal writes it: RFC 3339 in UTC, with microseconds.
enum WallTime {
    /// - Parameter microseconds: Since 1970, of a year with four digits.
    static func text(_ microseconds: Int64) -> String {
        let (days, ofDay) = divided(microseconds, by: 86_400_000_000)
        let date = GregorianDays.date(sinceEpoch: days)
        let (seconds, fraction) = divided(ofDay, by: 1_000_000)
        return digits(date.year, 4) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2) + "T"
            + digits(seconds / 3600, 2) + ":" + digits(seconds / 60 % 60, 2) + ":"
            + digits(seconds % 60, 2) + "." + digits(fraction, 6) + "Z"
    }

    /// - Returns: Microseconds since 1970; `nil` for what is no such time. Finer fractions are cut.
    static func microseconds(_ text: String) -> Int64? {
        // The fraction apart: of a number that large, a Double has no more than about as much.
        let parts = text.split(separator: ".", maxSplits: 1)
        let fraction = parts.count > 1 ? parts[1].prefix { $0.isASCII && $0.isNumber } : ""
        guard parts.count == 1 || !fraction.isEmpty,
            let seconds = Timestamp(
                parts.count > 1 ? String(parts[0] + parts[1].dropFirst(fraction.count)) : text
            ).unixSeconds,
            let part = Int64((fraction + "000000").prefix(6))
        else { return nil }
        return Int64(seconds) * 1_000_000 + part
    }

    private static func divided(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
        let rest = value % divisor
        return rest < 0 ? (value / divisor - 1, rest + divisor) : (value / divisor, rest)
    }

    private static func digits(_ value: Int64, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}
