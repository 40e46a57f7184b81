/// Answers that add up, compare, or report what was written.
extension Answer {
    var pipeline: [String] {
        guard question.subjects.isEmpty else {
            return question.subjects.prefix(3).flatMap { subject -> [String] in
                section(deals: deals(of: subject.reference), of: name(of: subject.reference))
            }
        }
        guard !evidence.pipeline.isEmpty else {
            return [nothing(say("open deals", "offenen Deals"), nil)]
        }
        let count = evidence.pipeline.reduce(0) { $0 + $1.deals }
        let total = say.sums(evidence.pipeline.map { ($0.currency, $0.value) })
        let weighted = say.sums(evidence.pipeline.map { ($0.currency, $0.weighted) })
        let lead = say(
            "The pipeline holds **\(count) open deals** worth \(total). Weighted by probability that is \(weighted).",
            "In der Pipeline sind **\(count) offene Deals** im Wert von \(total). Nach Wahrscheinlichkeit gewichtet sind das \(weighted)."
        )
        let head = say(
            "| Stage | Deals | Value | Weighted |\n| --- | ---: | ---: | ---: |",
            "| Phase | Deals | Wert | Gewichtet |\n| --- | ---: | ---: | ---: |")
        let rows = evidence.pipeline.map {
            row([
                say.stage($0.stage), "\($0.deals)", say.money($0.value, $0.currency),
                say.money($0.weighted, $0.currency),
            ])
        }
        let home = evidence.deals.filter { $0.deal.currency == DealsList.homeCurrency }
        let largest = home.prefix(3).map { "\($0.deal.name) (\(money($0.deal)))" }
        let tail =
            largest.isEmpty
            ? []
            : [
                say("The largest in euros: ", "Die größten in Euro: ") + say.list(largest) + ". "
                    + say("Currencies were not converted.", "Währungen wurden nicht umgerechnet.")
            ]
        return [lead, ([head] + rows).joined(separator: "\n")] + tail
    }

    var comparison: [String] {
        let references = question.subjects.map(\.reference)
        var deals = references.filter { $0.kind == .deal }.compactMap { evidence.deal($0.id) }
        for reference in references where reference.kind != .deal {
            deals += self.deals(of: reference).prefix(2)
        }
        guard deals.count > 1 else {
            return [
                say(
                    "A comparison needs two deals that I can find, for example “Compare Acme Series B and the Nordkai fleet leasing framework”.",
                    "Für einen Vergleich brauche ich zwei Deals, die ich finde, etwa „Vergleiche Acme Series B und Nordkai fleet leasing framework“."
                )
            ] + deals.map { "- **\($0.deal.name)**, \(money($0.deal))" }
        }
        let lines: [(String, (DealCard) -> String)] = [
            (say("Company", "Unternehmen"), { $0.company ?? "–" }),
            (say("Main contact", "Ansprechpartner"), { $0.contact ?? "–" }),
            (say("Stage", "Phase"), { say.stage($0.deal.stage) }),
            (say("Value", "Wert"), { money($0.deal) }),
            (say("Probability", "Wahrscheinlichkeit"), { "\($0.deal.probability) %" }),
            (say("Fee", "Honorar"), { say.fee($0.deal.feeModel) }),
            (say("Next follow-up", "Wiedervorlage"), { $0.deal.nextFollowUpDate.map(due) ?? "–" }),
            (say("Owner", "Zuständig"), { $0.owner }),
        ]
        let head = row([""] + deals.map(\.deal.name))
        let rule = row(Array(repeating: "---", count: deals.count + 1))
        let rows = lines.map { label, value in row([label] + deals.map(value)) }
        return [([head, rule] + rows).joined(separator: "\n"), verdict(deals)].filter {
            !$0.isEmpty
        }
    }

