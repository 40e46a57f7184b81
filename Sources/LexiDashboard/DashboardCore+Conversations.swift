import LexiSession
import LexiState

/// Conversations that tabs continue which were begun elsewhere.
extension DashboardCore {
    /// Asks for what was said in the shown tab's conversation, wherever its name comes from: the
    /// command line, a draft, the palette. Tabs that nobody looks at wait until somebody does.
    mutating func restoreShownConversation() -> [Request] {
        let tab = state.activeTab
        guard let id = tab.conversationID, tab.restoration == .none, tab.turns.isEmpty,
            !state.service.lacksKey, state.replay == nil
        else { return [] }
        change(.conversations(.restoring(tab.id)))
        isDirty = true
        return [.showConversation(id, tab: tab.id)]
    }
}
