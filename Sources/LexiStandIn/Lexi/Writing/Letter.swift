/// A mail made of what was asked and what the CRM knows. Nothing in it is invented.
struct Letter: Sendable {
    let subject: String
    let text: String
    /// What was taken from the CRM, and where it came from.
    let remarks: [String]

    init(
        to card: ContactCard, intent: String, template: String?, tone: String, length: String,
        language: Language, deals: [Deal], notes: [Note], sender: String
    ) {
        let say = Wording(language: language)
        let contact = card.contact
        var remarks = [
            say(
                "Addressed by name, from \(contact.id)", "Mit Namen angesprochen, aus \(contact.id)"
            )
        ]
        var paragraphs = [Self.opening(contact, tone, say)]
        if let template, !template.isEmpty { paragraphs.append(template) }
        paragraphs.append(intent)
        if length != "short", let deal = deals.first {
            paragraphs.append(
                say("This is about \(deal.name).", "Es geht um \(deal.name)."))
            remarks.append(
                say("Mentions the deal \(deal.id)", "Erwähnt den Deal \(deal.id)"))
        }
        if length == "long", let note = notes.first {
            paragraphs.append(
                say(
                    "We last noted “\(note.title)” on \(say.day(of: note.createdDate)).",
                    "Zuletzt haben wir „\(note.title)“ am \(say.day(of: note.createdDate)) notiert."
                ))
            remarks.append(say("Refers to the note \(note.id)", "Bezieht sich auf \(note.id)"))
        }
        paragraphs.append(Self.closing(tone, say) + "\n" + sender)
        if let company = card.company {
            remarks.append(say("Works at \(company.name)", "Arbeitet bei \(company.name)"))
        }
        let line = intent.split(whereSeparator: \.isNewline).first.map(String.init) ?? intent
        subject = line.count > 70 ? line.prefix(69) + "…" : line
        text = paragraphs.joined(separator: "\n\n")
        self.remarks = remarks
    }

    /// The text as paragraphs, with everything escaped that HTML would read as its own.
    var html: String {
        text.split(separator: "\n\n").map { paragraph in
            let escaped = paragraph.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
            return "<p>\(escaped.replacing("\n", with: "<br>"))</p>"
        }.joined()
    }

    /// At 200 words a minute, at least one second.
    var readingSeconds: Int {
        max(1, text.split(whereSeparator: \.isWhitespace).count * 60 / 200)
    }

    private static func opening(_ contact: Contact, _ tone: String, _ say: Wording) -> String {
        switch tone {
        case "casual": say("Hi \(contact.firstName),", "Hallo \(contact.firstName),")
        case "warm": say("Dear \(contact.firstName),", "Guten Tag \(contact.firstName),")
        default: say("Dear \(contact.fullName),", "Guten Tag \(contact.fullName),")
        }
    }

    private static func closing(_ tone: String, _ say: Wording) -> String {
        switch tone {
        case "casual": say("Best,", "Viele Grüße")
        case "warm": say("Warm regards,", "Herzliche Grüße")
        case "formal": say("Yours sincerely,", "Hochachtungsvoll")
        default: say("Kind regards,", "Mit freundlichen Grüßen")
        }
    }
}
