import LexiAPI
import LexiSession
import LexiState

/// Conversations that tabs continue which were begun elsewhere.
extension DashboardCore {
    /// Tells that a conversation cannot be read, where none are written down.
    mutating func didNotRead(_ id: ConversationID, now: Instant) -> [Request] {
        needsPaint()
        return receive([
            SessionEvent(
                instant: now, origin: .restored, conversation: id,
                body: .resumed(.unreadable("nothing is written down in this run")))
        ])
    }

    /// Asks the program for the shown conversation that has it.
    mutating func takeOver() -> [Request] {
        guard state.activeTab.isElsewhere else {
            change(.notify(Notice(.information, "No other lexi has this conversation open.")))
            return []
        }
        change(.notify(Notice(.information, "The other lexi is asked for it.")))
        return [.takeOver(state.activeTab.id)]
    }

    /// Asks for what was said in the shown tab's conversation: its journal, where it was written
    /// down here, else the server, wherever its name comes from: the command line, a draft, the
    /// palette. Tabs that nobody looks at wait until somebody does.
    mutating func restoreShownConversation() -> [Request] {
        let tab = state.activeTab
        if tab.screen.journal == .unread {
            change(.readingJournal(tab.id))
            isDirty = true
            return [.readJournal(tab.id)]
        }
        guard tab.screen.journal == .none else { return [] }
        guard let id = tab.conversationID, tab.restoration == .none, tab.turns.isEmpty,
            // What is asked now is shown; what was before it is in the tab that it goes on from.
            tab.awaitedTurn == nil,
            !state.service.lacksKey, state.replay == nil
        else { return [] }
        change(.conversations(.restoring(tab.id)))
        isDirty = true
        return [.showConversation(id, tab: tab.id)]
    }
}
