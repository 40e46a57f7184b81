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

    /// What the terminal that it would send a copy to can do with it.
    enum Reach {
        case clipboard
        /// tmux knows of no way into its clipboard.
        case terminalAlone
        /// No terminal is attached.
        case unattended
    }

    /// - Returns: `nil` when it does not answer.
    static func reach() -> Reach? {
        guard let answer = answer("display-message", "-p", "#{client_name} #{client_termfeatures}")
        else { return nil }
        let words = answer.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = words.first, !name.isEmpty else { return .unattended }
        let features = words.dropFirst().joined().split(separator: ",")
        return features.contains("clipboard") || hasClipboardSequence(String(name))
            ? .clipboard : .terminalAlone
    }

    /// Whether the user has told tmux how that terminal's clipboard is set, by its option
    /// `terminal-overrides`: that makes no feature of it.
    private static func hasClipboardSequence(_ client: String) -> Bool {
        guard let text = text("show-messages", "-T") else { return false }
        var isOfClient = false
        for line in text.split(separator: "\n") {
            if line.hasPrefix("Terminal ") {
                isOfClient = line.contains(" for \(client), ")
            } else if isOfClient, line.contains(": Ms: ") {
                return !line.hasSuffix("[missing]")
            }
        }
        return false
    }

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
        text(arguments).map { $0.filter { !$0.isNewline } }
    }

    private static func text(_ arguments: String...) -> String? { text(arguments) }

    private static func text(_ arguments: [String]) -> String? {
        ProgramRun(command: ["tmux"] + arguments, limit: limit).run()
    }
}
