import LexiAPI
public import LexiSession
public import LexiState

/// What lies at a cell of the screen.
public enum ScreenHit: Sendable, Hashable {
    case nothing
    /// By its index in ``AppState/tabs``.
    case tab(Int)
    case status(StatusItem)
    /// What there is to say, above the status bar.
    case notice
    case line(SplitLine)
    /// The nearest place in the message, in UTF-8 bytes.
    case message(byteOffset: Int)
    /// The line that tells what the next message is sent with.
    case context
    /// A step, a thought or a sentence.
    case item(PaneID, Selection)
    /// An address in the conversation.
    case link(String)
    case foldedThoughts(TurnID)
    /// What tells that there is more below.
    case more(PaneID)
    /// A pane where there is nothing in particular.
    case pane(PaneID)
    /// A line of what lies over the panes; `nil` for its border and below its last.
    case overlay(line: Int?)
    /// Beside what lies over the panes.
    case outside
}
