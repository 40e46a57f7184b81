public import LexiAPI
import LexiPanes
public import LexiScreen
import LexiSession
import LexiState

/// What keys mean that arrive together.
extension DashboardCore {
    /// Takes in the keys of one read, among which may be a paste of a terminal that does not mark
    /// pastes.
    public mutating func handle(_ keys: [Key], now: Instant) -> [Request] {
        var requests: [Request] = []
        if burst.takeHeldEnter(now: now.nanoseconds) { requests += handle(.enter, now: now) }
        // Nearly always it is one key, and nothing waits.
        if keys.count == 1, burst.isIdle { return requests + handle(keys[0], now: now) }
        guard takesMessages else {
            for key in keys { requests += handle(key, now: now) }
            return requests
        }
        let isWriting = view.focus == .message
        for piece in burst.split(keys, isWriting: isWriting, now: now.nanoseconds) {
            switch piece {
            case .key(let key): requests += handle(key, now: now)
            case .typed(let text): requests += type(text, now: now)
            case .pasted(let text): requests += handle(.paste(text, isLast: false), now: now)
            }
        }
        return requests
    }

    /// Whether text is for the message, and not for something that lies over it.
    private var takesMessages: Bool {
        state.replay == nil && state.overlay == nil && state.historySearch == nil
            && !state.activeTab.tools.isFiltering
            && !view.isSearchEditing(state)
    }

    /// Characters in a row are one change; but the first may be an answer to a question.
    private mutating func type(_ text: String, now: Instant) -> [Request] {
        let requests = handle(.character(text.first!), now: now)
        let rest = String(text.dropFirst())
        guard !rest.isEmpty else { return requests }
        guard takesMessages, view.focus == .message else {
            return requests + rest.flatMap { handle(.character($0), now: now) }
        }
        let written = state.activeTab.composer.revision
        edit(.insert(rest))
        noteWriting(since: written, in: state.activeTab.id, now: now)
        return requests
    }
}
