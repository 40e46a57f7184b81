/// Ends the terminal's wait from any thread.
public struct Waker: Sendable {
    let pipe: WakePipe

    /// Makes the wait under way, or else the next one, report ``TerminalEvent/woken``. Calls
    /// before that are one.
    ///
    /// What was written before the call is seen by whoever was woken by it. Costs a system call
    /// for the first of the calls only; never blocks.
    public func wake() { pipe.wake() }
}
