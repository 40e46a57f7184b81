#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Text between the bracketed paste marks, made safe as it passes: line ends become line feeds;
/// controls other than line feed and tab are left out, and so are marks inside the text.
struct PastedText: Sendable {
    /// Clean text not handed on yet. May end inside a character.
    private var text: [UInt8] = []
    /// How much of a mark, `ESC [ 2 0 0 ~` or `ESC [ 2 0 1 ~`, the last bytes were.
    private var markLength = 0
    private var markIsEnd = false
    private var followsCarriageReturn = false

    private static let markStart: [UInt8] = Array("\u{1B}[20".utf8)

    /// Takes bytes until the end mark.
    ///
    /// - Returns: How many bytes were taken, and whether the paste ended with them.
    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) -> (length: Int, isEnd: Bool) {
        text.reserveCapacity(text.count + bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if markLength > 0 {
                switch matchMark(byte) {
                case .mark:
                    index += 1
                    if markIsEnd { return (index, true) }
                case .part: index += 1
                case .text: continue
                }
            } else if byte >= 0x20, byte < 0x7F {
                var end = index + 1
                while end < bytes.count, bytes[end] >= 0x20, bytes[end] < 0x7F { end += 1 }
                text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<end]))
                followsCarriageReturn = false
                index = end
            } else {
                append(byte)
                index += 1
            }
        }
        return (index, false)
    }

    private enum MarkStep { case mark, part, text }

    private mutating func matchMark(_ byte: UInt8) -> MarkStep {
        switch markLength {
        case 1..<4 where byte == Self.markStart[markLength]: break
        case 4 where byte == 0x30 || byte == 0x31: markIsEnd = byte == 0x31
        case 5 where byte == 0x7E:
            markLength = 0
            return .mark
        default:
            // No mark after all: only its Esc goes.
            let shown = Self.markStart[1..<min(markLength, 4)]
            text.append(contentsOf: shown)
            if markLength == 5 { text.append(markIsEnd ? 0x31 : 0x30) }
            if markLength > 1 { followsCarriageReturn = false }
            markLength = 0
            return .text
        }
        markLength += 1
        return .part
    }

    private mutating func append(_ byte: UInt8) {
        let followed = followsCarriageReturn
        followsCarriageReturn = byte == 0x0D
        switch byte {
        case 0x1B: markLength = 1
        case 0x0D: text.append(0x0A)
        case 0x0A: if !followed { text.append(0x0A) }
        case 0x09: text.append(byte)
        case ..<0x20, 0x7F: break
        case 0x80...0x9F where text.last == 0xC2: text.removeLast()
        default: text.append(byte)
        }
    }

    /// The whole characters so far, which are then forgotten here.
    mutating func drain() -> String {
        let kept = UTF8Step.incompleteSuffix(of: text)
        let part = String(decoding: text[..<(text.count - kept)], as: UTF8.self)
        text.removeFirst(text.count - kept)
        return part
    }

    /// The rest of the text at the end of the paste, and a fresh start.
    mutating func finish() -> String {
        defer { self = PastedText() }
        return String(decoding: text, as: UTF8.self)
    }
}
