/// The limits, currency and period a message names, and the words of it that are neither.
struct FilterReading: Sendable {
    private(set) var filter = RecordFilter()
    /// The message's words without those that became part of the filter.
    private(set) var rest: [Word]

    private var taken: [Range<String.Index>] = []

    /// Reads English and German.
    init(_ text: String, words: [Word], today: CalendarDay) {
        rest = words
        readRange(text)
        if filter.limits.isEmpty { readLimits(text) }
        readCurrency(text, words: words)
        readPeriod(text, today: today)
        let ranges = taken
        rest = words.filter { word in !ranges.contains { $0.overlaps(word.range) } }
    }

    // MARK: Amounts

    /// "Between EUR 50,000 and 100,000", "zwischen 50 und 100 Tsd."
    private mutating func readRange(_ text: String) {
        let pattern =
            #/(?i)\b(?:between|zwischen)\s+([A-Za-z]{3}\b|[€$£¥])?\s*([0-9][0-9.,'’]*)\s*(k|m|mn|mio)?\s*([A-Za-z]{3,7}|[€$£¥])?\s+(?:and|und)\s+([A-Za-z]{3}\b|[€$£¥])?\s*([0-9][0-9.,'’]*)\s*(k|m|mn|mio|million|millionen|thousand|tausend|tsd)?(?![\p{L}0-9])/#
        guard let match = text.firstMatch(of: pattern) else { return }
        let unit = match.output.7
        guard let low = Self.amount(match.output.2, unit: match.output.3 ?? unit),
            let high = Self.amount(match.output.6, unit: unit)
        else { return }
        filter.limits = [
            .init(side: .atLeast, amount: low), .init(side: .atMost, amount: high),
        ]
        filter.currency =
            [match.output.1, match.output.4, match.output.5]
            .compactMap { $0.flatMap { Self.currency($0) } }.first
        taken.append(match.range)
    }

    private mutating func readLimits(_ text: String) {
        let pattern =
            #/(?i)(>=|<=|>|<|\b(?:above|over|more than|greater than|larger than|bigger than|exceeding|at least|minimum|from|below|under|less than|smaller than|at most|up to|maximum|über|ueber|mehr als|größer als|oberhalb von|mindestens|ab|unter|weniger als|kleiner als|unterhalb von|höchstens|maximal|bis zu|bis)(?![\p{L}]))\s*(?:worth\s+|von\s+)?([A-Za-z]{3}\b|[€$£¥])?\s*([0-9][0-9.,'’]*)\s*(k|m|mn|mio|million|millions|millionen|thousand|tausend|tsd|mil)?(?![\p{L}0-9])\.?\s*([A-Za-zé]+|[€$£¥])?/#
        for match in text.matches(of: pattern) {
            let before = match.output.2.flatMap { Self.currency($0) }
            let after = match.output.5.flatMap { Self.currency($0) }
            guard let side = Self.side(match.output.1),
                let amount = Self.amount(match.output.3, unit: match.output.4),
                // "Over 30 days" and "from 2026" are no amounts of money.
                before != nil || after != nil || match.output.4 != nil
                    || (amount >= 1_000 && !(1_900...2_100).contains(amount))
            else { continue }
            filter.limits.append(.init(side: side, amount: amount))
            filter.currency = filter.currency ?? before ?? after
            var end = match.output.3.endIndex
            if let unit = match.output.4 { end = unit.endIndex }
            if after != nil, let named = match.output.5 { end = named.endIndex }
            taken.append(match.range.lowerBound..<end)
        }
    }

    private static func side(_ words: Substring) -> RecordFilter.Limit.Side? {
        switch FoldedText.fold(words) {
        case ">", "above", "over", "more than", "greater than", "larger than", "bigger than",
            "exceeding", "uber", "ueber", "mehr als", "grosser als", "oberhalb von":
            .over
        case ">=", "at least", "minimum", "from", "mindestens", "ab": .atLeast
        case "<", "below", "under", "less than", "smaller than", "unter", "weniger als",
            "kleiner als", "unterhalb von":
            .under
        case "<=", "at most", "up to", "maximum", "hochstens", "maximal", "bis zu", "bis": .atMost
        default: nil
        }
    }

