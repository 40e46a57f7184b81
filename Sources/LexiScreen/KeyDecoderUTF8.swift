/// The first character of some UTF-8 bytes (Unicode Standard, table 3-7).
enum UTF8Step: Equatable {
    case scalar(Unicode.Scalar, length: Int)
    /// The longest beginning of a character, which these bytes do not go on with.
    case invalid(length: Int)
    case incomplete

    /// - Parameter bytes: At least one byte.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let lead = bytes[0]
        let length = Self.length(lead)
        guard length > 1 else {
            self =
                length == 1
                ? .scalar(Unicode.Scalar(lead), length: 1) : .invalid(length: 1)
            return
        }
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for index in 1..<length {
            guard index < bytes.count else {
                self = .incomplete
                return
            }
            let byte = bytes[index]
            let range = index == 1 ? Self.secondByte(after: lead) : 0x80...0xBF
            guard range.contains(byte) else {
                self = .invalid(length: index)
                return
            }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard let scalar = Unicode.Scalar(value) else {
            self = .invalid(length: length)
            return
        }
        self = .scalar(scalar, length: length)
    }

    /// How many bytes a character takes by its first; 0 for a byte that begins none.
    private static func length(_ lead: UInt8) -> Int {
        switch lead {
        case ..<0x80: 1
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    }

    private static func secondByte(after lead: UInt8) -> ClosedRange<UInt8> {
        switch lead {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
    }

    /// How many bytes at the end may be the beginning of a character, 0 to 3.
    static func incompleteSuffix(of bytes: [UInt8]) -> Int {
        for count in 1...3 where count <= bytes.count {
            let length = length(bytes[bytes.count - count])
            if length > 1 { return length > count ? count : 0 }
            if length == 1 { return 0 }
        }
        return 0
    }
}
