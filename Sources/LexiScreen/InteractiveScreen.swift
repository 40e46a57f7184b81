/// What a terminal reports to the run loop.
public enum TerminalEvent: Sendable, Hashable {
    /// Keys in the order they were pressed.
    case keys([Key])
    case resized(Size)
    /// Somebody called the waker: there is something to take or draw.
    case woken
    /// A signal asked the program to end in order.
    case terminated(signal: Int32)
    /// The terminal is gone.
    case hungUp
    /// The process was stopped and goes on; the screen must be drawn whole.
    case resumed
    /// A stop from outside (SIGTSTP): the run loop answers with ``InteractiveScreen/suspend()``.
    case suspendRequested
}

/// A screen with a keyboard: all that the run loop needs of a terminal.
public protocol InteractiveScreen: ScreenBackend {
    /// Blocks until something happens or the time is up, and returns it in order.
    ///
    /// - Parameter timeout: `nil` waits without end and sets no timer.
    func wait(timeout: Duration?) -> [TerminalEvent]

    /// Whether what was drawn before has not been taken yet: to draw now would be to wait.
    var isBusy: Bool { get }

    /// Gives the terminal back and stops the process; returns when it goes on.
    func suspend()

    /// Asks the terminal to put a sanitised text into its clipboard (OSC 52).
    func setClipboard(_ text: String) -> ClipboardOutcome

    /// Gives the terminal to another program while `body` runs, such as an editor.
    func lend(_ body: () -> Void)

    /// Rings the terminal's bell.
    func bell()

    /// Tells somebody who looks elsewhere.
    func alert(_ alert: Alert, by way: AlertWay)

    /// Has the terminal report clicks, drags and the wheel as ``Key/mouse(_:)``, or no longer.
    /// Text is then selected with the mouse only while a key such as Shift is held.
    ///
    /// - Returns: Whether the terminal can be asked; if not, nothing has changed.
    func setMouse(_ isOn: Bool) -> Bool
}

extension InteractiveScreen {
    public var isBusy: Bool { false }
}
