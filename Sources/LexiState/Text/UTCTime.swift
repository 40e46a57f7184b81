/// A Unix time as people in every place read it the same way: in UTC, by the Gregorian calendar.
struct UTCTime {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int

    /// - Parameter unixSeconds: Between the years 1 and 9999; others are shown as the nearest.
    init(unixSeconds: Double) {
        let seconds = Int(max(-62_135_596_800, min(unixSeconds, 253_402_300_799)).rounded(.down))
        let (days, rest) = seconds.flooredDivision(by: 86_400)
        hour = rest / 3600
        minute = rest / 60 % 60
        // Days are counted from 1 March of the year 0, so that a leap day ends its year
        // (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
        let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// `2026-04-27 12:40`.
    var text: String { "\(date) \(clock)" }

    /// `12:40`.
    var clock: String { "\(twoDigits(hour)):\(twoDigits(minute))" }

    /// `2026-04-27`.
    var date: String { "\(fourDigits(year))-\(twoDigits(month))-\(twoDigits(day))" }

    /// `20260427-1240`, for file names.
    var compact: String {
        "\(fourDigits(year))\(twoDigits(month))\(twoDigits(day))-"
            + "\(twoDigits(hour))\(twoDigits(minute))"
    }

    private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private func fourDigits(_ value: Int) -> String {
        let digits = "\(value)"
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension Int {
    fileprivate func flooredDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
