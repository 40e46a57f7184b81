import LexiState

/// What the keys do, as far as it makes sense to choose it from a list.
struct ActionSource: PaletteSource {
    func items(_ context: PaletteContext) -> [PaletteItem] { Self.items }

    /// The same as long as the program runs.
    private static let items: [PaletteItem] = bindings.map { binding in
        PaletteItem(
            .action, binding.name, binding.help, keys: KeyNames.of(action: binding.name),
            .action(binding.name))
    }

    private static let bindings: [KeyBinding] = {
        var names: Set<String> = []
        let bindings = KeyTable.bindings.filter {
            isListed($0) && names.insert($0.name).inserted
        }
        let ranks = Dictionary(
            leading.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return bindings.enumerated().sorted { left, right in
            (ranks[left.element.name] ?? leading.count, left.offset)
                < (ranks[right.element.name] ?? leading.count, right.offset)
        }.map(\.element)
    }()

    /// The most useful ones, which lead the list.
    private static let leading = [
        "new-tab", "context", "retry", "stop", "search", "copy", "copy-menu", "export", "themes",
        "help", "history", "editor", "close-tab", "next-tab", "previous-tab", "zoom", "thinking",
        "filter", "totals", "detail", "quit",
    ]

    /// Moving about and editing are for keys.
    private static func isListed(_ binding: KeyBinding) -> Bool {
        switch binding.scope {
        case .anywhere: !binding.name.hasPrefix("tab-") && !unlisted.contains(binding.name)
        case .message: writing.contains(binding.name)
        case .panes, .conversation, .tools, .thinking: !unlisted.contains(binding.name)
        default: false
        }
    }

    private static let unlisted: Set<String> = [
        "interrupt", "focus-next", "focus-previous", "page-up", "page-down", "scroll-up",
        "scroll-down", "half-page-up", "half-page-down", "next-step", "previous-step",
        "next-thought", "previous-thought", "palette", "command-line",
    ]

    /// Of the message's keys those that do more than edit it.
    private static let writing: Set<String> = ["send", "history", "unfold-paste"]
}

/// The keys of actions as people read them.
enum KeyNames {
    static func of(action name: String) -> String {
        var keys: [String] = []
        for binding in KeyTable.bindings where binding.name == name {
            if !keys.contains(binding.keyNames) { keys.append(binding.keyNames) }
        }
        return keys.joined(separator: ", ")
    }
}
