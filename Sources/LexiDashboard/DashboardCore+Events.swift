import LexiPanes
import LexiSession
import LexiState

/// Events that are more than a change of the session.
extension DashboardCore {
    /// Does what they mean for what is on the screen.
    ///
    /// - Returns: What is to be done outside: only for what happens now.
    mutating func notice(_ events: [SessionEvent]) -> [Request] {
        var requests: [Request] = []
        for event in events {
            switch event.body {
            case .answered: loadPaletteItems(now: event.instant)
            // What was laid out has got something before it.
            case .recordRead: event.conversation.map { view.forgetLayout(of: $0) }
            // However often it was told, one look finds all of it.
            case .settingsChanged where event.origin == .live:
                if !requests.contains(.noticeSettings) { requests.append(.noticeSettings) }
            case .keyChecked(let id, let check) where event.origin == .live:
                requests += didCheck(id, check)
            default: break
            }
        }
        return requests
    }
}
