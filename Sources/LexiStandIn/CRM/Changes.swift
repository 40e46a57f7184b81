/// Something that happened, with the names behind its ids.
struct ActivityCard: Sendable, Equatable {
    var activity: Activity
    var about: String?
    /// Nil for what nobody at the firm did.
    var user: String?
}

/// A record that came to be, changed or ended.
struct ChangeCard: Sendable, Equatable {
    enum What: String, Sendable {
        case created, updated, won, lost, opened, closed
    }

    var kind: EntityKind
    var id: String
    var name: String
    var what: What
    var day: CalendarDay
}

/// Why a meeting was not put into the calendar.
enum MeetingProblem: Sendable, Equatable {
    case notATime
    case past
    case length
    /// Overlaps this one; `free` is the next start on that day that does not.
    case conflict(MeetingCard, free: ClockTime?)
}

/// A mail that was written and not sent.
struct EmailDraft: Sendable, Equatable {
    var recipient: String
    /// Empty when the CRM has none.
    var address: String
    var subject: String
    var text: String
    /// The records it was made from.
    var sources: [String]
    /// Notes that may be worth adding.
    var notes: [NoteCard]
}
