import LexiAPI
import LexiSession
import LexiState

/// When what is written and not sent is saved: soon after the user pauses, and at once when they
/// turn to something else.
extension DashboardCore {
    /// How long after the last change. A single wake-up: nothing ticks while nobody writes.
    static let draftPauseNanoseconds: UInt64 = 2_000_000_000

    mutating func noteWriting(since revision: Int, in tab: ConversationID, now: Instant) {
        if state.activeTab.id != tab {
            draftsDueAt = now.nanoseconds
        } else if state.activeTab.composer.revision != revision {
            let due = now.nanoseconds + Self.draftPauseNanoseconds
            // What is due at once stays so.
            draftsDueAt = draftsDueAt.map { $0 <= now.nanoseconds ? $0 : due } ?? due
        }
    }

    mutating func saveDueDrafts(now: Instant) -> [Request] {
        guard let due = draftsDueAt, now.nanoseconds >= due else { return [] }
        draftsDueAt = nil
        return unsavedDrafts()
    }

    /// What is to be saved now, before the program ends or is stopped.
    public mutating func unsavedDrafts() -> [Request] {
        let drafts = state.drafts
        guard drafts != savedDrafts else { return [] }
        savedDrafts = drafts
        return [.saveDrafts(drafts)]
    }
}
