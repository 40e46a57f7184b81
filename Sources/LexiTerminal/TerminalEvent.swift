public import LexiScreen

/// What ended a wait.
public enum TerminalEvent: Sendable, Hashable {
    /// Keys and pastes, in the order they were typed.
    case keys([Key])
    /// The terminal has another size; the next frame is drawn whole.
    case resized(Size)
    /// Somebody called ``Waker/wake()`` since the last wait, once or more often.
    case woken
    /// SIGINT or SIGTERM asks the program to end.
    case terminated(signal: Int32)
    /// The terminal is gone: its end of file, or SIGHUP. Reported once.
    case hungUp
    /// The program was stopped from outside and goes on; the next frame is drawn whole.
    case resumed
    /// SIGTSTP from outside asks for ``Terminal/suspend()``.
    case suspendRequested
}
