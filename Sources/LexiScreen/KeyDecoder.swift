#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Turns the bytes a terminal sends into key presses and pastes.
///
/// A pure value: the owner reads the terminal and feeds what it got, cut anywhere. The keys do not
/// depend on where the bytes were cut, save that a paste comes in one part a feed and that an Esc
/// with nothing behind it is only known to be the Esc key once time has passed (``isWaiting``).
///
/// Whatever a terminal says that is not a key (late answers to queries but that for its background,
/// mouse reports of other forms than SGR, unknown sequences) is swallowed whole and never taken
/// for typed text.
public struct KeyDecoder: Sendable {
    /// What the next byte belongs to.
    enum State: Sendable {
        /// Keys. Leaves for any of the others by what an Esc introduces.
        case keys
        /// Text after a paste start mark, until the end mark.
        case paste
        /// An OSC, DCS or APC string, until BEL, ST, or a control that no string holds.
        case string
        /// A control sequence too long to mean anything, until its final byte.
        case overlongSequence
    }

    var state = State.keys
    /// The beginning of something whose end has not arrived, at most ``longestSequence`` bytes.
    var pending: [UInt8] = []
    private var pasted = PastedText()
    /// What an operating system command holds so far, as much as an answer may; empty for other
    /// strings.
    private var command: [UInt8]?
    private let terminalKeys: TerminalKeys

    /// No answer that is read is longer.
    private static let longestAnswer = 64
    /// Longer control sequences are skipped without being kept.
    static let longestSequence = 128

    /// - Parameter terminfoKeys: The sequences terminfo lists for this terminal's keys. Those of
    ///   xterm, rxvt, the Linux console and their relatives are known without it; those that do
    ///   not begin with Esc are ignored.
    public init(terminfoKeys: [[UInt8]: Key] = [:]) {
        terminalKeys = TerminalKeys(
            terminfoKeys.filter { sequence, key in
                guard sequence.count > 1, sequence[0] == 0x1B else { return false }
                var known = KeyDecoder(terminalKeys: TerminalKeys([:]))
                return sequence.withUnsafeBufferPointer { known.feed($0) } != [key]
            })
    }

    private init(terminalKeys: TerminalKeys) { self.terminalKeys = terminalKeys }

    /// Whether the last bytes may be a key of their own or the beginning of a longer one, such as
    /// a lone Esc. If nothing follows within some 25 ms, call ``flush()``.
    ///
    /// `false` while the rest of something unmistakable is on its way, however slowly.
    public var isWaiting: Bool {
        switch state {
        case .keys: isAmbiguous
        case .string: !pending.isEmpty
        case .paste, .overlongSequence: false
        }
    }

