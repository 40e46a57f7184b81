/// Answers about the workspace as a whole, and about words that name no record.
extension Answer {
    func workspace(_ topic: Question.Topic) -> [String] {
        switch topic {
        case .deals:
            let shown = Array(evidence.deals.prefix(10))
            guard shown.count < evidence.deals.count else {
                return section(deals: evidence.deals, of: nil)
            }
            let total = say.sums(evidence.deals.map { ($0.deal.currency, $0.deal.estimatedValue) })
            let status = say.stage(question.dealStatus)
            let lead = say(
                "There are **\(evidence.deals.count) \(status) deals**, worth \(total). The first \(shown.count), those in euros leading:",
                "Es gibt **\(evidence.deals.count) Deals (\(status))** im Wert von \(total). Die ersten \(shown.count), Euro zuerst:"
            )
            return [lead, table(shown)] + more(evidence.deals.count - shown.count)
        case .tasks: return tasks
        case .followUps:
            let soon = evidence.tasks.filter { ($0.task.dueDate ?? today) >= today }
            return section(followUps: evidence.deals, of: nil)
                + (soon.isEmpty
                    ? []
                    : section(
                        tasks: soon, of: nil,
                        title: say("Tasks due within 7 days", "Aufgaben der nächsten 7 Tage")))
        case .notes: return section(notes: evidence.notes, of: nil)
        case .meetings: return section(meetings: evidence.meetings, of: nil)
        case .matters: return section(matters: evidence.matters, of: nil)
        case .people, .details: return []
        }
    }

    private var tasks: [String] {
        let late = evidence.tasks.filter { $0.task.dueDate.map { $0 < today } ?? false }
        let soon = evidence.tasks.filter { $0.task.dueDate.map { $0 >= today } ?? false }
        var blocks: [String] = []
        if late.isEmpty {
            blocks.append(say("Nothing is overdue.", "Nichts ist überfällig."))
        } else {
            let title = say.count(
                late.count, "overdue task", "overdue tasks", "überfällige Aufgabe",
                "überfällige Aufgaben")
            blocks += section(tasks: late, of: nil, title: title)
        }
        if !soon.isEmpty {
            blocks += section(
                tasks: soon, of: nil,
                title: say("Due within 7 days", "In den nächsten 7 Tagen fällig"))
        }
        return blocks
    }

    /// What a search for unknown words brought, or that it brought nothing.
    var searchResults: [String] {
        guard let phrase = question.phrases.first else { return [capabilities] }
        var blocks: [String] = []
        if !evidence.contacts.isEmpty {
            let lines = evidence.contacts.prefix(5).map { card in
                let company = card.company.map { ", \($0.name)" } ?? ""
                return "- **\(card.contact.fullName)**, \(card.contact.jobTitle)\(company)"
            }
            blocks += [say("### Contacts", "### Kontakte"), lines.joined(separator: "\n")]
        }
        if !evidence.companies.isEmpty {
            let lines = evidence.companies.prefix(5).map { card in
                "- **\(card.company.name)**, \(card.company.industry), \(card.company.city)"
            }
            blocks += [say("### Companies", "### Unternehmen"), lines.joined(separator: "\n")]
        }
        if !evidence.deals.isEmpty {
            blocks += [say("### Deals", "### Deals"), table(Array(evidence.deals.prefix(5)))]
        }
        if !evidence.matters.isEmpty { blocks += section(matters: evidence.matters, of: nil) }
        if !evidence.notes.isEmpty { blocks += section(notes: evidence.notes, of: nil) }
        if blocks.isEmpty {
            let places = say(
                "contacts, companies, deals, matters and notes",
                "Kontakten, Unternehmen, Deals, Mandaten und Notizen")
            let searched =
                asks(.contactsSearch)
                ? places : say("deals, matters and notes", "Deals, Mandaten und Notizen")
            return [
                say(
                    "I found nothing for “\(phrase)” in \(searched).",
                    "Zu „\(phrase)“ habe ich in \(searched) nichts gefunden."),
                capabilities,
            ]
        }
        let lead = say(
            "This is what the CRM has on “\(phrase)”:", "Das steht im CRM zu „\(phrase)“:")
        return [lead] + blocks
    }

    var greeting: [String] {
        [say("Hello.", "Guten Tag.") + " " + standing, capabilities]
    }

    /// One sentence on how things stand.
    private var standing: String {
        let count = evidence.pipeline.reduce(0) { $0 + $1.deals }
        let late = evidence.tasks.count { $0.task.dueDate.map { $0 < today } ?? false }
        var text = say(
            "\(count) deals are open and \(late) tasks are overdue.",
            "\(count) Deals sind offen und \(late) Aufgaben überfällig.")
        if let next = evidence.meetings.first(where: { $0.meeting.day >= today })?.meeting {
            text += say(
                " The next meeting is “\(next.title)” on \(due(next.day)) at \(next.startTime).",
                " Der nächste Termin ist „\(next.title)“ am \(due(next.day)) um \(next.startTime).")
        }
        return text
    }

    /// What Lexi can be asked, with examples that work.
    var capabilities: String {
        say(
            """
            You can ask me, for example:

            - “What do we know about Mara Vogt?”
            - “Open deals of Nordkai” or “the value of our pipeline”
            - “Which tasks are overdue?” or “next follow-ups”
            - “Compare Acme Series B and the Nordkai fleet leasing framework”
            - “Create a task to call Mara Vogt tomorrow”
            """,
            """
            Sie können mich zum Beispiel fragen:

            - „Was wissen wir über Mara Vogt?“
            - „Offene Deals von Nordkai“ oder „Wert unserer Pipeline“
            - „Welche Aufgaben sind überfällig?“ oder „nächste Wiedervorlagen“
            - „Vergleiche Acme Series B und Nordkai fleet leasing framework“
            - „Erstelle eine Aufgabe: Mara Vogt morgen anrufen“
            """)
    }
}
