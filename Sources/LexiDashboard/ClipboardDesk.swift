import LexiSession
public import LexiState

/// Takes copies where the terminal's control sequence would not arrive, in its own time.
public protocol ClipboardDesk: AnyObject {
    /// Begins to copy, and returns at once. Wakes the screen when it is done.
    func copy(_ item: CopyItem)
    /// What came of copies since the last call, in their order.
    func takeOutcomes() -> [(CopyItem, ClipboardHandling)]
}

/// What a ``ClipboardDesk`` made of a copy.
public enum ClipboardHandling: Sendable, Hashable {
    /// tmux has it and sends it to the terminal's clipboard.
    case sent
    /// tmux has it and keeps it: its user has switched the clipboard off.
    case kept
    /// tmux has it, and there is no terminal to send it to: nobody is attached.
    case unattended
    /// tmux has it, and the terminal around it has no clipboard that it knows of.
    case unreachable
    /// tmux did not take it.
    case unanswered
}
