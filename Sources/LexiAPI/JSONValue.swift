/// A JSON value (RFC 8259) with the order of an object's members kept.
///
/// Stream events are tiny and arrive by the thousand, and JSON lines must keep their member
/// order; both rule out Foundation's coders, which would also be the only reason to load it.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One name and value of an object.
    public struct Member: Sendable, Hashable {
        public var name: String
        public var value: JSONValue
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The value of the last member with that name (RFC 8259 leaves duplicates open; the last
    /// one wins, as in most readers), or `nil` when there is none or this is no object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The string, or `nil` when this is another kind of value.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// A number that is whole and fits, whether written `5` or `5.0`.
    public var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .double(let value): Int64(exactly: value)
        default: nil
        }
    }

    /// A balance of credits: whole ones, of a fraction the whole part, also when the number came
    /// as a string.
    public var credits: Int64? {
        switch self {
        case .integer(let value): value
        case .double(let value): Int64(exactly: value.rounded(.down))
        case .string(let text): Int64(text)
        default: nil
        }
    }

    /// The members, or `nil` when this is no object.
    public var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }
}
