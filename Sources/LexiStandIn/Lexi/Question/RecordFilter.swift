/// What narrows a list down: an amount, a currency, a period.
struct RecordFilter: Equatable, Sendable {
    /// A limit for a deal's value, in whole units of whatever currency it is in.
    struct Limit: Equatable, Sendable {
        enum Side: String, CaseIterable, Sendable {
            case over, atLeast, under, atMost
        }

        var side: Side
        var amount: Int
    }

    /// Whole days, both ends included.
    struct Period: Equatable, Sendable {
        enum Name: Equatable, Sendable {
            case today, tomorrow, dayAfterTomorrow, thisWeek, nextWeek, thisMonth, nextMonth
            case nextDays(Int)
            case yesterday, lastWeek, lastMonth
            case lastDays(Int)
            case day(CalendarDay)
            /// From today.
            case until(CalendarDay)
        }

        var name: Name
        var first: CalendarDay
        var last: CalendarDay
    }

    var limits: [Limit] = []
    /// ISO 4217.
    var currency: String?
    var period: Period?

    var isEmpty: Bool { limits.isEmpty && currency == nil && period == nil }

    /// The arguments by which a tool narrows its list down by date.
    var periodArguments: [String: String] {
        guard let period else { return [:] }
        return ["from": "\(period.first)", "to": "\(period.last)"]
    }

    /// The arguments by which `deals.list` narrows its list down.
    var dealArguments: [String: String] {
        var arguments = periodArguments
        for limit in limits { arguments[limit.side.argument] = "\(limit.amount)" }
        arguments["currency"] = currency
        return arguments
    }
}

extension RecordFilter.Limit.Side {
    /// The name of the tool's argument.
    var argument: String {
        switch self {
        case .over: "value_over"
        case .atLeast: "value_from"
        case .under: "value_under"
        case .atMost: "value_to"
        }
    }

    var sqlOperator: String {
        switch self {
        case .over: ">"
        case .atLeast: ">="
        case .under: "<"
        case .atMost: "<="
        }
    }
}

extension RecordFilter.Period {
    /// The days a name stands for. Weeks begin on Monday.
    init(_ name: Name, today: CalendarDay) {
        self.name = name
        let monday = today + (1 - today.weekday)
        switch name {
        case .today: (first, last) = (today, today)
        case .tomorrow: (first, last) = (today + 1, today + 1)
        case .dayAfterTomorrow: (first, last) = (today + 2, today + 2)
        case .thisWeek: (first, last) = (monday, monday + 6)
        case .nextWeek: (first, last) = (monday + 7, monday + 13)
        case .thisMonth:
            first = today + (1 - today.civil.day)
            last = first.firstOfNextMonth + -1
        case .nextMonth:
            first = today.firstOfNextMonth
            last = first.firstOfNextMonth + -1
        case .nextDays(let count): (first, last) = (today, today + count)
        case .yesterday: (first, last) = (today + -1, today + -1)
        case .lastWeek: (first, last) = (monday + -7, monday + -1)
        case .lastMonth:
            last = today + -today.civil.day
            first = last + (1 - last.civil.day)
        case .lastDays(let count): (first, last) = (today + -count, today)
        case .day(let day): (first, last) = (day, day)
        case .until(let day): (first, last) = (today, max(today, day))
        }
    }
}

extension CalendarDay {
    /// The first day of the month after this day's.
    var firstOfNextMonth: CalendarDay {
        // Day 1 plus 31 is always in the next month.
        let beyond = self + (32 - civil.day)
        return beyond + (1 - beyond.civil.day)
    }
}
