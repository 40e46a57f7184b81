/// Reads the text of an object whose members are all plain, as those of the stream's events are,
/// without building a ``JSONValue`` on the way.
///
/// It knows a part of JSON and gives up outside of it: on nested values, fractions, escapes in
/// names and lone surrogates as on all that is no JSON. What it does read, the general parser
/// reads as the same strings. So whoever uses it turns to that parser when it gives up, and
/// nothing depends on which of the two it was.
struct FlatObjectReader {
    /// A string of the object, not copied yet.
    struct Text {
        /// What stands between the quotes.
        fileprivate var bytes: UnsafeBufferPointer<UInt8>
        fileprivate var hasEscapes: Bool
    }

    /// What the members that were asked for hold; `nil` for one that is absent or no string. Of a
    /// repeated name the last one counts.
    struct Members {
        var first: Text?
        var second: Text?
        var third: Text?
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// Reads a whole text.
    ///
    /// - Parameters:
    ///   - bytes: A JSON text, which the result refers to.
    ///   - first: The name of a member that is wanted, in ASCII. So are the others; an empty one
    ///     asks for nothing.
    /// - Returns: `nil` when the text is not JSON, or more of it than this reads.
    @inline(__always)
    static func members(
        of bytes: UnsafeBufferPointer<UInt8>, _ first: StaticString, _ second: StaticString = "",
        _ third: StaticString = ""
    ) -> Members? {
        var reader = FlatObjectReader(bytes: bytes)
        var members = Members()
        reader.skipWhiteSpace()
        guard reader.take(UInt8(ascii: "{")) else { return nil }
        repeat {
            reader.skipWhiteSpace()
            guard let name = reader.takeText(), !name.hasEscapes else { return nil }
            reader.skipWhiteSpace()
            guard reader.take(UInt8(ascii: ":")) else { return nil }
            reader.skipWhiteSpace()
            var value: Text?
            if reader.isAt(UInt8(ascii: "\"")) {
                guard let text = reader.takeText() else { return nil }
                value = text
            } else if !reader.skipWord(), !reader.skipInteger() {
                return nil
            }
            if name.bytes.isEqual(to: first) {
                members.first = value
            } else if name.bytes.isEqual(to: second) {
                members.second = value
            } else if name.bytes.isEqual(to: third) {
                members.third = value
            }
            reader.skipWhiteSpace()
        } while reader.take(UInt8(ascii: ","))
        guard reader.take(UInt8(ascii: "}")) else { return nil }
        reader.skipWhiteSpace()
        return reader.position == bytes.count ? members : nil
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    @inline(__always)
    private func isAt(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

    @inline(__always)
    private mutating func take(_ byte: UInt8) -> Bool {
        guard isAt(byte) else { return false }
        position += 1
        return true
    }

    @inline(__always)
    private mutating func skipWhiteSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func skipWord() -> Bool {
        for word: StaticString in ["null", "true", "false"] {
            let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
            if bytes[position...].starts(with: word) {
                position += word.count
                return true
            }
        }
        return false
    }

    /// A fraction or an exponent behind it is not taken, and then is no end of a member.
    private mutating func skipInteger() -> Bool {
        _ = take(UInt8(ascii: "-"))
        if take(UInt8(ascii: "0")) { return true }
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        return position > start
    }

    /// Takes a string with its quotes, all of its escapes checked.
    @inline(__always)
    private mutating func takeText() -> Text? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = position
        var hasEscapes = false
        while true {
            skipPlainText()
            if take(UInt8(ascii: "\"")) {
                return Text(
                    bytes: UnsafeBufferPointer(rebasing: bytes[start..<(position - 1)]),
                    hasEscapes: hasEscapes)
            }
            // The end of the bytes, a control character or an escape.
            guard isAt(UInt8(ascii: "\\")),
                let escape = JSONEscape(bytes, at: position)
            else { return nil }
            hasEscapes = true
            position += escape.length
        }
    }

    /// Goes to the next quote, backslash or control character, eight bytes at a time.
    @inline(__always)
    private mutating func skipPlainText() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let raw = UnsafeRawBufferPointer(bytes)
        while position + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quotes = word ^ (ones &* 0x22)
            let backslashes = word ^ (ones &* 0x5C)
            // In each of the three the lowest high bit that is set marks a byte that is zero, or
            // under 0x20; what is set above it may be a borrow.
            let found =
                ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
                | ((word &- ones &* 0x20) & ~word)
            let marks = found & (ones &* 0x80)
            if marks != 0 {
                position += marks.trailingZeroBitCount / 8
                return
            }
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return }
            position += 1
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes are this name; an empty one is none.
    @inline(__always)
    func isEqual(to name: StaticString) -> Bool {
        guard count == name.utf8CodeUnitCount, count > 0 else { return false }
        for index in 0..<count where self[index] != name.utf8Start[index] { return false }
        return true
    }
}

extension FlatObjectReader.Text {
    /// The text without its escapes, and with U+FFFD for what is not UTF-8.
    var string: String {
        guard hasEscapes else { return String(decoding: bytes, as: UTF8.self) }
        // An escape is never shorter than what it stands for.
        return String(unsafeUninitializedCapacity: bytes.count) { output in
            var written = 0
            var position = 0
            while position < bytes.count {
                let byte = bytes[position]
                if byte == UInt8(ascii: "\\"), let escape = JSONEscape(bytes, at: position) {
                    for unit in UTF8.encode(escape.scalar) ?? UTF8.encodedReplacementCharacter {
                        output[written] = unit
                        written += 1
                    }
                    position += escape.length
                } else {
                    output[written] = byte
                    written += 1
                    position += 1
                }
            }
            return written
        }
    }
}

/// One escape of a JSON string that stands for a character (RFC 8259, section 7).
private struct JSONEscape {
    var scalar: Unicode.Scalar
    /// Bytes, the backslash included.
    var length: Int

    /// Reads the escape whose backslash is at a place. `nil` for what is none, and for a surrogate
    /// without its other half.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
        guard start + 1 < bytes.count else { return nil }
        length = 2
        switch bytes[start + 1] {
        case UInt8(ascii: "\""): scalar = "\""
        case UInt8(ascii: "\\"): scalar = "\\"
        case UInt8(ascii: "/"): scalar = "/"
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "f"): scalar = "\u{C}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        case UInt8(ascii: "u"):
            guard let unit = Self.unit(bytes, at: start) else { return nil }
            if let scalar = Unicode.Scalar(unit) {
                (self.scalar, length) = (scalar, 6)
                return
            }
            guard unit < 0xDC00, let low = Self.unit(bytes, at: start + 6),
                (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(
                    0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
            else { return nil }
            (self.scalar, length) = (scalar, 12)
        default: return nil
        }
    }

    /// The four digits of `\uXXXX`.
    private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt16? {
        guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"),
            bytes[start + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[(start + 2)..<(start + 6)] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(byte - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt16(byte - 0x57)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt16(byte - 0x37)
            default: return nil
            }
        }
        return unit
    }
}
