#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Terminal {
    /// Has the terminal report the mouse, or no longer. It stays so when the terminal is lent or
    /// the program is suspended, for when it comes back.
    ///
    /// - Returns: `false`, with nothing changed, on terminals of old that know no such mode.
    public func setMouse(_ isOn: Bool) -> Bool {
        guard capabilities.hasPrivateModes else { return false }
        guard isOn != isMouseOn else { return true }
        isMouseOn = isOn
        if hasScreen { send(isOn ? TerminalStrings.mouseOn : TerminalStrings.mouseOff) }
        return true
    }

    /// Gives up the reports for whoever has the terminal next; those that have come and were not
    /// read would be typed into a shell.
    func dropMouse() {
        send(TerminalStrings.mouseOff)
        tcflush(input, TCIFLUSH)
    }
}
