/// The list of themes, of which the selected one is shown at once.
public struct ThemePicker: Sendable, Hashable {
    public let names: [String]
    /// The theme that was in use when the list was opened.
    public let current: String
    public internal(set) var selectedIndex: Int

    /// - Parameter names: Not empty.
    init(names: [String], current: String) {
        self.names = names
        self.current = current
        selectedIndex = names.firstIndex(of: current) ?? 0
    }

    public var selected: String { names[selectedIndex] }
}

extension AppState {
    mutating func openThemes(_ names: [String], current: String) {
        guard !names.isEmpty else { return }
        overlay = .themes(ThemePicker(names: names, current: current))
    }

    /// Moves by a number of names, and stays within the list.
    mutating func moveThemeSelection(_ step: Int) {
        guard case .themes(var picker) = overlay else { return }
        let wanted = picker.selectedIndex.addingReportingOverflow(step).partialValue
        picker.selectedIndex = max(0, min(picker.names.count - 1, wanted))
        overlay = .themes(picker)
    }
}
