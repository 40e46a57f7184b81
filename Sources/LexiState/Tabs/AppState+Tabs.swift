import LexiAPI
import LexiSession

extension AppState {
    mutating func reduceTabs(_ action: Action) -> [Effect] {
        notice = nil
        historySearch = nil
        switch action {
        case .newTab:
            addTab()
        case .selectTab(let index):
            if screens.indices.contains(index) {
                show(index)
            } else {
                notice = Notice(.information, "There is no tab \(index + 1).")
            }
        case .selectNextTab:
            show((activeIndex + 1) % screens.count)
        case .selectPreviousTab:
            show((activeIndex + screens.count - 1) % screens.count)
        case .closeTab:
            return closeActiveTab()
        default:
            break
        }
        return []
    }

    mutating func addTab() {
        guard screens.count < Self.maximumTabs else {
            notice = Notice(.warning, "\(Self.maximumTabs) tabs are open; close one first.")
            return
        }
        screens.append(
            TabScreen(
                id: makeConversationID(), context: initialContext,
                allowTools: initialAllowTools))
        show(screens.count - 1)
    }

    /// What was cut in one tab can be put into another.
    private mutating func show(_ index: Int) {
        screens[index].composer.killRing = activeScreen.composer.killRing
        activeIndex = index
        tabsRevision += 1
        seeActiveTab()
    }

    mutating func setWindowFocus(_ hasFocus: Bool) {
        hasWindowFocus = hasFocus
        seeActiveTab()
    }

    /// What is shown is seen only while somebody looks.
    private mutating func seeActiveTab() {
        if hasWindowFocus { activeScreen.hasUnseenEnd = false }
    }

    /// Whether a tab is in front of somebody's eyes.
    public func isLookedAt(_ index: Int) -> Bool { index == activeIndex && hasWindowFocus }

    /// Closing the last tab leaves a new, empty one.
    private mutating func closeActiveTab() -> [Effect] {
        let closed = activeTab
        let place = activeIndex
        screens.remove(at: activeIndex)
        activeIndex = Swift.max(0, Swift.min(activeIndex, screens.count - 1))
        if screens.isEmpty { addTab() }
        show(activeIndex)
        activeScreen.composer.killRing = closed.composer.killRing
        keepDraft(of: closed)
        keep(closed: closed, place: place)
        var effects: [Effect] = []
        if let turn = closed.screen.awaitedTurn { effects.append(.cancelTurn(turn)) }
        if let turn = closed.lastTurn, turn.isRunning, !closed.isElsewhere {
            effects.append(.cancelTurn(turn.id))
        }
        if session[closed.id] != nil || closed.screen.awaitedTurn != nil {
            effects.append(.tell(.closed, of: closed.id))
        }
        return effects
    }
}
