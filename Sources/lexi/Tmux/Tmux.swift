import LexiHome

/// The tmux that the program runs in, asked by its own command.
enum Tmux {
    /// What tmux does with the clipboard (its option `set-clipboard`).
    enum Clipboard: String {
        /// It takes copies from programs, and sends them to the terminal.
        case on
        /// It sends its own copies to the terminal, and drops those of programs. The default.
        case external
        /// It keeps its copies to itself.
        case off
    }

    private static let limit = Duration.milliseconds(500)

    /// Whether the program runs in one that can be asked, on this machine.
    static var isAround: Bool { ProcessEnvironment.value("TMUX")?.isEmpty == false }

    /// - Returns: `nil` when it does not answer.
    static func clipboard() -> Clipboard? {
        answer("show-options", "-sv", "set-clipboard").flatMap(Clipboard.init(rawValue:))
    }

    /// Whether the terminal around it gets direct colours as they are.
    static func hasDirectColors() -> Bool {
        answer("display-message", "-p", "#{client_termfeatures}")?
            .split(separator: ",").contains("RGB") == true
    }

    /// Whether a terminal is attached, to whose clipboard something can be sent.
    static var hasTerminal: Bool { answer("list-clients")?.isEmpty == false }

    /// Puts a text into a buffer of its own.
    ///
    /// - Parameter sends: Whether tmux sends it to the terminal's clipboard as well (since 3.2).
    /// - Returns: Whether it did.
    static func load(_ text: String, sends: Bool) -> Bool {
        ProgramRun(
            command: ["tmux", "load-buffer"] + (sends ? ["-w"] : []) + ["-"],
            input: Array(text.utf8), limit: limit
        ).run() != nil
    }

    private static func answer(_ arguments: String...) -> String? {
        ProgramRun(command: ["tmux"] + arguments, limit: limit).run().map {
            $0.filter { !$0.isNewline }
        }
    }
}