    /// Decodes the next bytes.
    ///
    /// - Returns: The keys that are certain now, in order.
    public mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) -> [Key] {
        var keys: [Key] = []
        if pending.isEmpty {
            decode(bytes, into: &keys)
        } else {
            var joined = pending
            joined.append(contentsOf: bytes)
            pending.removeAll(keepingCapacity: true)
            joined.withUnsafeBufferPointer { decode($0, into: &keys) }
        }
        return keys
    }

    /// Says that nothing followed in time: settles what ``isWaiting`` was about.
    ///
    /// - Returns: A lone Esc as ``Key/escape``, Esc with an introducer as Alt with that character.
    public mutating func flush() -> [Key] {
        guard isWaiting else { return [] }
        let bytes = pending
        pending = []
        if state == .string {
            state = .keys
            return []
        }
        var keys: [Key] = []
        var rest = bytes[...]
        while rest.count > 1, rest[rest.startIndex + 1] == 0x1B {
            keys.append(.escape)
            rest = rest.dropFirst()
        }
        switch rest.count {
        case 1: keys.append(.escape)
        case 2: keys.append(.alt(Character(Unicode.Scalar(rest[rest.startIndex + 1]))))
        default: break
        }
        return keys
    }

    private var isAmbiguous: Bool {
        guard pending.first == 0x1B else { return false }
        if terminalKeys.hasKey(beginningWith: pending) { return true }
        let rest = pending.drop(while: { $0 == 0x1B })
        switch rest.count {
        case 0: return true
        // Esc and the first byte of a longer character: the others are sure to come.
        case 1: return rest.first! < 0x80
        default: return rest.starts(with: [0x5B, 0x4D])
        }
    }

    private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>, into keys: inout [Key]) {
        var index = 0
        while index < bytes.count {
            let rest = UnsafeBufferPointer(rebasing: bytes[index...])
            let used: Int
            switch state {
            case .keys:
                used = decodeKey(rest, into: &keys)
            case .paste:
                let (length, isEnd) = pasted.take(rest)
                used = length
                if isEnd {
                    keys.append(.paste(pasted.finish(), isLast: true))
                    state = .keys
                }
            case .string:
                used = takeString(rest, into: &keys)
            case .overlongSequence:
                used = skipSequence(rest)
            }
            if used == 0, isIncomplete {
                isIncomplete = false
                keep(rest)
                break
            }
            index += used
        }
        if state == .paste {
            let part = pasted.drain()
            if !part.isEmpty { keys.append(.paste(part, isLast: false)) }
        }
    }

    /// Set by a step that used nothing because the end is missing; a step that used nothing
    /// otherwise has changed the state.
    private var isIncomplete = false

    private mutating func keep(_ rest: UnsafeBufferPointer<UInt8>) {
        if rest.count > Self.longestSequence {
            state = .overlongSequence
        } else {
            pending.append(contentsOf: rest)
        }
    }

    private mutating func needsMore() -> Int {
        isIncomplete = true
        return 0
    }

    private mutating func decodeKey(
        _ bytes: UnsafeBufferPointer<UInt8>, into keys: inout [Key]
    ) -> Int {
        let first = bytes[0]
        if first == 0x1B { return decodeEscape(bytes, into: &keys) }
        if first < 0x80 {
            keys.append(Self.key(ascii: first))
            return 1
        }
        switch UTF8Step(bytes) {
        case .incomplete: return needsMore()
        case .invalid(let length):
            keys.append(.character("\u{FFFD}"))
            return length
        case .scalar(let scalar, let length):
            // C1 controls have no key.
            if scalar.value >= 0xA0 { keys.append(.character(Character(scalar))) }
            return length
        }
    }

    private static func key(ascii byte: UInt8) -> Key {
        switch byte {
        case 0x08, 0x7F: .backspace
        case 0x09: .tab
        case 0x0D: .enter
        case 0x01...0x1A: .control(Character(Unicode.Scalar(byte + 0x60)))
        case 0x00, 0x1C...0x1F: .control(Character(Unicode.Scalar(byte + 0x40)))
        default: .character(Character(Unicode.Scalar(byte)))
        }
    }

    private mutating func decodeEscape(
        _ bytes: UnsafeBufferPointer<UInt8>, into keys: inout [Key]
    ) -> Int {
        switch terminalKeys.match(bytes) {
        case .key(let key, let length):
            keys.append(key)
            return length
        case .incomplete: return needsMore()
        case nil: break
        }
        guard bytes.count > 1 else { return needsMore() }
        let sequence: EscapeSequence
        if bytes[1] == 0x1B {
            guard bytes.count > 2 else { return needsMore() }
            // rxvt and PuTTY send Alt with a cursor key as Esc before its sequence.
            sequence = EscapeSequence(UnsafeBufferPointer(rebasing: bytes[1...]))
            switch sequence {
            case .key(.special(let special, let modifiers), let length):
                keys.append(.special(special, modifiers.union(.alt)))
                return 1 + length
            case .incomplete where bytes[2] == 0x5B || bytes[2] == 0x4F: return needsMore()
            default:
                keys.append(.escape)
                return 1
            }
        }
        switch EscapeSequence(bytes) {
        case .incomplete: return needsMore()
        case .key(let key, let length):
            keys.append(key)
            return length
        case .nothing(let length): return length
        case .pasteStart(let length):
            state = .paste
            return length
        case .stringStart(let length):
            state = .string
            command = bytes[1] == 0x5D ? [] : nil
            return length
        case .escapeKey:
            keys.append(.escape)
            return 1
        }
    }

    private mutating func takeString(
        _ bytes: UnsafeBufferPointer<UInt8>, into keys: inout [Key]
    ) -> Int {
        for index in 0..<bytes.count where bytes[index] < 0x20 {
            keepCommand(UnsafeBufferPointer(rebasing: bytes[..<index]))
            if bytes[index] == 0x1B {
                guard index + 1 < bytes.count else {
                    pending = [0x1B]
                    return bytes.count
                }
                state = .keys
                guard bytes[index + 1] == 0x5C else { return index }
                finishCommand(into: &keys)
                return index + 2
            }
            // BEL ends a string. No answer holds any other control: the string was cut short,
            // and whoever sits there typing must be heard again.
            state = .keys
            guard bytes[index] == 0x07 else { return index }
            finishCommand(into: &keys)
            return index + 1
        }
        keepCommand(bytes)
        return bytes.count
    }

    private mutating func keepCommand(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let count = command?.count else { return }
        // One byte too many tells an answer that was cut from a whole one.
        command?.append(contentsOf: bytes.prefix(Self.longestAnswer + 1 - count))
    }

    private mutating func finishCommand(into keys: inout [Key]) {
        defer { command = nil }
        guard let command, command.count <= Self.longestAnswer,
            let background = BackgroundColor(answer: command)
        else { return }
        keys.append(.background(background))
    }

    private mutating func skipSequence(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        for index in 0..<bytes.count where !(0x20...0x3F).contains(bytes[index]) {
            state = .keys
            return (0x40...0x7E).contains(bytes[index]) ? index + 1 : index
        }
        return bytes.count
    }
}
