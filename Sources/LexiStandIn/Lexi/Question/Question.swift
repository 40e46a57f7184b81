/// What a message asks, as far as Lexi understood it: the input of planning.
struct Question: Equatable, Sendable {
    /// What is to be done.
    enum Action: Equatable, Sendable {
        case inform
        case compare
        case pipeline
        case greet
        case help
        case thank
        case createTask(TaskDraft)
        case createNote(NoteDraft)
    }

    /// The part of the CRM that is asked about; none means an overview.
    enum Topic: String, Sendable {
        case deals, tasks, followUps, notes, meetings, matters, people, companies, details
    }

    enum Origin: Equatable, Sendable {
        case named(String)
        case context
        case earlier
    }

    struct Subject: Equatable, Sendable {
        var reference: EntityReference
        var origin: Origin
    }

    struct TaskDraft: Equatable, Sendable {
        /// Nil when the message does not say what is to be done.
        var title: String?
        var due: CalendarDay?
    }

    struct NoteDraft: Equatable, Sendable {
        /// Nil when the message does not say what to write down.
        var content: String?
    }

    var text: String
    var language: Language
    var action: Action
    var topics: [Topic]
    /// What it is about, the most explicit first.
    var subjects: [Subject]
    var ambiguities: [Mentions.Ambiguity]
    /// Words that are neither everyday language nor known names: things to search for.
    var phrases: [String]
    /// Every record of the request's context, whether the message refers to it or not.
    var context: [EntityReference]
    /// open, won or lost.
    var dealStatus: String
    var dealStage: String?
    var onlyOverdue: Bool
    /// Amounts, a currency and a period that narrow lists down.
    var filter: RecordFilter
    /// Wants to know how many there are, rather than which.
    var wantsCount: Bool
    /// Wants all there are, rather than what matters next.
    var wantsAll: Bool
    /// Asks when deals close, which the CRM knows only once they have.
    var asksClosing: Bool
    /// Asks for the asking lawyer's own work.
    var onlyMine: Bool
    /// The lawyer whose key was used.
    var askingUser: String

    var words: [Word] { Word.words(of: text) }

    /// Asks for a list of tasks, rather than for what is urgent.
    var listsTasks: Bool { wantsCount || wantsAll || filter.period != nil }

    /// Without a status only counts and full lists take in closed matters.
    var matterStatus: String? {
        let saysOpen = words.contains { $0.folded == "open" || $0.folded.hasPrefix("offen") }
        return (wantsCount || wantsAll) && !saysOpen ? nil : "open"
    }
}
