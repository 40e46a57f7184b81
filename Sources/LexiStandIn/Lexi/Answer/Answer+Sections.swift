/// Lists and tables of one kind of record, each with its heading.
extension Answer {
    func section(deals: [DealCard], of name: String?) -> [String] {
        let status = question.dealStatus
        let limits = narrowing(.deals)
        guard !deals.isEmpty else {
            guard name != nil else { return nothingFits(.deals, .dealsList) }
            let adjective =
                status == "won" ? "gewonnenen" : status == "lost" ? "verlorenen" : "offenen"
            return [
                nothing(say("\(say.stage(status)) deals", "\(adjective) Deals") + limits, name)
            ]
        }
        let total = say.sums(deals.map { ($0.deal.currency, $0.deal.estimatedValue) })
        let title = say.deals(deals.count, status) + limits
        if deals.count == 1 { return ["### \(title)", line(deals[0])] }
        let heading = say("### \(title), \(total)", "### \(title), zusammen \(total)")
        return [heading, table(deals)]
    }

    func section(followUps deals: [DealCard], of name: String?) -> [String] {
        let due = deals.filter { $0.deal.nextFollowUpDate != nil }
            .sorted { ($0.deal.nextFollowUpDate ?? today) < ($1.deal.nextFollowUpDate ?? today) }
        guard !due.isEmpty else {
            let what =
                question.onlyOverdue
                ? say("overdue follow-ups", "überfälligen Wiedervorlagen")
                : say("follow-ups", "Wiedervorlagen")
            return [nothing(what, name)]
        }
        let heading =
            question.onlyOverdue
            ? say("### Overdue follow-ups", "### Überfällige Wiedervorlagen")
            : say("### Next follow-ups", "### Nächste Wiedervorlagen")
        return [heading, table(Array(due.prefix(8)))] + more(due.count - 8)
    }

    func table(_ deals: [DealCard]) -> String {
        let haveEnded = deals.allSatisfy { $0.deal.closedDate != nil }
        let day =
            haveEnded
            ? say("Closed", "Abgeschlossen") : say("Next follow-up", "Wiedervorlage")
        let head = say(
            "| Deal | Company | Stage | Value | \(day) |\n| --- | --- | --- | ---: | --- |",
            "| Deal | Unternehmen | Phase | Wert | \(day) |\n| --- | --- | --- | ---: | --- |")
        let rows = deals.map { card in
            let followUp =
                (haveEnded
                    ? card.deal.closedDate.map(say.day) : card.deal.nextFollowUpDate.map(due))
                ?? "–"
            return row([
                card.deal.name, card.company ?? "–", say.stage(card.deal.stage), money(card.deal),
                followUp,
            ])
        }
        return ([head] + rows).joined(separator: "\n")
    }

    private func line(_ card: DealCard) -> String {
        let followUp = card.deal.nextFollowUpDate.map {
            say(", next follow-up \(due($0))", ", Wiedervorlage \(due($0))")
        }
        return "- **\(card.deal.name)**, \(say.stage(card.deal.stage)), \(money(card.deal))"
            + (followUp ?? "")
    }

    func section(tasks: [TaskCard], of name: String?, title: String? = nil) -> [String] {
        guard !tasks.isEmpty else {
            let what =
                question.onlyOverdue
                ? say("overdue tasks", "überfälligen Aufgaben")
                : say("open tasks", "offenen Aufgaben")
            return [nothing(what + narrowing(.tasks), name)]
        }
        let counted =
            say.count(
                tasks.count, "open task", "open tasks", "offene Aufgabe", "offene Aufgaben")
            + narrowing(.tasks)
        let lines = tasks.prefix(10).map { card in
            let when = card.task.dueDate.map { say("due \(due($0))", "fällig \(due($0))") }
            let about = name == nil ? card.about.map { " (\($0))" } : nil
            let parts = [when, card.assignee == name ? nil : card.assignee].compactMap { $0 }
                .joined(separator: ", ")
            return "- **\(card.task.title)**\(about ?? ""): \(parts)"
        }
        return ["### \(title ?? counted)", lines.joined(separator: "\n")] + more(tasks.count - 10)
    }

