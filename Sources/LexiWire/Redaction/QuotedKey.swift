internal import LexiAPI

/// Looks for the key in the bytes of a body, whatever they mean.
struct QuotedKey: Sendable {
    let key: Secret

    /// Whether the key stands in the bytes, as it is, spelt with the escapes of JSON, or cut by
    /// what a terminal would not show.
    func isIn(_ bytes: [UInt8]) -> Bool {
        if bytes.withUnsafeBufferPointer({ key.isQuoted(in: $0) }) { return true }
        let hasEscapes = bytes.contains(UInt8(ascii: "\\"))
        let plain = hasEscapes ? Self.withoutEscapes(bytes) : bytes
        if hasEscapes, plain.withUnsafeBufferPointer({ key.isQuoted(in: $0) }) { return true }
        guard Self.hasControls(plain) else { return false }
        let text = String(decoding: plain, as: UTF8.self)
        return key.redacted(from: text) != text
    }

    /// The bytes with `•••` for the key; as a last resort without the escapes in which it is spelt.
    func takenOut(of bytes: [UInt8]) -> [UInt8] {
        let redacted = replaced(in: bytes)
        return isIn(redacted) ? replaced(in: Self.withoutEscapes(redacted)) : redacted
    }

    /// The end of a body that nothing follows, with `•••` for a part of the key as well.
    func takenOut(ofTheEnd bytes: [UInt8]) -> [UInt8] {
        var bytes = takenOut(of: bytes)
        if endsInPart(bytes, hasEscapes: false) {
            bytes.removeLast(key.countOfPart(endingIn: bytes))
            return bytes + Array("•••".utf8)
        }
        guard endsInPart(bytes, hasEscapes: true) else { return bytes }
        return takenOut(ofTheEnd: Self.withoutEscapes(bytes))
    }

    /// Whether the bytes end with a part of the key.
    func endsInPart(_ bytes: [UInt8]) -> Bool {
        endsInPart(bytes, hasEscapes: false) || endsInPart(bytes, hasEscapes: true)
    }

    private func endsInPart(_ bytes: [UInt8], hasEscapes: Bool) -> Bool {
        guard hasEscapes else { return key.countOfPart(endingIn: bytes) > 0 }
        return bytes.contains(UInt8(ascii: "\\"))
            && key.countOfPart(endingIn: Self.withoutEscapes(bytes)) > 0
    }

    private func replaced(in bytes: [UInt8]) -> [UInt8] {
        Array(key.redacted(from: String(decoding: bytes, as: UTF8.self)).utf8)
    }

    /// Whether there is what cuts a text without being seen: C0 but for line ends and tabs, DEL,
    /// and C1.
    private static func hasControls(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            for position in bytes.indices {
                switch bytes[position] {
                case 0x09, 0x0A, 0x0D: break
                case 0x00...0x1F, 0x7F: return true
                case 0x80...0x9F:
                    if position > 0, bytes[position - 1] == 0xC2 { return true }
                // Marks of direction and tags.
                case 0xD8, 0xE2, 0xF3: return true
                default: break
                }
            }
            return false
        }
    }

    /// The bytes with each escape of JSON as what it stands for.
    static func withoutEscapes(_ bytes: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            guard byte == UInt8(ascii: "\\"), position < bytes.count else {
                plain.append(byte)
                continue
            }
            let letter = bytes[position]
            position += 1
            switch letter {
            case UInt8(ascii: "n"): plain.append(0x0A)
            case UInt8(ascii: "r"): plain.append(0x0D)
            case UInt8(ascii: "t"): plain.append(0x09)
            case UInt8(ascii: "b"): plain.append(0x08)
            case UInt8(ascii: "f"): plain.append(0x0C)
            case UInt8(ascii: "u"):
                guard let unit = hexadecimal(bytes[position...].prefix(4)) else {
                    plain += [byte, letter]
                    continue
                }
                position += 4
                plain += Array(String(decoding: [unit], as: UTF16.self).utf8)
            default: plain.append(letter)
            }
        }
        return plain
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt16? {
        guard digits.count == 4, digits.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "+") }) else {
            return nil
        }
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
