/// How many there are, and what there is instead of what was asked for.
extension Answer {
    /// "There are **48 contacts**."
    func count(_ topic: Question.Topic) -> [String] {
        guard let (tool, total) = counted(topic) else { return workspace(topic) }
        guard total.fitting > 0 else { return nothingFits(topic, tool) }
        let noun = noun(topic, total.fitting) + narrowing(topic)
        return [
            say(
                "There \(total.fitting == 1 ? "is" : "are") **\(noun)**.", "Es gibt **\(noun)**.")
        ] + remarks(topic)
    }

    private func counted(_ topic: Question.Topic) -> (ToolName, Evidence.Totals)? {
        let tool: ToolName? =
            switch topic {
            case .deals: .dealsList
            case .tasks: .tasksList
            case .meetings: .meetingsList
            case .matters: .mattersList
            case .people: .contactsSearch
            case .companies: .companiesSearch
            case .followUps, .notes, .details, .history, .colleagues: nil
            }
        guard let tool, let total = evidence.totals[tool] else { return nil }
        return (tool, total)
    }

    private func noun(_ topic: Question.Topic, _ number: Int) -> String {
        switch topic {
        case .deals: return say.deals(number, question.dealStatus, isObject: true)
        case .tasks:
            return question.onlyOverdue
                ? say.count(
                    number, "overdue task", "overdue tasks", "überfällige Aufgabe",
                    "überfällige Aufgaben")
                : say.count(
                    number, "open task", "open tasks", "offene Aufgabe", "offene Aufgaben")
        case .meetings:
            return question.filter.period == nil
                ? say.count(
                    number, "upcoming meeting", "upcoming meetings", "künftigen Termin",
                    "künftige Termine")
                : say.count(number, "meeting", "meetings", "Termin", "Termine")
        case .matters:
            return question.matterStatus == nil
                ? say.count(number, "matter", "matters", "Mandat", "Mandate")
                : say.count(
                    number, "open matter", "open matters", "offenes Mandat", "offene Mandate")
        case .companies:
            return say.count(number, "company", "companies", "Unternehmen", "Unternehmen")
        case .people, .followUps, .notes, .details, .history, .colleagues:
            return say.count(number, "contact", "contacts", "Kontakt", "Kontakte")
        }
    }

    /// The filter in words, as far as it narrows this topic down.
    func narrowing(_ topic: Question.Topic) -> String {
        switch topic {
        case .deals:
            let occasion =
                question.dealStatus == "open"
                ? say("with a follow-up", "mit Wiedervorlage") : say("closed", "mit Abschluss")
            let stage = question.dealStage.map {
                say(" in the stage \(say.stage($0))", " in der Phase \(say.stage($0))")
            }
            return (stage ?? "") + say.narrowed(to: question.filter, occasion: occasion)
        case .tasks, .meetings:
            let occasion = topic == .tasks ? say("due", "mit Fälligkeit") : ""
            let priority = topic == .tasks ? question.priority : nil
            let words = priority.map {
                say(" of priority \(say.priority($0))", " der Priorität „\(say.priority($0))“")
            }
            return (words ?? "")
                + say.narrowed(
                    to: RecordFilter(period: question.filter.period), occasion: occasion)
        case .matters, .people, .companies, .followUps, .notes, .details, .history, .colleagues:
            return ""
        }
    }

    /// "There is no open deal called “X”; 20 others are open."
    func nothingFits(_ topic: Question.Topic, _ tool: ToolName) -> [String] {
        let rest = others(topic, evidence.totals[tool]?.all ?? 0)
        if topic == .deals || topic == .matters, let phrase = question.phrases.first {
            return [nothingCalled(phrase, topic) + rest] + remarks(topic)
        }
        return [
            say(
                "There are no \(plural(topic))\(narrowing(topic))",
                "Es gibt keine \(plural(topic))\(narrowing(topic))") + rest
        ] + remarks(topic)
    }

    private func nothingCalled(_ phrase: String, _ topic: Question.Topic) -> String {
        let limits = narrowing(topic)
        guard topic == .deals else {
            return say(
                "There is no open matter called “\(phrase)”",
                "Ein offenes Mandat „\(phrase)“ gibt es nicht")
        }
        let status = say.stage(question.dealStatus)
        return say(
            "There is no \(status) deal called “\(phrase)”\(limits)",
            "Einen \(germanStatus)n Deal „\(phrase)“\(limits) gibt es nicht")
    }

    private var germanStatus: String {
        switch question.dealStatus {
        case "won": "gewonnene"
        case "lost": "verlorene"
        default: "offene"
        }
    }

    private func plural(_ topic: Question.Topic) -> String {
        switch topic {
        case .deals: say("\(say.stage(question.dealStatus)) deals", "\(germanStatus)n Deals")
        case .tasks:
            question.onlyOverdue
                ? say("overdue tasks", "überfälligen Aufgaben")
                : say("open tasks", "offenen Aufgaben")
        case .meetings: say("meetings", "Termine")
        case .matters: say("open matters", "offenen Mandate")
        case .companies: say("companies", "Unternehmen")
        case .people, .followUps, .notes, .details, .history, .colleagues:
            say("contacts", "Kontakte")
        }
    }

    /// "; 20 others are open."
    private func others(_ topic: Question.Topic, _ number: Int) -> String {
        guard number > 0 else { return "." }
        let state =
            switch topic {
            case .deals: say.stage(question.dealStatus)
            case .meetings: say("in the calendar", "im Kalender")
            default: say("open", "offen")
            }
        return say(
            "; \(number) \(number == 1 ? "other is" : "others are") \(state).",
            "; \(number) \(number == 1 ? "weiterer Eintrag ist" : "andere sind") \(state).")
    }

    /// What a reader has to know to read the list rightly.
    func remarks(_ topic: Question.Topic) -> [String] {
        var remarks: [String] = []
        if topic == .deals, question.asksClosing, question.filter.period != nil,
            question.dealStatus == "open"
        {
            remarks.append(
                say(
                    "_Open deals have no closing date in the CRM; this goes by the next follow-up._",
                    "_Offene Deals haben im CRM kein Abschlussdatum; maßgeblich ist die Wiedervorlage._"
                ))
        }
        if topic == .deals, !question.filter.limits.isEmpty, question.filter.currency == nil {
            remarks.append(
                say(
                    "_Amounts were compared without converting currencies._",
                    "_Beträge wurden ohne Umrechnung der Währungen verglichen._"))
        }
        let searched = topic == .deals || topic == .matters || topic == .notes
        let unused = question.phrases.dropFirst(searched ? 1 : 0)
        if !unused.isEmpty {
            let words = say.list(unused.map { say("“\($0)”", "„\($0)“") })
            remarks.append(
                say(
                    "I know nothing called \(words), so that part was left out.",
                    "\(words) kenne ich nicht, das blieb unberücksichtigt."))
        }
        return remarks
    }
}
