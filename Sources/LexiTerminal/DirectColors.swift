import CNcurses

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Direct colours on terminals whose type tells of 256.
///
/// Curses knows colours by terminfo alone, and most terminals that show any colour call themselves
/// `xterm-256color`. So it is given a description of the same terminal that sets colours by their
/// red, green and blue: as text in TERMINFO, which needs neither `tic` nor a folder to write to.
public enum DirectColors {
    /// Whether a terminal says that it has them (the convention of COLORTERM).
    public static func areTold(colorTerm: String?) -> Bool {
        colorTerm == "truecolor" || colorTerm == "24bit"
    }

    /// Calls `body` while terminfo describes a type with direct colours.
    ///
    /// - Returns: `nil`, with nothing called, where the type has not 256 colours; else what `body`
    ///   answered.
    static func offered<Result>(
        type: String, output: Int32, _ body: () -> Result
    ) -> Result? {
        guard let entry = TerminfoEntry(type: type, output: output)?.withDirectColors() else {
            return nil
        }
        let before = getenv("TERMINFO").map { String(cString: $0) }
        // Only for as long as it is read: programs that are started later have their own needs.
        setenv("TERMINFO", "hex:" + Self.hexadecimal(entry.compiled(name: type)), 1)
        defer {
            if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") }
        }
        return body()
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
