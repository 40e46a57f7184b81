/// What Lexi says while it works: what it will look up, and why.
struct Thoughts: Sendable {
    let question: Question
    let directory: Directory
    private var say: Wording { Wording(language: question.language) }

    init(question: Question, directory: Directory) {
        self.question = question
        self.directory = directory
    }

    /// Before the first tool: how the message was understood.
    var opening: String {
        if let ambiguity = question.ambiguities.first {
            return say(
                "“\(ambiguity.phrase)” fits \(ambiguity.candidates.count) records, so I will look at all of them",
                "„\(ambiguity.phrase)“ passt auf \(ambiguity.candidates.count) Einträge, ich sehe mir alle an"
            )
        }
        if question.action == .decline {
            return say(
                "This asks for a change that I do not make",
                "Das verlangt eine Änderung, die ich nicht mache")
        }
        if let name = question.unknownName {
            return say(
                "I know nobody called “\(name)”, so I will search before I write anything",
                "Niemanden namens „\(name)“ kenne ich, ich suche, bevor ich etwas anlege")
        }
        if let subject = question.subjects.first { return about(subject) }
        if question.action == .thank {
            return say("That needs no look-up", "Dafür ist nichts nachzusehen")
        }
        if let phrase = question.phrases.first {
            let unsearched: [Question.Topic] = [.tasks, .meetings, .followUps]
            if !question.topics.isEmpty, question.topics.allSatisfy(unsearched.contains) {
                return say(
                    "I know no record called “\(phrase)”, so I will look at all of them",
                    "Einen Eintrag „\(phrase)“ kenne ich nicht, ich sehe alle durch")
            }
            return say(
                "I know no record called “\(phrase)”, so I will search the CRM for it",
                "Einen Eintrag „\(phrase)“ kenne ich nicht, ich suche im CRM danach")
        }
        switch question.action {
        case .help:
            return say(
                "No record is asked about; I will say what I can do",
                "Es geht um keinen Eintrag; ich sage, was ich kann")
        case .greet:
            return say(
                "No particular record is asked about; I will see how the workspace stands",
                "Es geht um keinen bestimmten Eintrag; ich sehe nach, wie es insgesamt steht")
        default:
            return say(
                "The question is about the whole workspace", "Die Frage betrifft die ganze Kanzlei")
        }
    }

    private func about(_ subject: Question.Subject) -> String {
        let name = directory.name(of: subject.reference) ?? subject.reference.id
        let kind = say.kind(subject.reference.kind)
        switch subject.origin {
        case .named:
            return say(
                "The message names \(name), so I will start with that \(kind)",
                "Die Nachricht nennt \(name), damit fange ich an")
        case .context:
            return say(
                "The request comes with the \(kind) \(name), so I will read it first",
                "Die Anfrage bringt den Bezug \(kind) \(name) mit, das lese ich zuerst")
        case .earlier:
            return say(
                "This goes on about \(name) from earlier in the conversation",
                "Es geht weiter um \(name) aus dem bisherigen Gespräch")
        }
    }

    /// " of Mara Vogt" when the question is about one record.
    private var scope: String {
        guard question.subjects.count == 1,
            let name = directory.name(of: question.subjects[0].reference)
        else { return "" }
        return say(" of \(name)", " zu \(name)")
    }

    /// Before a call that starts another kind of work; nil when nothing new would be said.
    func before(_ call: ToolCall, _ evidence: Evidence) -> String? {
        guard evidence.calls.last?.call.tool != call.tool, !evidence.calls.isEmpty else {
            return nil
        }
        switch call.tool {
        case .contactsSearch, .companiesSearch, .contactsGet, .companiesGet, .dealsGet,
            .mattersGet, .usersGet, .usersList, .proposeTask:
            return nil
        case .dealsList: return say("Looking for deals\(scope)", "Ich suche Deals\(scope)")
        case .mattersList: return say("Checking the matters\(scope)", "Ich prüfe Mandate\(scope)")
        case .notesSearch:
            return say(
                "Reading what colleagues have noted", "Ich lese, was dazu notiert wurde")
        case .tasksList:
            return evidence.createdTasks.isEmpty
                ? say("Checking what is still to be done", "Ich prüfe, was noch zu tun ist")
                : say(
                    "Reading the task back to be sure", "Ich lese die Aufgabe zur Kontrolle zurück")
        case .meetingsList: return say("Looking at the calendar", "Ich sehe in den Kalender")
        case .pipelineSummary:
            return say("Adding up the pipeline", "Ich rechne die Pipeline zusammen")
        case .createNote: return say("Now I can write the note", "Jetzt lege ich die Notiz an")
        case .activitiesList:
            return say("Going through what happened", "Ich sehe durch, was geschehen ist")
        case .changesList:
            return say("Looking for changed records", "Ich suche geänderte Einträge")
        case .emailsDraft:
            return say(
                "Now I can write the draft; it will not be sent",
                "Jetzt schreibe ich den Entwurf; verschickt wird er nicht")
        case .scheduleMeeting:
            return say("Now I can put it into the calendar", "Jetzt trage ich den Termin ein")
        case .createTask: return say("Now I can create the task", "Jetzt lege ich die Aufgabe an")
        }
    }

    private var incomplete: String {
        say(
            "The message does not say what to write, so I will ask",
            "Die Nachricht sagt nicht, was anzulegen ist, ich frage nach")
    }

    /// After the last tool: what there is to answer with.
    /// Nil when nothing was looked up.
    func closing(_ evidence: Evidence) -> String? {
        guard !evidence.calls.isEmpty else { return nil }
        let found = evidence.count
        let lookUps = say.count(
            evidence.calls.count, "look-up", "look-ups", "Abfrage", "Abfragen")
        switch question.action {
        case .createTask(let draft) where draft.title == nil: return incomplete
        case .createNote(let draft) where draft.content == nil: return incomplete
        case .schedule where evidence.scheduled.isEmpty && evidence.meetingProblem != nil:
            return say(
                "The calendar does not allow that; I will say why",
                "Der Kalender lässt das nicht zu; ich sage, warum")
        default: break
        }
        if found == 0 {
            return say(
                "Nothing was found; I will say so plainly",
                "Es war nichts zu finden; das sage ich so")
        }
        let results = say.count(found, "result", "results", "Ergebnis", "Ergebnisse")
        return say(
            "\(lookUps) done, \(results) to go by: writing the answer",
            "\(lookUps), \(results): ich schreibe die Antwort")
    }
}
