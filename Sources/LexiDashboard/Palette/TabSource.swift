import LexiAPI
import LexiSession
import LexiState

/// The open tabs, each with what goes on in it.
struct TabSource: PaletteSource {
    func items(_ context: PaletteContext) -> [PaletteItem] {
        let state = context.state
        return state.tabs.enumerated().map { index, tab in
            PaletteItem(
                .tab, "\(index + 1) \(tab.title)",
                Self.words(tab, isShown: index == state.activeIndex, now: context.now),
                keys: context.keymap.shown("tab-\(index + 1)"), argument: "\(index + 1)",
                .tab(tab.id))
        }
    }

    private static func words(_ tab: Tab, isShown: Bool, now: Instant) -> String {
        var words = [isShown ? "Tab, shown now" : "Tab"]
        switch TurnStatus(tab.lastTurn, now: now) {
        case .stalled: words.append("stalled")
        case .queued: words.append("in line")
        case .connecting, .retrying, .waiting, .thinking, .tool, .streaming: words.append("running")
        case .failed, .offline: words.append("failed")
        case .incomplete: words.append("incomplete")
        case .cancelled: words.append("cancelled")
        case .completed where tab.hasUnseenEnd: words.append("new answer")
        case .completed, .idle: break
        }
        if !tab.composer.isEmpty { words.append("with a draft") }
        return words.joined(separator: ", ")
    }
}
