import LexiAPI
import LexiSession

/// Applies one action; the only place where the state changes.
///
/// - Returns: What the outside is to do, in order.
public func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
    switch action {
    case .received(let events):
        return events.flatMap { state.take($0) }
    case .newTab, .selectTab, .selectNextTab, .selectPreviousTab, .closeTab:
        return state.reduceTabs(action)
    case .windowFocus(let hasFocus):
        state.setWindowFocus(hasFocus)
        return []
    case .edit(let edit):
        state.notice = nil
        state.activeScreen.composer.apply(edit)
        if state.activeTab.composer.isEmpty { state.activeScreen.isDraftOfUnknownOrigin = false }
        return []
    case .send:
        return state.send()
    case .retry:
        return state.retry()
    case .retryAnew:
        return state.retryAnew()
    case .askAgain:
        return state.askAgain()
    case .stop:
        if let turn = state.activeScreen.awaitedTurn { return [.cancelTurn(turn)] }
        guard let turn = state.activeTab.lastTurn, turn.isRunning else { return [] }
        guard !state.activeTab.isElsewhere else {
            state.notice = Notice(.information, "Another lexi asked this, and can stop it.")
            return []
        }
        return [.cancelTurn(turn.id)]
    case .takeBackQueued:
        state.takeBackQueued()
        return []
    case .resume(let kept, let front, let closed):
        state.resume(kept, front: front, closed: closed)
        return []
    case .openKept(let kept):
        state.open(kept: kept)
        return []
    case .reopenTab:
        state.reopenTab()
        return []
    case .continueCopy:
        state.continueCopy()
        return []
    case .readingJournal(let id):
        if let place = state.screens.firstIndex(where: { $0.id == id }) {
            state.screens[place].journal = .reading
        }
        return []
    case .restore(let drafts):
        state.restore(drafts)
        return []
    case .history(let step):
        state.reduceHistory(step)
        return []
    case .select(let selection):
        state.select(selection)
        return []
    case .tools(let action):
        state.reduceTools(action)
        return []
    case .foldThinking(let turn, let isFolded):
        state.activeScreen.thinkingFolds[turn] = isFolded
        return []
    case .cycleThinking:
        state.activeScreen.thinkingFolds = [:]
        let modes = ThinkingMode.allCases
        let index = modes.firstIndex(of: state.thinkingMode)!
        state.thinkingMode = modes[(index + 1) % modes.count]
        state.notice = Notice(.information, "Thinking: \(state.thinkingMode.rawValue)")
        return []
    case .setThinking(let mode):
        state.activeScreen.thinkingFolds = [:]
        state.thinkingMode = mode
        return []
    case .openHelp:
        state.overlay = .help
        return []
    case .openLeader:
        state.overlay = .leader
        return []
    case .openContext:
        let tab = state.activeTab
        state.overlay = .context(ContextEditor(context: tab.context, allowTools: tab.allowTools))
        return []
    case .openThemes(let names, let current):
        state.openThemes(names, current: current)
        return []
    case .moveThemeSelection(let step):
        state.moveThemeSelection(step)
        return []
    case .openStep:
        if case .step = state.activeTab.selection { state.overlay = .step }
        return []
    case .openCopy(let menu):
        state.overlay = .copy(menu)
        return []
    case .moveCopy(let steps):
        state.moveCopyMenu(steps)
        return []
    case .signIn(let action):
        return state.reduceSignIn(action)
    case .closeOverlay:
        state.overlay = nil
        return []
    case .palette(let step):
        state.reducePalette(step)
        return []
    case .conversations(let step):
        state.reduceConversations(step)
        return []
    case .contextEditor(let edit):
        state.reduceContextEditor(edit)
        return []
    case .setContext(let context, _) where context.hasKey:
        state.notice = Notice(.warning, AppState.keyIsNoName)
        return []
    case .setContext(let context, let allowTools):
        state.activeScreen.context = context
        state.activeScreen.allowTools = allowTools
        state.tabsRevision += 1
        return []
    case .setKeys(let keys):
        state.keys = keys
        return []
    case .replay(let replay):
        state.replay = replay
        return []
    case .notify(let notice):
        state.notice = notice
        return []
    case .dismissNotice:
        state.notice = nil
        return []
    }
}
