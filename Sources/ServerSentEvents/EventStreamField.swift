/// One line of the stream, split at its first colon. The values are views of the line.
enum EventStreamField {
    case data(UnsafeBufferPointer<UInt8>)
    case event(UnsafeBufferPointer<UInt8>)
    case id(UnsafeBufferPointer<UInt8>)
    case retry(UnsafeBufferPointer<UInt8>)
    case comment
    case unknown

    /// - Parameter line: A line without its end; not empty.
    @inline(__always)
    init(line: UnsafeBufferPointer<UInt8>) {
        // Field names are matched exactly, so the first byte leaves one candidate.
        switch line[0] {
        case UInt8(ascii: "d"):
            self = Self.value(of: "data", in: line).map { .data($0) } ?? .unknown
        case UInt8(ascii: "e"):
            self = Self.value(of: "event", in: line).map { .event($0) } ?? .unknown
        case UInt8(ascii: "i"):
            self = Self.value(of: "id", in: line).map { .id($0) } ?? .unknown
        case UInt8(ascii: "r"):
            self = Self.value(of: "retry", in: line).map { .retry($0) } ?? .unknown
        case .colon: self = .comment
        default: self = .unknown
        }
    }

    /// The value of a line that is exactly this field: empty without a colon, and without the one
    /// space that may follow the colon.
    @inline(__always)
    private static func value(
        of field: StaticString, in line: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8>? {
        let length = field.utf8CodeUnitCount
        guard line.count >= length, let base = line.baseAddress,
            bytesAreEqual(base, field.utf8Start, length)
        else { return nil }
        if line.count == length { return UnsafeBufferPointer(start: base + length, count: 0) }
        guard base[length] == .colon else { return nil }
        var start = length + 1
        if start < line.count, base[start] == .space { start += 1 }
        return UnsafeBufferPointer(start: base + start, count: line.count - start)
    }

    @inline(__always)
    private static func bytesAreEqual(
        _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int
    ) -> Bool {
        for index in 0..<count where left[index] != right[index] { return false }
        return true
    }
}

extension UInt8 {
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let colon: UInt8 = 0x3A
}
