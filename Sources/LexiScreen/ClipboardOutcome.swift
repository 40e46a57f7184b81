/// What came of asking the terminal to take a text into its clipboard.
public enum ClipboardOutcome: Sendable, Hashable {
    /// It was asked; terminals do not answer.
    case sent
    /// tmux was asked, which takes copies only where its own settings say so.
    case sentToTmux
    /// The text would take more than this many bytes in base64.
    case tooLong(limit: Int)
    /// The terminal is known to have none.
    case unsupported
}
