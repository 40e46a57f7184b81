extension JSONValue {
    /// An identifier, which is opaque: the API shows strings, and a number names a record as well.
    var identifier: String? {
        switch self {
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        default: nil
        }
    }

    /// How many there are of something; `nil` for what counts nothing.
    var count: Int64? { integer.flatMap { $0 < 0 ? nil : $0 } }

    /// The flag, or `nil` when this is another kind of value.
    var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements, or `nil` when this is no array.
    var elements: [JSONValue]? {
        if case .array(let values) = self { values } else { nil }
    }

    /// The value, or `nil` when it is null.
    var unlessNull: JSONValue? { self == .null ? nil : self }

    /// A string with something in it. Of another value, its JSON: better seen than lost.
    var words: String? {
        switch self {
        case .null: nil
        case .string(let text): text.isEmpty ? nil : text
        default: line
        }
    }

    package static func optional(_ text: String?) -> JSONValue { text.map(string) ?? .null }
    package static func optional(_ number: Int64?) -> JSONValue { number.map(integer) ?? .null }
    package static func optional(_ flag: Bool?) -> JSONValue { flag.map(bool) ?? .null }
}

extension ChatContext {
    /// Reads a record's `context`, whose unset fields are null or missing.
    init(_ value: JSONValue?) {
        self.init()
        for field in Field.allCases {
            guard let entry = value?[field.wireKey] else { continue }
            self[field] = field == .page ? entry.words : entry.identifier
        }
    }
}
