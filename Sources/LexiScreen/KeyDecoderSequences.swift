/// What an Esc and the bytes behind it mean (xterm's "Control Sequences", ECMA-48).
enum EscapeSequence: Equatable {
    case key(Key, length: Int)
    /// A whole sequence that is no key.
    case nothing(length: Int)
    case pasteStart(length: Int)
    case stringStart(length: Int)
    /// Nothing hangs on the Esc: it is the key.
    case escapeKey
    case incomplete

    /// - Parameter bytes: At least an Esc, which is not followed by another.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count > 1 else {
            self = .incomplete
            return
        }
        let introducer = bytes[1]
        let next: UInt8? = bytes.count > 2 ? bytes[2] : nil
        switch introducer {
        case 0x5B: self = .control(bytes)
        case 0x4F: self = .singleShift(bytes)
        case 0x5D:
            // An operating system command begins with its number, or xterm's L, l and I.
            self = .string(introducer, next) {
                (0x30...0x39).contains($0) || "LlI".utf8.contains($0)
            }
        case 0x50:
            self = .string(introducer, next) {
                (0x20...0x3F).contains($0) || "|{".utf8.contains($0)
            }
        case 0x5F:
            self = .string(introducer, next) { (0x20...0x7E).contains($0) }
        case 0x0A, 0x0D: self = .key(.altEnter, length: 2)
        case 0x08, 0x7F: self = .key(.altBackspace, length: 2)
        case 0x20...0x7E: self = .alt(introducer)
        case 0x80...:
            switch UTF8Step(UnsafeBufferPointer(rebasing: bytes[1...])) {
            case .incomplete: self = .incomplete
            case .scalar(let scalar, let length) where scalar.value >= 0xA0:
                self = .key(.alt(Character(scalar)), length: 1 + length)
            default: self = .escapeKey
            }
        default: self = .escapeKey
        }
    }

    private static func alt(_ byte: UInt8) -> EscapeSequence {
        .key(.alt(Character(Unicode.Scalar(byte))), length: 2)
    }

    /// Alt with `]`, `P` or `_` is typed too, so a string must begin as strings do.
    private static func string(
        _ introducer: UInt8, _ next: UInt8?, beginsWith isBeginning: (UInt8) -> Bool
    ) -> EscapeSequence {
        guard let next else { return .incomplete }
        return isBeginning(next) ? .stringStart(length: 2) : .alt(introducer)
    }

    // MARK: SS3

    private static func singleShift(_ bytes: UnsafeBufferPointer<UInt8>) -> EscapeSequence {
        var index = 2
        var modifiers = Key.Modifiers()
        while index < bytes.count, (0x30...0x39).contains(bytes[index]), index < 4 {
            modifiers = Key.Modifiers(parameter: Int(bytes[index]) - 0x30)
            index += 1
        }
        guard index < bytes.count else { return .incomplete }
        let final = bytes[index]
        let length = index + 1
        switch final {
        case 0x61...0x64:
            // rxvt: Ctrl with a cursor key.
            let key = Key.special(cursorKeys[final - 0x20]!, [.control])
            return .key(key, length: length)
        case 0x6A...0x79:
            // The keypad in application mode.
            return .key(.character(Character(Unicode.Scalar(final - 0x40))), length: length)
        case 0x58: return .key(.character("="), length: length)
        case 0x4D: return .key(.enter, length: length)
        case 0x40...0x7E:
            guard let special = cursorKeys[final] else { return .nothing(length: length) }
            return .key(.special(special, modifiers), length: length)
        default: return .alt(0x4F)
        }
    }

    // MARK: CSI

    private static func control(_ bytes: UnsafeBufferPointer<UInt8>) -> EscapeSequence {
        var index = 2
        if index < bytes.count, bytes[index] == 0x5B {
            // The Linux console's F1 to F5.
            guard bytes.count > 3 else { return .incomplete }
            guard (0x41...0x45).contains(bytes[3]) else { return .nothing(length: 3) }
            return .key(.special(.function(Int(bytes[3]) - 0x40), []), length: 4)
        }
        while index < bytes.count, (0x30...0x3F).contains(bytes[index]) { index += 1 }
        let parameters = UnsafeBufferPointer(rebasing: bytes[2..<index])
        if index < bytes.count, bytes[index] == 0x24, let number = Int(parameters),
            let special = numberedKeys[number]
        {
            // rxvt ends Shift with a numbered key in `$`, which elsewhere never ends a sequence.
            return .key(.special(special, [.shift]), length: index + 1)
        }
        let hasIntermediates = index < bytes.count && (0x20...0x2F).contains(bytes[index])
        while index < bytes.count, (0x20...0x2F).contains(bytes[index]) { index += 1 }
        guard index < bytes.count else { return .incomplete }
        let final = bytes[index]
        guard (0x40...0x7E).contains(final) else {
            // Cut short by another key; with nothing between it was Alt and a bracket.
            return index == 2 ? .alt(0x5B) : .nothing(length: index)
        }
        let length = index + 1
        if length > KeyDecoder.longestSequence { return .nothing(length: length) }
        if final == 0x4D, index == 2 {
            // A mouse report of old: three bytes of any value follow.
            return bytes.count < 6 ? .incomplete : .nothing(length: 6)
        }
        if !hasIntermediates, let event = MouseEvent(sgr: parameters, final: final) {
            return .key(.mouse(event), length: length)
        }
        // Answers to queries begin with `?`, `>` or `=`.
        if hasIntermediates || (0x3C...0x3F).contains(parameters.first ?? 0) {
            return .nothing(length: length)
        }
        return meaning(of: final, SequenceParameters(parameters), length: length)
    }

    private static func meaning(
        of final: UInt8, _ parameters: SequenceParameters, length: Int
    ) -> EscapeSequence {
        let modifiers = Key.Modifiers(parameter: parameters[1])
        var key: Key?
        switch final {
        case 0x41...0x48, 0x50...0x53:
            // `row;columnR` is a cursor position.
            if parameters[0] <= 1, let special = cursorKeys[final] {
                key = .special(special, modifiers)
            }
        case 0x5A: key = .backTab
        case 0x49: key = .focus(true)
        case 0x4F: key = .focus(false)
        case 0x61...0x64 where parameters.isEmpty:
            key = .special(cursorKeys[final - 0x20]!, [.shift])
        case 0x75: key = .modified(parameters)
        case 0x5E, 0x40:
            // rxvt: Ctrl, and Ctrl with Shift.
            key = numberedKeys[parameters[0]].map {
                .special($0, final == 0x5E ? [.control] : [.control, .shift])
            }
        case 0x7E:
            switch parameters[0] {
            case 200: return .pasteStart(length: length)
            case 27: key = .modified(code: parameters[2], modifiers: modifiers)
            default: key = numberedKeys[parameters[0]].map { .special($0, modifiers) }
            }
        default: break
        }
        return key.map { .key($0, length: length) } ?? .nothing(length: length)
    }

    private static let cursorKeys: [UInt8: Key.Special] = [
        0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home,
        0x50: .function(1), 0x51: .function(2), 0x52: .function(3), 0x53: .function(4),
    ]

    private static let numberedKeys: [Int: Key.Special] = {
        var keys: [Int: Key.Special] = [
            1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        ]
        // The numbers skip where the VT220's keyboard has gaps.
        let functions = [
            11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34,
        ]
        for (index, number) in functions.enumerated() { keys[number] = .function(index + 1) }
        return keys
    }()
}

extension Int {
    fileprivate init?(_ digits: UnsafeBufferPointer<UInt8>) {
        self.init(String(decoding: digits, as: UTF8.self))
    }
}
