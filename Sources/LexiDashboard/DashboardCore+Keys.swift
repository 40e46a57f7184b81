public import LexiAPI
import LexiPanes
public import LexiScreen
import LexiState

/// What keys mean where the focus and the overlays are.
extension DashboardCore {
    /// The terminal's answer is no key that anybody pressed: what waits for the next key waits on.
    private mutating func adopt(_ color: BackgroundColor) {
        guard followsBackground else { return }
        do throws(ThemeError) {
            let theme = try BackgroundTheme.theme(on: color)
            guard theme != view.look.theme else { return }
            view.look.theme = theme
        } catch {
            change(.notify(Notice(.warning, error.description)))
        }
        needsPaint()
    }

    /// Takes in one key.
    public mutating func handle(_ key: Key, now: Instant) -> [Request] {
        if case .background(let color) = key {
            adopt(color)
            return []
        }
        isDirty = true
        isUrgent = true
        if case .focus = key { return [] }
        if key != .control("c") { endQuitWindow() }
        let mayAskAgain = isAskingAgainArmed
        isAskingAgainArmed = false
        if case .paste(let text, _) = key {
            edit(.insert(text))
            return []
        }
        if view.isSearchEditing(state) { return handleSearchField(key) }
        let isSearched = state.overlay == .help || state.overlay == .step
        if isSearched, performOverlaySearch(key) { return [] }
        switch state.overlay {
        case .help: return handleHelp(key)
        case .context: return handleForm(key)
        case .step: return handleDetail(key)
        case nil: break
        }
        if state.activeTab.tools.isFiltering { return handleFilter(key) }
        if mayAskAgain, key == .character("y") || key == .enter { return askAgain(now: now) }
        let scope = KeyScope(view.focus)
        if let command = KeyTable.command(key, in: scope) {
            return perform(command, now: now)
        }
        if case .character(let character) = key {
            if scope == .message {
                edit(.insert(String(character)))
            } else {
                // Who types a question here should not wonder where it goes.
                change(.notify(Notice(.information, "Tab goes to the message; ? lists the keys.")))
            }
        }
        return []
    }

    mutating func handleHelp(_ key: Key) -> [Request] {
        switch key {
        case .escape, .enter, .character("?"), .character("q"), .special(.function(1), _),
            .control("c"):
            change(.closeOverlay)
        default:
            if let command = KeyTable.command(key, in: .panes), let scroll = Self.scrolls[command] {
                view.scroll(scroll, state)
            }
        }
        return []
    }

    mutating func handleForm(_ key: Key) -> [Request] {
        let isOnTools: Bool =
            if case .context(let editor) = state.overlay { editor.selectedRow == .tools } else {
                false
            }
        switch KeyTable.command(key, in: .form) {
        case .formNext: change(.contextEditor(.next))
        case .formPrevious: change(.contextEditor(.previous))
        case .formToggle where isOnTools: change(.contextEditor(.toggleTools))
        case .formAccept: change(.contextEditor(.accept))
        case .escape: change(.closeOverlay)
        default:
            if case .character(let character) = key {
                edit(.insert(String(character)))
            } else if let command = KeyTable.command(key, in: .message),
                let change = Self.edits[command]
            {
                edit(change)
            }
        }
        return []
    }
}
