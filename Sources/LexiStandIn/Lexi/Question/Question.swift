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
        case schedule(MeetingDraft)
        case draftEmail(MailDraft)
        /// Something Lexi does not do.
        case decline
    }

    /// The part of the CRM that is asked about; none means an overview.
    enum Topic: String, Sendable {
        case deals, tasks, followUps, notes, meetings, matters, people, companies, details
        /// What happened, and who at the firm looks after it.
        case history, colleagues
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

    struct MeetingDraft: Equatable, Sendable {
        /// What it is about, where the message says so.
        var topic: String?
        var day: CalendarDay?
        var time: ClockTime?
        /// Nil when the message does not say how long.
        var minutes: Int?
        var location: String?
    }

    struct MailDraft: Equatable, Sendable {
        /// What it is about, in a few words that may begin with an article.
        var topic: String?
        /// Words the mail is to have.
        var text: String?
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
    /// Somebody a new record was to be for, whom the CRM does not know by that name.
    var unknownName: String?
    /// open, won or lost.
    var dealStatus: String
    var dealStage: String?
    var onlyOverdue: Bool
    /// Asks for all that is open, without saying of what kind.
    var asksOpen: Bool
    /// The priority tasks are asked for by: high or urgent.
    var priority: String?
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
    /// The day the question is asked.
    var today: CalendarDay
    /// The lawyer whose key was used.
    var askingUser: String

    var words: [Word] { Word.words(of: text) }

    /// Asks for a list of tasks, rather than for what is urgent.
    var listsTasks: Bool {
        wantsCount || wantsAll || (onlyMine && !onlyOverdue) || priority != nil
            || filter.period != nil
    }

    /// Without a status only counts and full lists take in closed matters.
    var matterStatus: String? {
        let saysOpen = words.contains { $0.folded == "open" || $0.folded.hasPrefix("offen") }
        return (wantsCount || wantsAll) && !saysOpen ? nil : "open"
    }
}
