/// What keys do to how the tools and thoughts of a tab are looked at.
public enum ToolsAction: Sendable, Hashable {
    case openFilter
    case editFilter(Composer.Edit)
    /// Gives the keys back, and keeps the filter.
    case acceptFilter
    /// Gives the keys back, and shows all steps.
    case clearFilter
    case toggleTotals
}

extension AppState {
    mutating func reduceTools(_ action: ToolsAction) {
        switch action {
        case .openFilter:
            activeTab.tools.showsTotals = false
            activeTab.tools.isFiltering = true
        case .editFilter(let edit): activeTab.tools.filter.apply(edit.onOneLine)
        case .acceptFilter: activeTab.tools.isFiltering = false
        case .clearFilter:
            activeTab.tools.isFiltering = false
            activeTab.tools.filter = Composer()
        case .toggleTotals: activeTab.tools.showsTotals.toggle()
        }
    }
}
