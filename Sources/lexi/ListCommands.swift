import ArgumentParser
import LexiDashboard

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

extension String {
    fileprivate func padding(to count: Int) -> String {
        self + String(repeating: " ", count: max(0, count - self.count))
    }
}
