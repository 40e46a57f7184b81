/// Values of the CRM, which keeps them in English, in the language of the question.
extension Wording {
    /// Industries, practice areas and kinds of work.
    func area(_ area: String) -> String { self(area, Self.areas[area] ?? area) }

    /// A colleague's role, whose parts are divided by commas.
    func role(_ role: String) -> String {
        guard language == .german else { return role }
        return role.split(separator: ",").map { part in
            let word = part.trimmingPrefix(" ")
            return Self.roles[String(word)] ?? String(word)
        }.joined(separator: ", ")
    }

    func priority(_ priority: String) -> String {
        switch priority {
        case "low": self("low", "niedrig")
        case "medium": self("medium", "mittel")
        case "high": self("high", "hoch")
        case "urgent": self("urgent", "dringend")
        default: priority
        }
    }

    func activity(_ type: String) -> String {
        switch type {
        case "note": self("note", "Notiz")
        case "call": self("call", "Anruf")
        case "email": self("e-mail", "E-Mail")
        case "meeting": self("meeting", "Termin")
        case "task": self("task", "Aufgabe")
        case "ai_action": self("Lexi", "Lexi")
        default: type
        }
    }

    func change(_ what: ChangeCard.What) -> String {
        switch what {
        case .created: self("created", "angelegt")
        case .updated: self("updated", "geändert")
        case .won: self("won", "gewonnen")
        case .lost: self("lost", "verloren")
        case .opened: self("opened", "angelegt")
        case .closed: self("closed", "abgeschlossen")
        }
    }

    /// Where a meeting is.
    func place(_ place: String) -> String {
        switch place {
        case "Phone": self("phone", "Telefon")
        case "At the client’s office": self("at the client’s office", "beim Mandanten")
        case "Our office": self("our office", "in der Kanzlei")
        default:
            self(
                place, place.replacing(", room ", with: ", Saal "))
        }
    }

    /// "Tuesday, 12 May 2026" or "Dienstag, 12. Mai 2026".
    func longDay(_ day: CalendarDay) -> String {
        let name = self(
            Self.englishWeekdays[day.weekday - 1], Self.germanWeekdays[day.weekday - 1])
        return "\(name), \(self.day(day))"
    }

    private static let englishWeekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let germanWeekdays = [
        "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
    ]

    private static let areas = [
        "Banking": "Banken", "Consumer Goods": "Konsumgüter", "Electronics": "Elektronik",
        "Energy": "Energie", "Engineering": "Maschinenbau",
        "Financial Services": "Finanzdienstleistungen", "Food": "Lebensmittel",
        "Life Sciences": "Life Sciences", "Logistics": "Logistik",
        "Medical Technology": "Medizintechnik", "Mining": "Bergbau", "Real Estate": "Immobilien",
        "Robotics": "Robotik", "Shipping": "Schifffahrt", "Software": "Software",
        "Banking and Finance": "Bank- und Finanzrecht", "Corporate": "Gesellschaftsrecht",
        "Data Protection": "Datenschutz", "Disputes": "Prozessführung",
        "Employment": "Arbeitsrecht", "Intellectual Property": "Gewerblicher Rechtsschutz",
        "Private Client": "Privatmandate", "Regulatory": "Regulierung", "Tax": "Steuern",
        "Venture Capital": "Venture Capital", "Capital Markets": "Kapitalmarktrecht",
        "Commercial": "Handelsrecht", "Public Procurement": "Vergaberecht",
    ]

    private static let roles = [
        "Partner": "Partner", "Corporate and M&A": "Gesellschaftsrecht und M&A",
        "Disputes": "Prozessführung", "Associate": "Associate", "Employment": "Arbeitsrecht",
        "Real Estate": "Immobilienrecht", "Counsel": "Counsel", "IP and Data": "IP und Daten",
        "Business Development": "Geschäftsentwicklung",
    ]
}
