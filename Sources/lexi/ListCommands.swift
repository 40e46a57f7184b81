import ArgumentParser
import LexiDashboard
import LexiPanes

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "List the dashboard's keys.")

    @OptionGroup var globals: GlobalOptions

    func run() throws {
        var scope: KeyScope?
        for binding in KeyTable.bindings {
            if binding.scope != scope {
                StandardStream.output.say((scope == nil ? "" : "\n") + binding.scope.rawValue)
                scope = binding.scope
            }
            let keys = binding.keyNames.padding(to: 20)
            let name = binding.name.padding(to: 20)
            StandardStream.output.say("  \(keys) \(name) \(binding.help)")
        }
    }
}

struct ThemesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes", abstract: "List the themes that ship with lexi.",
        discussion: """
            Besides these there is auto, the default: dark or light, as the terminal's background \
            is. The terminal is asked for it; until it answers, or where it does not, COLORFGBG \
            counts, and without that a dark one is assumed.
            """)

    @OptionGroup var globals: GlobalOptions

    func run() throws {
        for name in ThemeLibrary.names { StandardStream.output.say(name) }
    }
}

extension String {
    fileprivate func padding(to count: Int) -> String {
        self + String(repeating: " ", count: max(0, count - self.count))
    }
}
