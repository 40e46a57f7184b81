import ArgumentParser
import LexiDashboard
import LexiPanes

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "List the dashboard's keys as they are set.",
        discussion: """
            Each action has the name that the settings' [keys] call it by. A key is written as \
            Ctrl+N, Alt+Enter, F2, PgUp, G or Space; "Leader n" is the leader and then n.
            """)

    @OptionGroup var globals: GlobalOptions

    func run() throws {
        endProcess(
            CommandFailure.told { () throws(CommandFailure) in
                let keymap = try globals.settings().keymap
                let width = StandardStream.output.columns ?? 100
                for (index, scope) in KeyScope.allCases.enumerated() {
                    StandardStream.print((index == 0 ? "" : "\n") + scope.rawValue)
                    for action in ActionTable.actions where action.scope == scope {
                        say(action, keymap, width: width)
                    }
                }
                for warning in keymap.warnings { StandardStream.error.say("warning: \(warning)") }
            })
    }

    /// Keys and name, and the words behind them, which go on under their beginning.
    private func say(_ action: DashboardAction, _ keymap: Keymap, width: Int) {
        let keys = keymap.text(action)
        let head =
            "  " + (keys.isEmpty ? "no key" : keys).padded(to: 26) + " "
            + action.name.padded(to: 20)
            + " "
        var line = head
        for word in action.help.split(separator: " ") {
            if line.count > head.count, line.count + word.count > width {
                StandardStream.print(line)
                line = String(repeating: " ", count: head.count)
            }
            line += (line.count > head.count ? " " : "") + word
        }
        StandardStream.print(line)
    }
}

extension String {
    fileprivate func padded(to count: Int) -> String {
        self + String(repeating: " ", count: max(0, count - self.count))
    }
}
