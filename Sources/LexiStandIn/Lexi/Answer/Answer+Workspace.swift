/// Answers about the workspace as a whole, and about words that name no record.
extension Answer {
    func workspace(_ topic: Question.Topic) -> [String] {
        switch topic {
        case .deals:
            let shown = Array(evidence.deals.prefix(10))
            guard shown.count < evidence.deals.count else {
                let remarks = evidence.deals.isEmpty ? [] : remarks(.deals)
                return section(deals: evidence.deals, of: nil) + remarks
            }
            let total = say.sums(evidence.deals.map { ($0.deal.currency, $0.deal.estimatedValue) })
            let count = evidence.totals[.dealsList]?.fitting ?? evidence.deals.count
            let noun = say.deals(count, question.dealStatus, isObject: true) + narrowing(.deals)
            let order =
                Set(evidence.deals.map(\.deal.currency)).count > 1
                ? say(", those in euros leading", ", Euro zuerst") : ""
            let lead = say(
                "There are **\(noun)**, worth \(total). The first \(shown.count)\(order):",
                "Es gibt **\(noun)** im Wert von \(total). Die ersten \(shown.count)\(order):"
            )
            return [lead, table(shown)] + more(count - shown.count) + remarks(.deals)
        case .tasks: return question.listsTasks ? listedTasks : tasks + remarks(.tasks)
        case .followUps:
            let isPeriod = question.filter.period != nil
            let soon = evidence.tasks
            return section(followUps: evidence.deals, of: nil)
                + (soon.isEmpty
                    ? []
                    : section(
                        tasks: soon, of: nil,
                        title: isPeriod
                            ? say.count(
                                soon.count, "task", "tasks", "Aufgabe", "Aufgaben")
                                + narrowing(.tasks)
                            : question.onlyOverdue
                                ? say("Overdue tasks", "Überfällige Aufgaben")
                                : say(
                                    "Tasks, overdue or due within 7 days",
                                    "Aufgaben, überfällig oder in 7 Tagen fällig")))
        case .notes: return section(notes: evidence.notes, of: nil)
        case .meetings: return meetings
        case .matters:
            guard !evidence.matters.isEmpty else { return nothingFits(.matters, .mattersList) }
            return section(matters: evidence.matters, of: nil) + remarks(.matters)
        case .people: return contactList
        case .companies: return companyList
        case .history: return recentChanges
        case .colleagues: return colleagues
        case .details:
            return [
                say(
                    "Whose? Name the person or the company, please.",
                    "Von wem? Nennen Sie bitte die Person oder das Unternehmen.")
            ]
        }
    }

    private var meetings: [String] {
        guard question.filter.period != nil else {
            return section(meetings: evidence.meetings, of: nil) + remarks(.meetings)
        }
        guard !evidence.meetings.isEmpty else { return nothingFits(.meetings, .meetingsList) }
        let count = evidence.totals[.meetingsList]?.fitting ?? evidence.meetings.count
        let title =
            say.count(count, "meeting", "meetings", "Termin", "Termine") + narrowing(.meetings)
        return ["### \(title)", lines(evidence.meetings)] + more(count - evidence.meetings.count)
            + remarks(.meetings)
    }

    private var listedTasks: [String] {
        guard !evidence.tasks.isEmpty else { return nothingFits(.tasks, .tasksList) }
        let count = evidence.totals[.tasksList]?.fitting ?? evidence.tasks.count
        let noun =
            question.onlyOverdue
            ? say.count(
                count, "overdue task", "overdue tasks", "überfällige Aufgabe",
                "überfällige Aufgaben")
            : say.count(count, "open task", "open tasks", "offene Aufgabe", "offene Aufgaben")
        return section(
            tasks: Array(evidence.tasks.prefix(10)), of: nil, title: noun + narrowing(.tasks))
            + more(count - min(10, evidence.tasks.count)) + remarks(.tasks)
    }

    private var contactList: [String] {
        let count = evidence.totals[.contactsSearch]?.fitting ?? evidence.contacts.count
        let lines = evidence.contacts.prefix(10).map { card in
            let company = card.company.map { ", \($0.name)" } ?? ""
            return "- **\(card.contact.fullName)**, \(card.contact.jobTitle)\(company)"
        }
        let title = say.count(count, "contact", "contacts", "Kontakt", "Kontakte")
        return ["### \(title)", lines.joined(separator: "\n")] + more(count - lines.count)
    }

    private var companyList: [String] {
        let count = evidence.totals[.companiesSearch]?.fitting ?? evidence.companies.count
        let lines = evidence.companies.prefix(10).map { card in
            "- **\(card.company.name)**, \(card.company.industry), \(card.company.city)"
        }
        let title = say.count(count, "company", "companies", "Unternehmen", "Unternehmen")
        return ["### \(title)", lines.joined(separator: "\n")] + more(count - lines.count)
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
            - “Who is responsible for the demurrage dispute?” or “What changed this week?”
            - “Create a task to call Mara Vogt tomorrow”
            - “Schedule a meeting with Jonas Keller on Friday at 14:00”
            - “Draft an e-mail to Mara Vogt about the fee proposal”
            """,
            """
            Sie können mich zum Beispiel fragen:

            - „Was wissen wir über Mara Vogt?“
            - „Offene Deals von Nordkai“ oder „Wert unserer Pipeline“
            - „Welche Aufgaben sind überfällig?“ oder „nächste Wiedervorlagen“
            - „Vergleiche Acme Series B und Nordkai fleet leasing framework“
            - „Wer ist für den demurrage dispute zuständig?“ oder „Was hat sich diese Woche geändert?“
            - „Erstelle eine Aufgabe: Mara Vogt morgen anrufen“
            - „Vereinbare einen Termin mit Jonas Keller am Freitag um 14 Uhr“
            - „Schreibe Mara Vogt eine E-Mail über das Honorar“
            """)
    }
}
