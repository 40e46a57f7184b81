import LexiSession
public import LexiState

extension Keymap {
    /// All keys by where they have their meaning; those places first where a key that is pressed
    /// now is looked for.
    package func help(from focused: KeyScope) -> [HelpEntry] {
        var order: [KeyScope] = []
        var scope: KeyScope? = focused
        while let current = scope {
            order.append(current)
            scope = current.wider
        }
        order += KeyScope.allCases.filter { !order.contains($0) }
        return order.flatMap { help(in: $0) } + Self.outside
    }

    /// The keys that the screen names.
    public var hints: KeyHints {
        var hints = KeyHints()
        for hint in KeyHint.allCases { hints.set(hint, plainKeys(of: hint.rawValue)) }
        return hints
    }

    /// Where what the help does not say is found.
    private static let outside = [
        (
            "lexi keys",
            "All actions with their names, by which [keys] in the settings file gives them "
                + "other keys"
        ),
        (
            "lexi config init",
            "Writes a settings file with everything in it, explained: theme, keys, "
                + "profiles; --print shows it"
        ),
        ("lexi config check", "Names what is wrong in the settings file"),
        ("lexi doctor", "Looks at the terminal, the settings and the way to the API"),
    ].map { HelpEntry(section: "In the shell", keys: $0.0, text: $0.1) }

    /// The keys of one place. Actions without a key are left out.
    public func help(in scope: KeyScope) -> [HelpEntry] {
        var entries: [HelpEntry] = []
        let tabs = tabsInOne
        for action in ActionTable.actions where action.scope == scope {
            var keys = text(action)
            var help = action.help
            if case .selectTab(let index) = action.command, let tabs {
                guard index == 0 else { continue }
                keys = tabs
                help = "Go to a tab"
            }
            guard !keys.isEmpty else { continue }
            entries.append(HelpEntry(section: scope.rawValue, keys: keys, text: help))
        }
        return entries
    }

    /// What follows the leader, in the order of the table; what only moves comes last.
    package var helpAfterLeader: [HelpEntry] {
        var entries: [HelpEntry] = []
        var hasTabs = false
        func moves(_ action: DashboardAction) -> Bool {
            action.command.scroll != nil
        }
        let listed =
            afterLeader.filter { !moves($0.action) } + afterLeader.filter { moves($0.action) }
        for (key, action) in listed {
            if case .selectTab = action.command, tabsInOne != nil {
                if !hasTabs { entries.append(HelpEntry(section: "", keys: "1…9", text: "tab-1…9")) }
                hasTabs = true
            } else {
                entries.append(HelpEntry(section: "", keys: key, text: action.name))
            }
        }
        return entries
    }

    /// The keys of all tabs in one, as long as nobody has changed them.
    private var tabsInOne: String? {
        let tabs = ActionTable.actions.filter {
            if case .selectTab = $0.command { true } else { false }
        }
        guard tabs.allSatisfy({ has($0.keys, $0) }) else { return nil }
        return "Alt+1…9" + (leader.map { ", \(KeyName.text($0)) 1…9" } ?? "")
    }
}