    func section(notes: [NoteCard], of name: String?) -> [String] {
        guard !notes.isEmpty else {
            let query = evidence.calls.last { $0.call.tool == .notesSearch }?.call.arguments[
                "query"]
            let what = query.map { say("notes on “\($0)”", "Notizen zu „\($0)“") }
            return [nothing(what ?? say("notes", "Notizen"), name)]
        }
        let shown = notes.sorted { ($0.note.isPinned ? 1 : 0) > ($1.note.isPinned ? 1 : 0) }.prefix(
            4)
        let lines = shown.map { card in
            let about = name == nil ? card.about.map { say(", on \($0)", ", zu \($0)") } : nil
            return
                "- **\(card.note.title)** (\(say.day(of: card.note.createdDate)), \(card.author)\(about ?? "")): \(card.note.content)"
        }
        let title =
            shown.contains { $0.note.isPinned }
            ? say("### Notes, the pinned one first", "### Notizen, die angeheftete zuerst")
            : say("### Latest notes", "### Letzte Notizen")
        return [title, lines.joined(separator: "\n")]
            + more(max(notes.count, evidence.noteTotal) - shown.count)
    }

    func section(matters: [MatterCard], of name: String?) -> [String] {
        guard !matters.isEmpty else { return [nothing(say("matters", "Mandate"), name)] }
        let title = say.count(matters.count, "matter", "matters", "Mandat", "Mandate")
        let lines = matters.prefix(10).map { card in
            "- **\(card.matter.name)** (\(card.matter.reference), \(say.area(card.matter.practiceArea)), \(say.stage(card.matter.status))), \(say("led by", "federführend")) \(card.lead)"
        }
        return ["### \(title)", lines.joined(separator: "\n")] + more(matters.count - 10)
    }

    func section(meetings: [MeetingCard], of name: String?) -> [String] {
        guard !meetings.isEmpty else {
            return [nothing(say("meetings", "Termine") + narrowing(.meetings), name)]
        }
        let upcoming = meetings.filter { $0.meeting.day >= today }
        let past = meetings.filter { $0.meeting.day < today }
        var blocks: [String] = []
        if upcoming.isEmpty {
            blocks.append(nothing(say("upcoming meetings", "künftigen Termine"), name))
        } else {
            blocks += [say("### Upcoming meetings", "### Nächste Termine"), lines(upcoming)]
        }
        if !past.isEmpty {
            blocks += [say("### Past meetings", "### Frühere Termine"), lines(past)]
        }
        return blocks
    }

    /// One line for each meeting.
    func lines(_ cards: [MeetingCard]) -> String {
        cards.map { card in
            let meeting = card.meeting
            let minutes = say(
                "\(meeting.durationMinutes) min", "\(meeting.durationMinutes) Min.")
            return
                "- **\(meeting.title)**: \(say.longDay(meeting.day)), \(meeting.startTime), \(minutes)"
                + (meeting.location.isEmpty ? "" : ", \(say.place(meeting.location))")
        }.joined(separator: "\n")
    }

    func section(people: [Contact], of name: String) -> [String] {
        guard !people.isEmpty else { return [nothing(say("contacts", "Kontakte"), name)] }
        let title = say.count(people.count, "contact", "contacts", "Kontakt", "Kontakte")
        let lines = people.prefix(10).map { "- **\($0.fullName)**, \($0.jobTitle), \($0.email)" }
        return ["### \(title)", lines.joined(separator: "\n")] + more(people.count - 10)
    }

    /// A date and how far off it is.
    func due(_ day: CalendarDay) -> String {
        let overdue = day < today ? say(", overdue", ", überfällig") : ""
        return "\(say.day(day)) (\(say.distance(to: day, from: today))\(overdue))"
    }

    func row(_ cells: [String]) -> String {
        "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }

    func nothing(_ what: String, _ name: String?) -> String {
        guard let name else {
            return say("I found no \(what).", "Ich habe keine \(what) gefunden.")
        }
        return say("I found no \(what) for \(name).", "Zu \(name) habe ich keine \(what) gefunden.")
    }

    func more(_ count: Int) -> [String] {
        guard count > 0 else { return [] }
        return [say("_\(count) more not shown._", "_\(count) weitere nicht gezeigt._")]
    }
}
