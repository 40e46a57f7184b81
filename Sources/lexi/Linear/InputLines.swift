#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Standard input, line by line.
struct InputLines {
    /// A line that is longer ends here; no message is.
    private static let longestLine = 64 << 20

    private var bytes: [UInt8] = []
    /// Bytes at the start of which it is known that none ends a line.
    private var searched = 0
    private(set) var isAtEnd = false
    /// Lines and bytes before the next one, for who is to find what is wrong in it.
    private var taken = (lines: 0, bytes: 0)

    /// Reads what there is; blocks when there is nothing.
    mutating func fill() {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(0, &buffer, buffer.count)
        if count > 0 {
            bytes += buffer[..<count]
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
            isAtEnd = true
        }
    }

    /// The next line without its end; what stands behind the last end counts as one when there is
    /// no more to come.
    ///
    /// - Throws: Why the line is no text, and goes on behind it.
    mutating func next() throws(InputText.NotUTF8) -> String? {
        let end = bytes[searched...].firstIndex(of: 0x0A)
        searched = end ?? bytes.count
        guard end != nil || isAtEnd || bytes.count >= Self.longestLine, !bytes.isEmpty else {
            return nil
        }
        var line = bytes[..<searched]
        if line.last == 0x0D { line.removeLast() }
        let before = taken
        let found = Array(line)
        let count = min(bytes.count, searched + 1)
        bytes.removeFirst(count)
        searched = 0
        taken = (before.lines + 1, before.bytes + count)
        do throws(InputText.NotUTF8) {
            let text = try InputText.read(found)
            // Only what begins the whole input is a mark.
            return before.bytes > 0 && found.starts(with: InputText.mark) ? "\u{FEFF}" + text : text
        } catch {
            throw InputText.NotUTF8(byte: before.bytes + error.byte, line: before.lines + 1)
        }
    }
}

/// Lines that make one message: with a backslash at the end, the next belongs to it.
struct LineJoiner {
    private var before: String?

    /// Whether the next line goes on with a message.
    var isOpen: Bool { before != nil }

    /// Takes a line, or several that came as one, and gives the text that they complete.
    mutating func take(_ lines: [String]) -> String? {
        var text = before ?? ""
        var hasLine = before != nil
        before = nil
        var isOpen = false
        for line in lines {
            if hasLine { text += "\n" }
            hasLine = true
            // Two at the end are one that is meant.
            isOpen = line.hasSuffix("\\") && !line.hasSuffix("\\\\")
            text += line.hasSuffix("\\") ? String(line.dropLast()) : line
        }
        guard isOpen else { return text }
        before = text
        return nil
    }

    /// What is left when no more comes.
    mutating func finish() -> String? {
        defer { before = nil }
        return before
    }
}
