#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Asks a terminal what it can do, without taking the screen.
public enum TerminalProbe {
    /// Asks on a terminal's descriptors, and leaves the terminal as it was.
    ///
    /// - Parameters:
    ///   - graphemes: Texts whose width is measured; they are shown for a moment.
    ///   - limit: How long is waited for the answers. A terminal that answers ends the wait.
    /// - Returns: `nil` when there is no terminal to ask.
    public static func ask(
        input: Int32 = 0, output: Int32 = 1, graphemes: [String], limit: Duration
    ) -> TerminalReplies? {
        guard isatty(input) == 1, isatty(output) == 1 else { return nil }
        var settings = termios()
        guard tcgetattr(input, &settings) == 0 else { return nil }
        var raw = settings
        cfmakeraw(&raw)
        guard tcsetattr(input, TCSAFLUSH, &raw) == 0 else { return nil }
        // What comes too late is thrown away with what was typed meanwhile.
        defer { tcsetattr(input, TCSAFLUSH, &settings) }
        var replies = TerminalReplies(graphemes: graphemes)
        let deadline = ContinuousClock.now + limit
        guard send(replies.question, to: output, until: deadline) else { return replies }
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !replies.isComplete {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { break }
            var source = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
            let ready = poll(&source, 1, Int32(left / .milliseconds(1)) + 1)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { break }
            let count = read(input, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            replies.feed(buffer[..<count])
        }
        _ = send(replies.farewell, to: output, until: .now + limit)
        return replies
    }

    /// Never waits for a terminal that nobody reads: one that is ready has room for a byte.
    private static func send(
        _ bytes: [UInt8], to output: Int32, until deadline: ContinuousClock.Instant
    ) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let left = max(.zero, ContinuousClock.now.duration(to: deadline))
            var sink = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
            let ready = poll(&sink, 1, Int32(left / .milliseconds(1)) + 1)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return false }
            let count = rest.withUnsafeBytes { write(output, $0.baseAddress, 1) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

/// What a terminal answered.
public struct TerminalReplies: Sendable {
    /// A mode as the terminal reports it (DECRPM).
    public enum Mode: Int, Sendable {
        case unknown = 0
        case on = 1
        case off = 2
        case alwaysOn = 3
        case alwaysOff = 4

        /// Whether it can be switched on.
        public var isAvailable: Bool { self == .on || self == .off || self == .alwaysOn }
    }

    /// The texts that were measured, and their columns; `nil` for those without an answer.
    public private(set) var widths: [(text: String, columns: Int?)]
    /// By the mode's number.
    public private(set) var modes: [Int: Mode] = [:]
    /// The background, as `rgb:1e1e/1e1e/1e1e`.
    public private(set) var background: String?
    /// The terminal's name and version (XTVERSION).
    public private(set) var version: String?
    /// What it is (DA1); 52 among them tells of OSC 52.
    public private(set) var attributes: [Int]?
    /// Whether a direct colour stayed what it was (DECRQSS); `nil` without an answer.
    public private(set) var hasDirectColor: Bool?

    private var reports = 0
    private var pending: [UInt8] = []

    public static let modeNumbers = [2004, 1004, 1006, 2026]

    /// - Parameter graphemes: What is measured.
    public init(graphemes: [String]) { widths = graphemes.map { ($0, nil) } }

    /// All has been asked before what is answered last.
    public var isComplete: Bool { attributes != nil }

    /// The bytes that ask.
    public var question: [UInt8] {
        var text = ""
        // Each is put at the beginning of the line, and where the cursor is then, is reported.
        for (grapheme, _) in widths { text += "\r\(grapheme)\u{1B}[6n" }
        text += "\r\u{1B}[K"
        for mode in Self.modeNumbers { text += "\u{1B}[?\(mode)$p" }
        text += "\u{1B}[48;2;1;2;3m\u{1B}P$qm\u{1B}\\\u{1B}[0m"
        text += "\u{1B}]11;?\u{1B}\\"
        text += "\u{1B}[>0q"
        // Every terminal answers this, and in order: then the others have been answered.
        text += "\u{1B}[c"
        return Array(text.utf8)
    }

    /// Wipes away what is left of the question on the line.
    var farewell: [UInt8] { Array("\u{1B}[0m\r\u{1B}[K".utf8) }

    /// Takes in bytes from the terminal; what is no answer is passed over.
    public mutating func feed(_ bytes: some Sequence<UInt8>) {
        pending += bytes
        while let start = pending.firstIndex(of: 0x1B), start + 1 < pending.count {
            let end: Int?
            switch pending[start + 1] {
            case UInt8(ascii: "["): end = controlEnd(from: start + 2)
            case UInt8(ascii: "P"), UInt8(ascii: "]"): end = stringEnd(from: start + 2)
            default: end = start + 2
            }
            guard let end else {
                // Nothing that is awaited is that long.
                if pending.count - start > 4096 { pending.removeAll() }
                return
            }
            take(String(decoding: pending[start + 1..<end], as: UTF8.self))
            pending.removeSubrange(..<end)
        }
    }

    private func controlEnd(from start: Int) -> Int? {
        pending[start...].firstIndex { 0x40...0x7E ~= $0 }.map { $0 + 1 }
    }

    private func stringEnd(from start: Int) -> Int? {
        for index in start..<pending.count {
            if pending[index] == 0x07 { return index + 1 }
            if pending[index] == 0x1B, index + 1 < pending.count { return index + 2 }
        }
        return nil
    }

    private mutating func take(_ reply: String) {
        let body = reply.dropFirst()
        if reply.hasPrefix("[?"), reply.hasSuffix("$y") {
            let numbers = Self.numbers(body.dropFirst().dropLast(2))
            if numbers.count == 2 { modes[numbers[0]] = Mode(rawValue: numbers[1]) ?? .unknown }
        } else if reply.hasPrefix("[?"), reply.hasSuffix("c") {
            attributes = Self.numbers(body.dropFirst().dropLast())
        } else if reply.hasPrefix("["), reply.hasSuffix("R") {
            let numbers = Self.numbers(body.dropLast())
            guard numbers.count == 2, reports < widths.count else { return }
            widths[reports].columns = max(0, numbers[1] - 1)
            reports += 1
        } else if reply.hasPrefix("]11;") {
            background = Self.plain(reply.dropFirst(4))
        } else if reply.hasPrefix("P>|") {
            version = Self.plain(reply.dropFirst(3))
        } else if reply.hasPrefix("P1$r") {
            hasDirectColor =
                reply.contains("1:2:3m") || reply.contains("1;2;3m")
                || reply.contains("2::1:2:3")
        }
    }

    private static func numbers(_ text: Substring) -> [Int] {
        // No terminal has a larger one to say; what says it is none.
        text.split(separator: ";").compactMap { UInt16($0).map(Int.init) }
    }

    /// Without the end of the string and whatever else could act on a terminal.
    private static func plain(_ text: Substring) -> String {
        String(
            text.unicodeScalars.filter { (0x20..<0x7F).contains($0.value) }.prefix(80).map(
                Character.init)
        )
        .replacing("\\", with: "")
    }
}
