internal import LexiAPI

/// Bytes of an answer as a JSON string.
enum JSONText {
    /// - Returns: With its quotes, safe to print to a terminal; `nil` for what is not UTF-8 by
    ///   itself, and for what begins with a byte order mark, which some readers of JSON drop.
    static func text(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return nil }
        return plainText(bytes)
            ?? String(validating: bytes, as: UTF8.self).map { JSONValue.string($0).line }
    }

    /// Nearly all that streams consist of is ASCII with quotes and line feeds.
    private static func plainText(_ bytes: [UInt8]) -> String? {
        guard bytes.allSatisfy({ $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0A) }) else { return nil }
        return String(unsafeUninitializedCapacity: bytes.count * 2 + 2) { text in
            var end = 0
            func put(_ byte: UInt8) {
                text[end] = byte
                end += 1
            }
            put(UInt8(ascii: "\""))
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                    put(UInt8(ascii: "\\"))
                    put(byte)
                case 0x0A:
                    put(UInt8(ascii: "\\"))
                    put(UInt8(ascii: "n"))
                default: put(byte)
                }
            }
            put(UInt8(ascii: "\""))
            return end
        }
    }
}
