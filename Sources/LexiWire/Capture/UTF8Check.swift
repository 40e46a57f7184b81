/// Finds what is not UTF-8 in bytes that come in pieces (RFC 3629, section 4).
public struct UTF8Check: Sendable {
    /// Continuation bytes that are still to come, and the bounds of the next one.
    private var missing = 0
    private var bounds: ClosedRange<UInt8> = 0x80...0xBF
    private var sequenceOffset = 0
    private var offset = 0

    /// Creates a check at the start of the bytes.
    public init() {}

    /// Reads the next bytes.
    ///
    /// - Parameter report: Called with the offset of each byte that begins no character, or of the
    ///   first byte of a character that is cut short.
    public mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>, _ report: (Int) -> Void) {
        var position = 0
        while position < bytes.count {
            if missing == 0 {
                position = Self.skipASCII(bytes, from: position)
                if position == bytes.count { break }
                begin(bytes[position], at: offset + position, report)
                position += 1
            } else if bounds.contains(bytes[position]) {
                missing -= 1
                bounds = 0x80...0xBF
                position += 1
            } else {
                // The byte is looked at again, as the start of something new.
                report(sequenceOffset)
                missing = 0
            }
        }
        offset += bytes.count
    }

    /// Ends the input, perhaps inside a character.
    public mutating func finish(_ report: (Int) -> Void) {
        if missing > 0 { report(sequenceOffset) }
        missing = 0
    }

    private mutating func begin(_ byte: UInt8, at offset: Int, _ report: (Int) -> Void) {
        sequenceOffset = offset
        bounds = 0x80...0xBF
        switch byte {
        case 0xC2...0xDF: missing = 1
        case 0xE0: (missing, bounds) = (2, 0xA0...0xBF)
        case 0xED: (missing, bounds) = (2, 0x80...0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, bounds) = (3, 0x90...0xBF)
        case 0xF4: (missing, bounds) = (3, 0x80...0x8F)
        case 0xF1...0xF3: missing = 3
        default: report(offset)
        }
    }

    private static func skipASCII(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var position = start
        while position + 8 <= bytes.count,
            raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080
                == 0
        {
            position += 8
        }
        while position < bytes.count, bytes[position] < 0x80 { position += 1 }
        return position
    }
}
