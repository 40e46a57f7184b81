/// Something that can be copied: a whole text of the model, never what a screen made of it.
public struct CopyItem: Sendable, Hashable {
    /// What it is, in words that follow `Copied`: `the answer`, `code block 2`.
    public var name: String
    /// Sanitised text.
    public var text: String

    public init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }

    /// The size as people count, in characters.
    public var characterCount: Int { text.count }
}

/// The list of what can be copied, with the one that is chosen.
public struct CopyMenu: Sendable, Hashable {
    public let items: [CopyItem]
    public internal(set) var selectedIndex = 0

    /// - Parameter items: Not empty.
    public init(_ items: [CopyItem]) { self.items = items }

    public var selected: CopyItem { items[selectedIndex] }

    mutating func move(_ steps: Int) {
        selectedIndex = min(max(0, selectedIndex + steps), items.count - 1)
    }
}

extension AppState {
    mutating func moveCopyMenu(_ steps: Int) {
        guard case .copy(var menu) = overlay else { return }
        menu.move(steps)
        overlay = .copy(menu)
    }
}
