/// Composes a mail of what was asked for and what the CRM holds. Nothing in it is invented.
struct EmailText {
    let draft: EmailDraft

    init(
        to card: ContactCard, about: String?, text: String?, deal: Deal?, meeting: Meeting?,
        notes: [NoteCard],
        language: Language, sender: String
    ) {
        let say = Wording(language: language)
        let contact = card.contact
        var sources = [contact.fullName]
        var paragraphs = [say("Dear \(contact.fullName),", "Guten Tag \(contact.fullName),")]
        if let text {
            paragraphs.append(text)
        } else if let topic = about ?? deal?.name {
            paragraphs.append(
                say("I am writing to you about \(topic).", "es geht um Folgendes: \(topic)."))
        } else {
            paragraphs.append(say("I wanted to get in touch.", "ich melde mich bei Ihnen."))
        }
        if let deal {
            sources.append(deal.name)
            if let about, Self.isAboutFees(about) {
                let amount = say.money(deal.estimatedValue, deal.currency)
                paragraphs.append(
                    say(
                        "For \(deal.name) we have this noted: \(say.fee(deal.feeModel)), \(amount).",
                        "Zu \(deal.name) ist bei uns vermerkt: \(say.fee(deal.feeModel)), \(amount)."
                    ))
            } else if about != nil || text != nil {
                paragraphs.append(
                    say("It concerns \(deal.name).", "Es betrifft \(deal.name)."))
            }
        }
        if let meeting {
            sources.append(meeting.title)
            let day = say.longDay(meeting.day)
            let place = meeting.location.isEmpty ? "" : " (\(say.place(meeting.location)))"
            paragraphs.append(
                say(
                    "We next meet on \(day), at \(meeting.startTime)\(place).",
                    "Unser nächster Termin ist am \(day), um \(meeting.startTime) Uhr\(place)."))
        }
        paragraphs.append(
            say("Kind regards,\n\n\(sender)", "Mit freundlichen Grüßen\n\n\(sender)"))
        draft = EmailDraft(
            recipient: contact.fullName, address: contact.email,
            subject: Self.subject(about) ?? Self.line(text ?? deal?.name)
                ?? say("Getting in touch", "Kontaktaufnahme"),
            text: paragraphs.joined(separator: "\n\n"), sources: sources, notes: notes)
    }

    /// What a mail is about, without an article.
    private static func subject(_ about: String?) -> String? {
        line(
            about.map {
                String(
                    $0.trimmingPrefix(#/(?i)(?:the|our|a|der|die|das|dem|den|des|unser\w*)\s+/#))
            })
    }

    /// The first line of a text, cut to what mail programs show.
    private static func line(_ text: String?) -> String? {
        guard var line = text?.split(whereSeparator: \.isNewline).first else { return nil }
        while let last = line.last, ".!:; ".contains(last) { line.removeLast() }
        guard let first = line.first else { return nil }
        let whole = first.uppercased() + line.dropFirst()
        return whole.count > 78 ? whole.prefix(77) + "…" : whole
    }

    private static func isAboutFees(_ about: String) -> Bool {
        about.contains(
            #/(?i)\b(?:fees?|price|budget|estimate|proposal|offer|honorar\w*|preis\w*|angebot\w*|kosten\w*|festpreis\w*|vergütung\w*)\b/#
        )
    }
}
