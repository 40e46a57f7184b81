import LexiAPI
import LexiPanes
import LexiSession
import LexiState

/// What commands do.
extension DashboardCore {
    static let actions: [Command: Action] = [
        .nextTab: .selectNextTab,
        .previousTab: .selectPreviousTab, .openContext: .openContext,
    ]

    mutating func perform(_ command: Command, now: Instant) -> [Request] {
        if let requests = perform(replay: command) { return requests }
        let isEmpty = state.activeTab.composer.isEmpty
        switch command {
        case .escape: return escape()
        case .interrupt: return interrupt(now: now)
        case .deleteOrQuit where isEmpty: return quit()
        case .send: return send(now: now)
        case .retry: return retry(now: now)
        case .deleteBackward where isEmpty && !state.activeTab.queue.isEmpty:
            return apply(.takeBackQueued)
        case .searchHistory:
            // At once, so that what is typed behind it is looked for.
            change(.history(.search))
            return [.loadHistory(.search)]
        case .previousMessage: return [.loadHistory(.previous)]
        case .nextMessage: change(.history(.next))
        case .editText: return [.editText(state.activeTab.composer.text)]
        case .moveUp: moveCaret(-1)
        case .moveDown: moveCaret(1)
        case .moveToLineEnd where isEmpty: view.scroll(.end, state)
        case .moveToLineStart where isEmpty: view.scroll(.top, state)
        case .focusNext: view.focusNext()
        case .focusPrevious: view.focusPrevious()
        case .zoom: view.toggleZoom()
        case .selectTab(let index): return apply(.selectTab(index: index))
        case .newTab:
            change(.newTab)
            view.focus(.message)
        case .reopenTab: change(.reopenTab)
        case .takeOver: return takeOver()
        case .continueCopy:
            change(.continueCopy)
            view.focus(.message)
        case .closeTab:
            let tab = state.activeTab
            return runsHere ? ask(.closeTab(tab.id)) : closeTab()
        case .export:
            guard !state.activeTab.turns.isEmpty else {
                change(.notify(Notice(.information, "There is nothing to export yet.")))
                return []
            }
            return [
                .export(
                    ConversationExport(state.activeTab, service: state.service, now: now))
            ]
        case .cycleThinking:
            // A mode that is not to be seen is not chosen.
            if let words = view.hidden(.thinking) {
                change(.notify(Notice(.information, words)))
            } else {
                return apply(.cycleThinking)
            }
        case .openHelp: openHelp()
        case .toggleMouse: return toggleMouse()
        case .openPalette: return openPalette("", now: now)
        case .openCommandLine: return openPalette(":", now: now)
        case .quit: return quit()
        case .openThemes: return [.listThemes]
        case .reloadSettings: return [.reloadSettings]
        case .signIn: return [.openSignIn]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        default:
            if let requests = perform(copy: command, now: now) { return requests }
            if perform(arrangement: command) { return [] }
            if perform(timeline: command) || perform(search: command) {
                return []
            } else if let scroll = command.scroll {
                view.scroll(scroll, state)
            } else if let change = Self.edits[command] {
                edit(change)
            } else if let action = Self.actions[command] {
                return apply(action)
            }
        }
        return []
    }

    /// What did not complete is tried again at once: the same key is charged once. To ask again
    /// what was answered costs anew, so it takes a yes: not the same key, which words have twice.
    mutating func retry(now: Instant) -> [Request] {
        if state.activeTab.lastTurn?.outcome == .completed {
            return ask(.askAgain)
        }
        if let turn = state.activeTab.lastTurn, turn.mayBeRetried,
            now.unixSeconds - turn.keyUsedAt.unixSeconds > Self.keyLifeSeconds
        {
            return ask(.retryAnew)
        }
        return following(apply(.retry))
    }

    /// As long as the API keeps an idempotency key.
    static let keyLifeSeconds = 86_400.0

    mutating func closeTab() -> [Request] {
        let requests = apply(.closeTab)
        if state.activeTab.turns.isEmpty { view.focus(.message) }
        return requests
    }

    /// Whether something runs in the shown tab that this program may stop: what is replayed ran
    /// before.
    private var runsHere: Bool { state.replay == nil && state.activeTab.isRunningHere }

    /// Quits, after a question where something would be stopped by it.
    private mutating func quit() -> [Request] { state.isRunningHere ? ask(.quit) : [.quit] }

    mutating func following(_ requests: [Request]) -> [Request] {
        if !requests.isEmpty { view.follow(state) }
        return requests
    }

    mutating func escape() -> [Request] {
        if runsHere { return apply(.stop) }
        if leaveMoment() || view.clearSearch(state) { return [] }
        if view.isZoomed {
            view.toggleZoom()
        } else {
            view.focus(.message)
        }
        return []
    }

    /// The first press stops, else clears; a second within the window quits. What was cleared
    /// can be put back with yank.
    mutating func interrupt(now: Instant) -> [Request] {
        if let until = quitArmedUntil, now.nanoseconds <= until {
            putBackCleared()
            return [.quit]
        }
        quitArmedUntil = now.nanoseconds + Self.quitWindowNanoseconds
        clearedTab = nil
        let notice: String
        let again = state.keys[.interrupt]
        var requests: [Request] = []
        if runsHere {
            requests = apply(.stop)
            notice = "Stopping. \(again) again quits."
        } else if !state.activeTab.composer.isEmpty {
            change(.edit(.clear))
            clearedTab = state.activeTab.id
            notice = "Cleared (\(state.keys[.yank]) puts it back). \(again) again quits."
        } else {
            notice = "\(again) again quits."
        }
        change(.notify(Notice(.information, notice)))
        return requests
    }

    /// Who quits by the key that clears did not mean to throw away: it is kept as a draft.
    private mutating func putBackCleared() {
        guard clearedTab == state.activeTab.id, state.activeTab.composer.isEmpty else { return }
        change(.edit(.undo))
    }
}
