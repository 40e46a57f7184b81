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
            activeScreen.tools.showsTotals = false
            activeScreen.tools.isFiltering = true
        case .editFilter(let edit): activeScreen.tools.filter.apply(edit.onOneLine)
        case .acceptFilter: activeScreen.tools.isFiltering = false
        case .clearFilter:
            activeScreen.tools.isFiltering = false
            activeScreen.tools.filter = Composer()
        case .toggleTotals: activeScreen.tools.showsTotals.toggle()
        }
    }
}
