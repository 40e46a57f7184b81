import Foundation

/// Where the stand-in reads the time of day, so that tests can set it.
struct WallTime: Sendable {
    /// The time requests, keys and limits are judged by.
    let now: @Sendable () -> Date
    /// A fixed CRM day, or nil to follow `now`.
    var fixedDay: CalendarDay?

    static let system = WallTime(now: { Date() })

    /// The day the CRM calls today, in UTC.
    var today: CalendarDay {
        fixedDay ?? CalendarDay(date: now())
    }

    /// The time of day in UTC.
    var timeOfDay: ClockTime {
        let date = now()
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        return ClockTime(minutes: (seconds - CalendarDay(date: date).unixSeconds) / 60)
    }
}

extension CalendarDay {
    /// The UTC day an instant falls on.
    init(date: Date) {
        self.init(daysSinceEpoch: Int((date.timeIntervalSince1970 / 86_400).rounded(.down)))
    }

    /// Seconds from the Unix epoch to this day's first instant in UTC.
    var unixSeconds: Int { daysSinceEpoch * 86_400 }
}

extension Date {
    /// The instant as `Mon, 27 Apr 2026 09:15:00 GMT`, the form of RFC 9110, section 5.6.7.
    var httpDate: String {
        let day = CalendarDay(date: self)
        let (year, month, date) = day.civil
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let time = timestamp.dropFirst("2026-04-27T".count).dropLast()
        let two = date < 10 ? "0\(date)" : "\(date)"
        return "\(weekdays[day.weekday - 1]), \(two) \(months[month - 1]) \(year) \(time) GMT"
    }

    /// The instant as `2026-04-27T09:15:00Z`, the form the API's samples use.
    var timestamp: String {
        let seconds = Int(timeIntervalSince1970.rounded(.down))
        let day = CalendarDay(date: self)
        let rest = seconds - day.unixSeconds
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day)T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}
