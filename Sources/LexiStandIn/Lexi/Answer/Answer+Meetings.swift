/// Answers to requests for meetings and mails, and to those for what Lexi does not do.
extension Answer {
    func scheduled(_ draft: Question.MeetingDraft) -> [String] {
        if let card = evidence.scheduled.first {
            return [confirmation(card, draft)] + sameDay(card)
        }
        if let problem = evidence.meetingProblem { return refused(problem, draft) }
        if let nothingWritten { return [nothingWritten] }
        let missing = [
            draft.day == nil ? say("the day", "der Tag") : nil,
            draft.time == nil ? say("the time", "die Uhrzeit") : nil,
            question.subjects.isEmpty && question.context.isEmpty
                ? say("whom it is with", "mit wem") : nil,
        ].compactMap { $0 }
        return [
            say(
                "To schedule it I still need: \(say.list(missing)). For example “Schedule a meeting with Jonas Keller on Friday at 14:00 for 45 minutes”. Nothing was scheduled.",
                "Für den Termin fehlt noch: \(say.list(missing)). Zum Beispiel: „Vereinbare einen Termin mit Jonas Keller am Freitag um 14 Uhr für 45 Minuten“. Es wurde nichts eingetragen."
            )
        ]
    }

    private func confirmation(_ card: MeetingCard, _ draft: Question.MeetingDraft) -> String {
        let meeting = card.meeting
        var facts = [
            say("When: ", "Wann: ") + "\(say.longDay(meeting.day)), \(span(meeting))"
                + (draft.minutes == nil
                    ? say(
                        " (the usual length, as none was given)",
                        " (übliche Dauer, da keine genannt war)")
                    : "")
        ]
        let colleague = question.subjects.first { $0.reference.kind == .user }
        let partner = card.about ?? evidence.user(colleague?.reference.id)?.fullName
        if let about = partner { facts.append(say("With: ", "Mit: ") + about) }
        if !meeting.location.isEmpty {
            facts.append(say("Where: ", "Wo: ") + say.place(meeting.location))
        }
        facts.append(say("Organised by: ", "Organisiert von: ") + card.organizer)
        return say(
            "Scheduled **\(meeting.title)**. Nobody was invited; the entry is in the CRM’s calendar only.",
            "Eingetragen: **\(meeting.title)**. Eingeladen wurde niemand; er steht nur im Kalender des CRM."
        ) + "\n\n" + facts.map { "- " + $0 }.joined(separator: "\n")
    }

    /// "10:00 to 10:30".
    private func span(_ meeting: Meeting) -> String {
        guard let start = ClockTime(meeting.startTime) else { return meeting.startTime }
        let end = ClockTime(minutes: (start.minutes + meeting.durationMinutes) % 1_440)
        return say("\(start) to \(end)", "\(start) bis \(end) Uhr")
    }

    private func sameDay(_ card: MeetingCard) -> [String] {
        let others = evidence.meetings.filter {
            $0.meeting.day == card.meeting.day && $0.meeting.id != card.meeting.id
        }
        guard !others.isEmpty else { return [] }
        return [
            say("Also on that day:", "Außerdem an diesem Tag:"), lines(others),
        ]
    }

    private func refused(_ problem: MeetingProblem, _ draft: Question.MeetingDraft) -> [String] {
        let nothing = say(" Nothing was scheduled.", " Es wurde nichts eingetragen.")
        let day = draft.day.map(say.longDay) ?? ""
        switch problem {
        case .notATime:
            return [
                say(
                    "That is no date and time I can read.",
                    "Datum oder Uhrzeit kann ich nicht lesen.")
                    + nothing
            ]
        case .past:
            let time = draft.time.map(\.description) ?? ""
            return [
                say(
                    "\(day), \(time) (UTC) has already passed. Give me a later time.",
                    "\(day), \(time) Uhr (UTC) ist schon vorbei. Nennen Sie bitte einen späteren Zeitpunkt."
                ) + nothing
            ]
        case .length:
            return [
                say(
                    "A meeting lasts between 5 minutes and 12 hours.",
                    "Ein Termin dauert zwischen 5 Minuten und 12 Stunden.") + nothing
            ]
        case .conflict(let card, let free):
            let taken =
                "**\(card.meeting.title)** (\(day), \(span(card.meeting)), \(card.organizer))"
            let way =
                free.map {
                    say(" \($0) would be free on that day.", " Frei wäre an diesem Tag \($0) Uhr.")
                }
                ?? say(
                    " Nothing later is free on that day.", " Später ist an diesem Tag nichts frei.")
            return [
                say("That overlaps \(taken).", "Das überschneidet sich mit \(taken).") + way
                    + nothing
            ]
        }
    }

    var drafted: [String] {
        guard let draft = evidence.drafts.first else {
            if let nothingWritten { return [nothingWritten] }
            if let company = evidence.companies.first, !company.contacts.isEmpty {
                return [
                    say(
                        "Whom at \(company.company.name) is the e-mail to?",
                        "An wen bei \(company.company.name) geht die E-Mail?")
                ] + section(people: company.contacts, of: company.company.name)
            }
            return [
                say(
                    "Whom is the e-mail to? Name a person, for example “Draft an e-mail to Mara Vogt about the fee proposal”.",
                    "An wen geht die E-Mail? Nennen Sie eine Person, zum Beispiel: „Schreibe Mara Vogt eine E-Mail über das Honorar“."
                )
            ]
        }
        let address =
            draft.address.isEmpty
            ? say("no address in the CRM", "keine Adresse im CRM") : draft.address
        let head = [
            say("To: ", "An: ") + "\(draft.recipient), \(address)",
            say("Subject: ", "Betreff: ") + draft.subject,
        ]
        let body = draft.text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
        let notes = draft.notes.map { card in
            "- **\(card.note.title)** (\(say.day(of: card.note.createdDate)), \(card.author)): \(card.note.content)"
        }
        return [
            say(
                "This is a draft; **nothing was sent**.",
                "Das ist ein Entwurf; **verschickt wurde nichts**."),
            head.map { "- " + $0 }.joined(separator: "\n"), body,
        ]
            + (notes.isEmpty
                ? []
                : [
                    say("### From the notes, for you", "### Aus den Notizen, für Sie"),
                    notes.joined(separator: "\n"),
                ])
            + [
                say("_Made from: ", "_Grundlage: ") + say.list(draft.sources) + "._"
            ]
    }

    var declined: String {
        say(
            """
            I did not do that, and **nothing was changed**: I neither delete, move or close records nor call or send anything.

            What I can do: create notes, tasks and meetings, and draft e-mails. With your approval I change a contact’s e-mail, phone or title (“Change Mara Vogt’s phone to +49 40 555 0100”), the members of a list, and start a campaign.
            """,
            """
            Das habe ich nicht gemacht, **geändert wurde nichts**: Ich lösche, verschiebe und schließe keine Einträge, rufe nicht an und verschicke nichts.

            Das kann ich: Notizen, Aufgaben und Termine anlegen und E-Mails entwerfen. Mit Ihrer Freigabe ändere ich E-Mail, Telefon oder Titel eines Kontakts („Ändere das Telefon von Mara Vogt auf +49 40 555 0100“) und die Mitglieder einer Liste und starte eine Kampagne.
            """)
    }
}
