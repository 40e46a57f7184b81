#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension StandardStream {
    /// Whether a terminal is at the other end.
    var isTerminal: Bool { isatty(rawValue) == 1 }

    /// The terminal's columns; `nil` for a file or a pipe, and for a terminal that does not say.
    var columns: Int? {
        var size = winsize()
        guard isTerminal, ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }
}
