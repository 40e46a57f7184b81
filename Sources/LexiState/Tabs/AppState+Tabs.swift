import LexiAPI

extension AppState {
    mutating func reduceTabs(_ action: Action) -> [Effect] {
        notice = nil
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

    private mutating func addTab() {
        guard tabs.count < Self.maximumTabs else {
            notice = Notice(.warning, "\(Self.maximumTabs) tabs are open; close one first.")
            return
        }
        tabs.append(
            Tab(id: TabID(nextTab), context: initialContext, allowTools: initialAllowTools))
        nextTab += 1
        show(tabs.count - 1)
    }

    private mutating func show(_ index: Int) {
        activeIndex = index
        tabs[index].hasUnseenEnd = false
    }

    /// Closing the last tab leaves a new, empty one.
    private mutating func closeActiveTab() -> [Effect] {
        let closed = tabs.remove(at: activeIndex)
        if tabs.isEmpty { addTab() }
        show(min(activeIndex, tabs.count - 1))
        guard let turn = closed.lastTurn, turn.isRunning else { return [] }
        return [.cancelTurn(turn.id)]
    }
}
