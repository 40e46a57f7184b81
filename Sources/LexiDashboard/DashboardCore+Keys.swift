public import LexiAPI
import LexiPanes
public import LexiScreen
import LexiSession
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
        state.note(unixSeconds: now.unixSeconds)
        if case .mouse(let event) = key { return handle(event, now: now) }
        isDirty = true
        isUrgent = true
        lastNow = now
        lastAction = nil
        noteFocus(key)
        if case .focus(let hasFocus) = key {
            // Whoever looks elsewhere may not come back; who comes back may have changed the
            // settings there.
            if !hasFocus { draftsDueAt = now.nanoseconds }
            return hasFocus ? [.noticeSettings] : []
        }
        mouse.press = nil
        let written = state.activeTab.composer.revision
        let tab = state.activeTab.id
        defer { noteWriting(since: written, in: tab, now: now) }
        if let requests = answer(key, now: now) { return requests }
        if keymap.command(key, in: KeyScope(view.focus)) != .interrupt { endQuitWindow() }
        if case .palette = state.overlay { return handlePalette(key, now: now) }
        if case .signIn(let signIn) = state.overlay { return handleSignIn(key, signIn) }
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
        case .leader: return handleLeader(key, now: now)
        case .context: return handleForm(key)
        case .step: return handleDetail(key, now: now)
        case .copy: return handleCopyMenu(key)
        case .themes(let picker): return handleThemes(key, picker)
        case .palette, .signIn, nil: break
        }
        if state.activeTab.tools.isFiltering { return handleFilter(key) }
        let scope = KeyScope(view.focus)
        if state.replay != nil, let action = keymap.action(key, in: .replay) {
            return perform(action, now: now)
        }
        if key == keymap.leader {
            openLeader()
            return []
        }
        if let action = keymap.action(key, in: scope) ?? helpAction(key) {
            return perform(action, now: now)
        }
        if state.replay != nil {
            refuseInReplay()
        } else if case .character(let character) = key {
            if scope == .message {
                edit(.insert(String(character)))
            } else {
                // Who types a question here should not wonder where it goes.
                change(
                    .notify(
                        Notice(
                            .information,
                            "Letters are keys here. \(state.keys[.stop]) goes to the message, "
                                + "\(state.keys[.help]) lists the keys.")))
            }
        }
        return []
    }

    /// The status bar promises help for a bare character: in a message that is still empty it is
    /// more likely a question for help than the beginning of one for Lexi.
    private func helpAction(_ key: Key) -> DashboardAction? {
        guard view.focus == .message, state.activeTab.composer.isEmpty,
            let action = keymap.action(key, in: .anywhere), action.command == .openHelp
        else { return nil }
        return action
    }

    /// What a key asks for in a scope; whoever asks is going to do it.
    mutating func command(_ key: Key, in scope: KeyScope) -> Command? {
        lastAction = keymap.action(key, in: scope)
        return lastAction?.command
    }

    mutating func handleForm(_ key: Key) -> [Request] {
        let isOnTools: Bool =
            if case .context(let editor) = state.overlay { editor.selectedRow == .tools } else {
                false
            }
        switch command(key, in: .form) {
        case .formNext: change(.contextEditor(.next))
        case .formPrevious: change(.contextEditor(.previous))
        case .formToggle where isOnTools: change(.contextEditor(.toggleTools))
        case .formAccept: change(.contextEditor(.accept))
        case .escape: change(.closeOverlay)
        default:
            if case .character(let character) = key {
                lastAction = nil
                edit(.insert(String(character)))
            } else if let command = command(key, in: .message),
                let change = Self.edits[command]
            {
                edit(change)
            }
        }
        return []
    }
}
