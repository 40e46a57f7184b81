internal import LexiAPI

/// A point in time as HTTP headers write it (RFC 9110, 5.6.7).
///
/// All three forms are read, since a recipient has to: `Sun, 06 Nov 1994 08:49:37 GMT`,
/// `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`. The day's name is not checked.
struct HTTPDate: Sendable, Hashable {
    let unixSeconds: Int64

    /// - Parameter unixNow: Decides the century of a year of two digits: it lies at most 50 years
    ///   ahead.
    init?(_ text: String, unixNow: Double) {
        var words = text.split { $0 == " " || $0 == "," || $0 == "-" }
        guard !words.isEmpty else { return nil }
        words.removeFirst()
        if words.last == "GMT" { words.removeLast() }
        guard words.count == 4 else { return nil }
        let isAscTime = Self.months.contains(words[0].lowercased())
        let (day, month, year, clock) =
            isAscTime
            ? (words[1], words[0], words[3], words[2]) : (words[0], words[1], words[2], words[3])
        let time = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard let dayNumber = Self.number(day, 1...31),
            let monthIndex = Self.months.firstIndex(of: month.lowercased()),
            var yearNumber = Self.number(year, 0...9999), time.count == 3,
            let hour = Self.number(time[0], 0...23), let minute = Self.number(time[1], 0...59),
            // 60 is a leap second.
            let second = Self.number(time[2], 0...60)
        else { return nil }
        if year.count == 2 {
            let thisYear = 1970 + Int64(max(0, min(unixNow, 2e11)) / 31_556_952)
            yearNumber += thisYear / 100 * 100
            if yearNumber > thisYear + 50 { yearNumber -= 100 }
        }
        let days = GregorianDays.sinceEpoch(
            year: yearNumber, month: Int64(monthIndex) + 1, day: dayNumber)
        unixSeconds = days * 86_400 + hour * 3600 + minute * 60 + second
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    private static func number(_ text: Substring, _ bounds: ClosedRange<Int64>) -> Int64? {
        guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int64(text),
            bounds.contains(number)
        else { return nil }
        return number
    }
}