    /// "100,000", "100.000", "1.5" and "100'000": three digits after a mark are thousands.
    private static func amount(_ digits: Substring, unit: Substring?) -> Int? {
        let parts = digits.split { ".,'’".contains($0) }
        guard let first = parts.first else { return nil }
        let groups = parts.dropFirst()
        let number: Double?
        if groups.allSatisfy({ $0.count == 3 }) {
            number = Double(parts.joined())
        } else if groups.count == 1 {
            number = Double("\(first).\(groups[1])")
        } else {
            number = nil
        }
        guard let number else { return nil }
        let value = number * factor(unit)
        // Beyond this a whole number of cents would no longer be exact.
        guard value < 1e15 else { return nil }
        return Int(value)
    }

    private static func factor(_ unit: Substring?) -> Double {
        switch unit?.lowercased() {
        case "k", "thousand", "tausend", "tsd": 1_000
        case .some: 1_000_000
        case nil: 1
        }
    }

    // MARK: Currencies

    private mutating func readCurrency(_ text: String, words: [Word]) {
        for word in words {
            guard let found = Self.currency(word.original) else { continue }
            filter.currency = filter.currency ?? found
            taken.append(word.range)
        }
    }

    private static func currency(_ text: some StringProtocol) -> String? {
        currencies[FoldedText.fold(text)]
    }

    private static let currencies: [String: String] = [
        "eur": "EUR", "euro": "EUR", "euros": "EUR", "€": "EUR", "usd": "USD", "dollar": "USD",
        "dollars": "USD", "$": "USD", "gbp": "GBP", "pounds": "GBP", "pfund": "GBP", "£": "GBP",
        "chf": "CHF", "francs": "CHF", "franken": "CHF", "jpy": "JPY", "yen": "JPY", "¥": "JPY",
        "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "czk": "CZK", "cad": "CAD",
        "aud": "AUD", "cny": "CNY",
    ]

    // MARK: Periods

    private mutating func readPeriod(_ text: String, today: CalendarDay) {
        let names: [(Regex<Substring>, RecordFilter.Period.Name)] = [
            (#/(?i)\b(?:day after tomorrow|übermorgen|uebermorgen)\b/#, .dayAfterTomorrow),
            (#/(?i)\b(?:tomorrow|morgen)\b/#, .tomorrow),
            (#/(?i)\b(?:today|heute)\b/#, .today),
            (#/(?i)\b(?:this week|diese woche|dieser woche)\b/#, .thisWeek),
            (#/(?i)\b(?:next week|(?:nächste|kommende)r? woche)\b/#, .nextWeek),
            (#/(?i)\b(?:this month|(?:diesen|diesem|dieses) monats?)\b/#, .thisMonth),
            (#/(?i)\b(?:yesterday|gestern)\b/#, .yesterday),
            (#/(?i)\b(?:last|past|letzte[rn]?|vergangene[rn]?) (?:week|woche)\b/#, .lastWeek),
            (#/(?i)\b(?:last|past|letzte[nm]|vergangene[nm]) (?:month|monat)\b/#, .lastMonth),
            (#/(?i)\b(?:next month|(?:nächste|kommende)[nm] monat)\b/#, .nextMonth),
        ]
        for (pattern, name) in names {
            if let match = text.firstMatch(of: pattern),
                // "Guten Morgen" is no day.
                !text[..<match.range.lowerBound].lowercased().hasSuffix("guten ")
            {
                return take(name, match.range, today: today)
            }
        }
        let past =
            #/(?i)\b(?:last|past|(?:letzten|vergangenen))\s+([0-9]{1,3})\s+(days|weeks|tage|tagen|wochen)\b/#
        if let match = text.firstMatch(of: past), let count = Int(match.output.1) {
            let isWeeks = match.output.2.lowercased().hasPrefix("w")
            return take(.lastDays(isWeeks ? count * 7 : count), match.range, today: today)
        }
        let days =
            #/(?i)\b(?:next|coming|within|nächsten|kommenden|innerhalb von)\s+([0-9]{1,3})\s+(days|weeks|tage|tagen|wochen)\b/#
        if let match = text.firstMatch(of: days), let count = Int(match.output.1) {
            let isWeeks = match.output.2.lowercased().hasPrefix("w")
            return take(.nextDays(isWeeks ? count * 7 : count), match.range, today: today)
        }
        if let found = WrittenDate.first(in: text, today: today)
            ?? WrittenDate.weekday(in: text, today: today)
        {
            let isEnd = text[found.range].contains(#/(?i)^(?:due\s+)?(?:by|until|till|bis)\b/#)
            take(isEnd ? .until(found.day) : .day(found.day), found.range, today: today)
        }
    }

    private mutating func take(
        _ name: RecordFilter.Period.Name, _ range: Range<String.Index>, today: CalendarDay
    ) {
        filter.period = RecordFilter.Period(name, today: today)
        taken.append(range)
    }
}
