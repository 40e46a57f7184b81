public import LexiAPI
import LexiPanes
public import LexiScreen
import LexiState

/// What keys mean where the focus and the overlays are.
extension DashboardCore {
    /// The terminal's answer is no key that anybody pressed: what waits for the next key waits on.
    private mutating func adopt(_ color: BackgroundColor) {
        background = color
        let adopted = lookOnBackground(view.look)
        guard adopted != view.look else { return }
        view.look = adopted
        needsPaint()
    }

    /// The looks as the terminal's background has them, where that chooses the theme.
    mutating func lookOnBackground(_ look: Look) -> Look {
        guard look.followsBackground, let background else { return look }
        do throws(ThemeError) {
            return look.with(try BackgroundTheme.theme(on: background), followsBackground: true)
        } catch {
            change(.notify(Notice(.warning, error.description)))
            return look
        }
    }

    /// Takes in one key.
    public mutating func handle(_ key: Key, now: Instant) -> [Request] {
        if case .background(let color) = key {
            adopt(color)
            return []
        }
        isDirty = true
        isUrgent = true
        lastNow = now
        noteFocus(key)
        if case .focus(let hasFocus) = key {
            // Whoever looks elsewhere may not come back; who comes back may have changed the
            // settings there.
            if !hasFocus { draftsDueAt = now.nanoseconds }
            return hasFocus ? [.noticeSettings] : []
        }
        let written = state.activeTab.composer.revision
        let tab = state.activeTab.id
        defer { noteWriting(since: written, in: tab, now: now) }
        if key != .control("c") { endQuitWindow() }
        let mayBeLong = isLongSendArmed
        isLongSendArmed = false
        let mayAskAgain = isAskingAgainArmed
        isAskingAgainArmed = false
        if state.historySearch != nil, state.overlay == nil { return handleHistory(key) }
        if case .paste(let text, let isLast) = key {
            edit(.paste(text, isLast: isLast))
            return []
        }
        if view.isSearchEditing(state) { return handleSearchField(key) }
        let isSearched = state.overlay == .help || state.overlay == .step
        if isSearched, performOverlaySearch(key) { return [] }
        switch state.overlay {
        case .help: return handleHelp(key)
        case .context: return handleForm(key)
        case .step: return handleDetail(key, now: now)
        case .copy: return handleCopyMenu(key)
        case .themes(let picker): return handleThemes(key, picker)
        case nil: break
        }
        if state.activeTab.tools.isFiltering { return handleFilter(key) }
        if mayAskAgain, key == .character("y") || key == .enter { return askAgain(now: now) }
        let scope = KeyScope(view.focus)
        if let command = KeyTable.command(key, in: scope) {
            return perform(command, now: now, mayBeLong: mayBeLong)
        }
        if case .character(let character) = key {
            if scope == .message {
                edit(.insert(String(character)))
            } else {
                // Who types a question here should not wonder where it goes.
                change(
                    .notify(
                        Notice(
                            .information,
                            "Letters are keys here. Esc goes to the message, ? lists the keys.")))
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
