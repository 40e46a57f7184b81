/// What a message asks, as far as Lexi understood it: the input of planning.
struct Question: Equatable, Sendable {
    /// What is to be done.
    enum Action: Equatable, Sendable {
        case inform
        case compare
        case pipeline
        case greet
        case help
        case createTask(TaskDraft)
        case createNote(NoteDraft)
    }

    /// The part of the CRM that is asked about; none means an overview.
    enum Topic: String, Sendable {
        case deals, tasks, followUps, notes, meetings, matters, people, details
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
    /// Asks for the asking lawyer's own work.
    var onlyMine: Bool
    /// The lawyer whose key was used.
    var askingUser: String

    var words: [Word] { Word.words(of: text) }
}
