/// Answers about what happened, and about who at the firm looks after what.
extension Answer {
    /// What happened around one record, the newest first.
    func history(of name: String?) -> [String] {
        let period = say.narrowed(to: RecordFilter(period: question.filter.period), occasion: "")
        guard !evidence.activities.isEmpty else {
            return [nothing(say("activities", "Aktivitäten") + period, name)]
        }
        let total = evidence.totals[.activitiesList]?.fitting ?? evidence.activities.count
        let title = say.count(total, "activity", "activities", "Aktivität", "Aktivitäten")
        let head =
            name == nil
            ? say(
                "| Day | Kind | What | About | Who |\n| --- | --- | --- | --- | --- |",
                "| Tag | Art | Was | Betrifft | Wer |\n| --- | --- | --- | --- | --- |")
            : say(
                "| Day | Kind | What | Who |\n| --- | --- | --- | --- |",
                "| Tag | Art | Was | Wer |\n| --- | --- | --- | --- |")
        let rows = evidence.activities.map { card in
            let activity = card.activity
            return row(
                [
                    say.day(of: activity.createdAt), say.activity(activity.type), activity.title,
                    name == nil ? card.about ?? "–" : nil, card.user ?? "–",
                ].compactMap { $0 })
        }
        return [
            say(
                "### \(title)\(period), the newest first",
                "### \(title)\(period), die neueste zuerst"),
            ([head] + rows).joined(separator: "\n"),
        ] + more(total - rows.count)
    }

    /// What changed in the whole workspace.
    var recentChanges: [String] {
        let period =
            question.filter.period == nil
            ? say(" in the last 7 days", " in den letzten 7 Tagen")
            : say.narrowed(to: RecordFilter(period: question.filter.period), occasion: "")
        let total = evidence.totals[.changesList]?.fitting ?? evidence.changes.count
        var blocks: [String] = []
        if evidence.changes.isEmpty {
            blocks.append(
                say("No record changed\(period).", "Kein Eintrag wurde\(period) geändert."))
        } else {
            let head = say(
                "| Day | Record | What |\n| --- | --- | --- |",
                "| Tag | Eintrag | Was |\n| --- | --- | --- |")
            let rows = evidence.changes.map { card in
                row([
                    say.day(card.day), "\(card.name) (\(say.kind(card.kind)))",
                    say.change(card.what),
                ])
            }
            let title = say.count(
                total, "changed record", "changed records", "geänderter Eintrag",
                "geänderte Einträge")
            blocks += [
                "### \(title)\(period)", ([head] + rows).joined(separator: "\n"),
            ]
            blocks += more(total - rows.count)
        }
        return blocks + history(of: nil)
    }

    /// Everybody at the firm.
    var colleagues: [String] {
        let head = say(
            "| Name | Role | E-mail |\n| --- | --- | --- |",
            "| Name | Aufgabe | E-Mail |\n| --- | --- | --- |")
        let rows = evidence.users.map { row([$0.fullName, say.role($0.role), $0.email]) }
        let title = say.count(
            evidence.users.count, "colleague at the firm", "colleagues at the firm",
            "Person in der Kanzlei", "Personen in der Kanzlei")
        return ["### \(title)", ([head] + rows).joined(separator: "\n")]
    }

    /// "Dr. Katharina Brandt is responsible for Acme Series B."
    func responsible(_ user: String, _ name: String) -> String {
        guard let user = evidence.user(user) else {
            return say(
                "I do not know who is responsible for \(name).",
                "Wer für \(name) zuständig ist, weiß ich nicht.")
        }
        let role = say.role(user.role)
        return say(
            "**\(user.fullName)** (\(role), \(user.email)) is responsible for **\(name)**.",
            "Für **\(name)** ist **\(user.fullName)** zuständig (\(role), \(user.email)).")
    }

    /// A company has no owner of its own, so its open work tells.
    func responsible(_ card: CompanyCard) -> [String] {
        let name = card.company.name
        let rows =
            evidence.deals.map { row([$0.deal.name, say.kind(.deal), $0.owner]) }
            + evidence.matters.map { row([$0.matter.name, say.kind(.matter), $0.lead]) }
        guard !rows.isEmpty else {
            return [
                say(
                    "\(name) has no open deal or matter, so nobody is responsible yet.",
                    "\(name) hat weder offene Deals noch offene Mandate, es ist also noch niemand zuständig."
                )
            ]
        }
        let head = say(
            "| Open work | Kind | Responsible |\n| --- | --- | --- |",
            "| Offen | Art | Zuständig |\n| --- | --- | --- |")
        return [
            say(
                "Who is responsible at our firm for **\(name)**:",
                "Bei uns zuständig für **\(name)**:"),
            ([head] + rows).joined(separator: "\n"),
        ]
    }
}
