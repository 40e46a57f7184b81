/// The header fields of a response, all of them, in the order in which they came.
///
/// Names are kept as they were written and compared without regard to case (RFC 9110, 5.1).
public struct HeaderFields: Sendable, Hashable {
    /// One line of a head.
    public struct Field: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public private(set) var fields: [Field]

    public init(_ fields: [Field] = []) { self.fields = fields }

    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name, value))
    }

    /// The first value of the field with this name, whatever its case.
    public subscript(name: String) -> String? {
        fields.first { Self.isEqual($0.name, name) }?.value
    }

    /// Names are ASCII, so nothing but its letters is folded.
    private static func isEqual(_ one: String, _ other: String) -> Bool {
        one.utf8.elementsEqual(other.utf8) { folded($0) == folded($1) }
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
}
