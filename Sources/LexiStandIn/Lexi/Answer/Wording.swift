/// Words, numbers and dates in the language of the question.
struct Wording: Sendable {
    let language: Language

    /// One of two ways to say it.
    func callAsFunction(_ english: String, _ german: String) -> String {
        language == .german ? german : english
    }

    /// "EUR 50,000" or "50.000 EUR".
    func money(_ amount: Int, _ currency: String) -> String {
        let digits = grouped(amount, separator: self(",", "."))
        return self("\(currency) \(digits)", "\(digits) \(currency)")
    }

    /// Sums in several currencies, the firm's own first: adding them up would be wrong, and so
    /// would be ranking them by their numbers.
    func sums(_ amounts: [(currency: String, amount: Int)]) -> String {
        var totals: [String: Int] = [:]
        for (currency, amount) in amounts { totals[currency, default: 0] += amount }
        let parts = totals.sorted {
            ($0.key == DealsList.homeCurrency ? "" : $0.key)
                < ($1.key == DealsList.homeCurrency ? "" : $1.key)
        }
        .map { money($0.value, $0.key) }
        return list(parts)
    }

    /// "a, b and c".
    func list(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + self(" and ", " und ") + last
    }

    /// "12 May 2026" or "12. Mai 2026".
    func day(_ day: CalendarDay) -> String {
        let (year, month, number) = day.civil
        let name = self(Self.englishMonths[month - 1], Self.germanMonths[month - 1])
        return self("\(number) \(name) \(year)", "\(number). \(name) \(year)")
    }

    /// The day of a timestamp such as `2026-05-12T09:15:00Z`.
    func day(of timestamp: String) -> String {
        CalendarDay(iso: timestamp.prefix(10)).map(day) ?? timestamp
    }

    /// "today", "in 3 days", "2 days ago".
    func distance(to day: CalendarDay, from today: CalendarDay) -> String {
        switch day - today {
        case 0: self("today", "heute")
        case 1: self("tomorrow", "morgen")
        case -1: self("yesterday", "gestern")
        case let days where days > 0: self("in \(days) days", "in \(days) Tagen")
        case let days: self("\(-days) days ago", "vor \(-days) Tagen")
        }
    }

    func count(
        _ number: Int, _ singular: String, _ plural: String, _ german: String,
        _ germanPlural: String
    ) -> String {
        number == 1 ? "1 " + self(singular, german) : "\(number) " + self(plural, germanPlural)
    }

    func stage(_ stage: String) -> String {
        switch stage {
        case "lead": self("lead", "Erstkontakt")
        case "qualified": self("qualified", "qualifiziert")
        case "proposal": self("proposal", "Angebot")
        case "negotiation": self("negotiation", "Verhandlung")
        case "won": self("won", "gewonnen")
        case "lost": self("lost", "verloren")
        case "open": self("open", "offen")
        case "closed": self("closed", "abgeschlossen")
        case "on hold": self("on hold", "ruht")
        default: stage
        }
    }

    func fee(_ model: String) -> String {
        switch model {
        case "fixed": self("fixed fee", "Festpreis")
        case "hourly": self("hourly rate", "Stundensatz")
        case "contingency": self("contingency fee", "Erfolgshonorar")
        case "retainer": self("retainer", "Pauschale")
        default: model
        }
    }

    func kind(_ kind: EntityKind) -> String {
        switch kind {
        case .contact: self("contact", "Kontakt")
        case .company: self("company", "Unternehmen")
        case .deal: self("deal", "Deal")
        case .matter: self("matter", "Mandat")
        case .user: self("colleague", "Kollegin oder Kollege")
        }
    }

    func grouped(_ amount: Int, separator: String) -> String {
        let digits = Array(String(abs(amount)))
        var text = amount < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += separator }
            text.append(digit)
        }
        return text
    }

    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    private static let germanMonths = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember",
    ]
}