    /// Amounts of one currency can be ranked; others cannot without a rate.
    private func verdict(_ deals: [DealCard]) -> String {
        guard Set(deals.map(\.deal.currency)).count == 1 else {
            return say(
                "The amounts are in different currencies and were not converted.",
                "Die Beträge lauten auf verschiedene Währungen und wurden nicht umgerechnet.")
        }
        guard let largest = deals.max(by: { $0.deal.estimatedValue < $1.deal.estimatedValue }),
            let likeliest = deals.max(by: { $0.deal.probability < $1.deal.probability })
        else { return "" }
        if deals.count > 2 {
            return say(
                "**\(largest.deal.name)** is worth the most, **\(likeliest.deal.name)** is the likeliest.",
                "**\(largest.deal.name)** ist am meisten wert, **\(likeliest.deal.name)** ist am wahrscheinlichsten."
            )
        }
        if largest == likeliest {
            return say(
                "**\(largest.deal.name)** is worth more and the likelier of them.",
                "**\(largest.deal.name)** ist mehr wert und wahrscheinlicher.")
        }
        return say(
            "**\(largest.deal.name)** is worth more, **\(likeliest.deal.name)** is the likelier.",
            "**\(largest.deal.name)** ist mehr wert, **\(likeliest.deal.name)** ist wahrscheinlicher."
        )
    }

    private func deals(of reference: EntityReference) -> [DealCard] {
        let staff = Set(evidence.company(reference.id)?.contacts.map(\.id) ?? [])
        return evidence.deals.filter { card in
            switch reference.kind {
            case .deal: card.deal.id == reference.id
            case .contact: card.deal.mainContactId == reference.id
            case .company:
                card.deal.relatedCompanyId == reference.id
                    || card.deal.mainContactId.map(staff.contains) ?? false
            case .user: card.deal.ownerUserId == reference.id
            case .matter: false
            }
        }
    }

    private func name(of reference: EntityReference) -> String? {
        evidence.company(reference.id)?.company.name
            ?? evidence.contact(reference.id)?.contact.fullName
            ?? evidence.deal(reference.id)?.deal.name ?? evidence.matter(reference.id)?.matter.name
    }

    func created(_ draft: Question.TaskDraft) -> [String] {
        guard let card = evidence.createdTasks.first else {
            if let nothingWritten { return [nothingWritten] }
            return [
                say(
                    "What is to be done? Say for example “Create a task to call Mara Vogt tomorrow”. Nothing was created.",
                    "Was ist zu tun? Zum Beispiel: „Erstelle eine Aufgabe: Mara Vogt morgen anrufen“. Es wurde nichts angelegt."
                )
            ]
        }
        let when = card.task.dueDate.map { say(", due \(due($0))", ", fällig \(due($0))") } ?? ""
        let about = card.about.map { say(" It is linked to \($0).", " Verknüpft mit \($0).") } ?? ""
        return [
            say(
                "Created the task **\(card.task.title)**\(when), assigned to \(card.assignee).\(about)",
                "Die Aufgabe **\(card.task.title)** ist angelegt\(when), zugewiesen an \(card.assignee).\(about)"
            )
        ]
    }

    func created(_ draft: Question.NoteDraft) -> [String] {
        guard let card = evidence.createdNotes.first else {
            if let nothingWritten { return [nothingWritten] }
            return [
                say(
                    "What should the note say? For example “Add a note for Mara Vogt: prefers short memos”. Nothing was written.",
                    "Was soll in der Notiz stehen? Zum Beispiel: „Notiz zu Mara Vogt: möchte kurze Vermerke“. Es wurde nichts angelegt."
                )
            ]
        }
        let about = card.about.map { say(" for \($0)", " zu \($0)") } ?? ""
        return [
            say("Saved a note\(about):", "Notiz\(about) gespeichert:"), "> \(card.note.content)",
        ]
    }

    /// Why a record was not made for anybody; nil when that was not the reason.
    var nothingWritten: String? {
        if let name = question.unknownName {
            return say(
                "I know nobody and no company called “\(name)”, so nothing was written. Give me the name as it is in the CRM, or create the contact there first.",
                "Eine Person oder Firma namens „\(name)“ kenne ich nicht, deshalb wurde nichts angelegt. Nennen Sie den Namen, wie er im CRM steht, oder legen Sie den Kontakt dort zuerst an."
            )
        }
        if !question.ambiguities.isEmpty {
            return say(
                "Nothing was written yet: say which one, and I will.",
                "Es wurde noch nichts angelegt: Sagen Sie, wer gemeint ist, dann mache ich es.")
        }
        guard !evidence.missing.isEmpty else { return nil }
        return say("So nothing was written.", "Deshalb wurde nichts angelegt.")
    }
}
