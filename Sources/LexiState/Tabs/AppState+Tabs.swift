import LexiAPI

extension AppState {
    mutating func reduceTabs(_ action: Action) -> [Effect] {
        notice = nil
        historySearch = nil
        switch action {
        case .newTab:
            addTab()
        case .selectTab(let index):
            if tabs.indices.contains(index) {
                show(index)
            } else {
                notice = Notice(.information, "There is no tab \(index + 1).")
            }
        case .selectNextTab:
            show((activeIndex + 1) % tabs.count)
        case .selectPreviousTab:
            show((activeIndex + tabs.count - 1) % tabs.count)
        case .closeTab:
            return closeActiveTab()
        default:
            break
        }
        return []
    }

    mutating func addTab() {
        guard tabs.count < Self.maximumTabs else {
            notice = Notice(.warning, "\(Self.maximumTabs) tabs are open; close one first.")
            return
        }
        tabs.append(
            Tab(id: TabID(nextTab), context: initialContext, allowTools: initialAllowTools))
        nextTab += 1
        show(tabs.count - 1)
    }

    /// What was cut in one tab can be put into another.
    private mutating func show(_ index: Int) {
        tabs[index].composer.killRing = activeTab.composer.killRing
        activeIndex = index
        seeActiveTab()
    }

    mutating func setWindowFocus(_ hasFocus: Bool) {
        hasWindowFocus = hasFocus
        seeActiveTab()
    }

    /// What is shown is seen only while somebody looks.
    private mutating func seeActiveTab() {
        if hasWindowFocus { activeTab.hasUnseenEnd = false }
    }

    /// Whether a tab is in front of somebody's eyes.
    public func isLookedAt(_ index: Int) -> Bool { index == activeIndex && hasWindowFocus }

    /// Closing the last tab leaves a new, empty one.
    private mutating func closeActiveTab() -> [Effect] {
        let closed = tabs.remove(at: activeIndex)
        let index = min(activeIndex, tabs.count - 1)
        activeIndex = max(0, index)
        if tabs.isEmpty { addTab() }
        show(activeIndex)
        activeTab.composer.killRing = closed.composer.killRing
        keepDraft(of: closed)
        guard let turn = closed.lastTurn, turn.isRunning else { return [] }
        return [.cancelTurn(turn.id)]
    }
}
