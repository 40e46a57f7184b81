/// Composes a mail of what was asked for and what the CRM holds. Nothing in it is invented.
struct EmailText {
    let draft: EmailDraft

    init(
        to card: ContactCard, about: String?, deal: Deal?, meeting: Meeting?, notes: [NoteCard],
        language: Language, sender: String
    ) {
        let say = Wording(language: language)
        let contact = card.contact
        var sources = [contact.fullName]
        var paragraphs = [say("Dear \(contact.fullName),", "Guten Tag \(contact.fullName),")]
        let topic = about ?? deal?.name
        paragraphs.append(
            topic.map {
                say("I am writing to you about: \($0).", "ich schreibe Ihnen zum Thema: \($0).")
            } ?? say("I wanted to get in touch.", "ich melde mich bei Ihnen."))
        if let deal {
            sources.append(deal.name)
            if let about, Self.isAboutFees(about) {
                let amount = say.money(deal.estimatedValue, deal.currency)
                paragraphs.append(
                    say(
                        "For \(deal.name) we have this noted: \(say.fee(deal.feeModel)), \(amount).",
                        "Zu \(deal.name) ist bei uns vermerkt: \(say.fee(deal.feeModel)), \(amount)."
                    ))
            } else if about != nil {
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
            say("Kind regards,\n\(sender)", "Mit freundlichen Grüßen\n\(sender)"))
        draft = EmailDraft(
            recipient: contact.fullName, address: contact.email,
            subject: String((topic ?? say("Getting in touch", "Kontaktaufnahme")).prefix(78)),
            text: paragraphs.joined(separator: "\n\n"), sources: sources, notes: notes)
    }

    private static func isAboutFees(_ about: String) -> Bool {
        about.contains(
            #/(?i)\b(?:fees?|price|budget|estimate|proposal|offer|honorar\w*|preis\w*|angebot\w*|kosten\w*|festpreis\w*|vergütung\w*)\b/#
        )
    }
}
