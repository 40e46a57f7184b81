/// What a filter narrows down to, in words that follow a noun.
extension Wording {
    /// " above EUR 100,000", " in CHF", " with a follow-up this week"; empty without a filter.
    /// - Parameter occasion: what falls into the period, "due" for tasks; may be empty.
    func narrowed(to filter: RecordFilter, occasion: String) -> String {
        var parts = phrases(filter.limits, currency: filter.currency)
        if parts.isEmpty, let currency = filter.currency { parts.append("in \(currency)") }
        if let period = filter.period {
            if !occasion.isEmpty { parts.append(occasion) }
            parts.append(phrase(period.name))
        }
        return parts.map { " " + $0 }.joined()
    }

    private func phrases(_ limits: [RecordFilter.Limit], currency: String?) -> [String] {
        guard limits.map(\.side) == [.atLeast, .atMost] else {
            return limits.map { phrase($0, currency: currency) }
        }
        let ends = limits.map { amount(of: $0, currency: currency) }
        return [self("between ", "zwischen ") + list(ends)]
    }

    private func amount(of limit: RecordFilter.Limit, currency: String?) -> String {
        currency.map { money(limit.amount, $0) }
            ?? grouped(limit.amount, separator: self(",", "."))
    }

    private func phrase(_ limit: RecordFilter.Limit, currency: String?) -> String {
        let amount = amount(of: limit, currency: currency)
        return switch limit.side {
        case .over: self("above ", "über ") + amount
        case .atLeast: self("of at least ", "ab ") + amount
        case .under: self("below ", "unter ") + amount
        case .atMost: self("of at most ", "bis ") + amount
        }
    }

    private func phrase(_ period: RecordFilter.Period.Name) -> String {
        switch period {
        case .today: self("today", "heute")
        case .tomorrow: self("tomorrow", "morgen")
        case .dayAfterTomorrow: self("on the day after tomorrow", "übermorgen")
        case .thisWeek: self("this week", "diese Woche")
        case .nextWeek: self("next week", "nächste Woche")
        case .thisMonth: self("this month", "diesen Monat")
        case .nextMonth: self("next month", "nächsten Monat")
        case .nextDays(let count):
            self("in the next \(count) days", "in den nächsten \(count) Tagen")
        case .yesterday: self("yesterday", "gestern")
        case .lastWeek: self("last week", "letzte Woche")
        case .lastMonth: self("last month", "letzten Monat")
        case .lastDays(let count):
            self("in the last \(count) days", "in den letzten \(count) Tagen")
        case .day(let date): self("on \(longDay(date))", "am \(longDay(date))")
        case .until(let date): self("by \(longDay(date))", "bis \(longDay(date))")
        }
    }

    /// "2 open deals" or "2 offene Deals"; after a verb German says "1 offenen Deal".
    func deals(_ number: Int, _ status: String, isObject: Bool = false) -> String {
        let german =
            switch status {
            case "won": "gewonnene"
            case "lost": "verlorene"
            default: "offene"
            }
        let name = stage(status)
        return count(
            number, "\(name) deal", "\(name) deals", german + (isObject ? "n" : "r") + " Deal",
            german + " Deals")
    }
}
