/// Brings a command line into the order that the parser takes: the command first.
///
/// `lexi --profile work ask "…"` means `lexi ask "…" --profile work`.
struct CommandLineOrder {
    /// The names of the commands.
    let commands: [String]
    /// The options that take no value, so that what follows them may be a command.
    let flags: Set<String>

    enum Result: Equatable {
        case arguments([String])
        /// There is no command of this name.
        case unknownCommand(String)
    }

    func arrange(_ arguments: [String]) -> Result {
        var position = 0
        while position < arguments.count, arguments[position] != "--" {
            let argument = arguments[position]
            guard argument.hasPrefix("-") else {
                guard commands.contains(argument) else {
                    // Options without values are known only to their command, so only the first
                    // word of all is certain to be none of theirs.
                    return position == 0 ? .unknownCommand(argument) : .arguments(arguments)
                }
                return .arguments(move(arguments[..<position], behind: arguments[position...]))
            }
            position += flags.contains(argument) || argument.contains("=") ? 1 : 2
        }
        return .arguments(arguments)
    }

    private func move(
        _ options: ArraySlice<String>, behind command: ArraySlice<String>
    ) -> [String] {
        // Behind `--` everything is an argument.
        let end = command.firstIndex(of: "--") ?? command.endIndex
        return Array(command[..<end]) + Array(options) + Array(command[end...])
    }
}
