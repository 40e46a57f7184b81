import Foundation

/// A JSON value whose objects keep the order they were written in.
indirect enum JSONValue: Sendable, Equatable {
    struct Member: Sendable, Equatable {
        var name: String
        var value: JSONValue
    }

    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// A string, or null.
    init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }

    /// A day as `2026-04-27`, or null.
    init(_ day: CalendarDay?) { self.init(day?.description) }

    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

    /// The member of an object; nil when there is none or this is no object.
    subscript(_ name: String) -> JSONValue? {
        members?.last { $0.name == name }?.value
    }

    /// The same object with one more member at its end.
    func with(_ name: String, _ value: JSONValue) -> JSONValue {
        .object((members ?? []) + [Member(name: name, value: value)])
    }

    var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    var whole: Int? { if case .integer(let whole) = self { whole } else { nil } }
    var isNull: Bool { self == .null }

    /// The value on one line, without spaces.
    var wire: String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let whole): String(whole)
        case .number(let number): "\(number)"
        case .string(let text): JSONText.string(text)
        case .array(let elements): "[\(elements.map(\.wire).joined(separator: ","))]"
        case .object(let members):
            "{\(members.map { "\(JSONText.string($0.name)):\($0.value.wire)" }.joined(separator: ","))}"
        }
    }
}

extension JSONValue {
    /// Reads a JSON text. The members of its objects are sorted by name, so that two spellings
    /// of one value are equal.
    /// - Throws: `DecodingError` when the text is not JSON.
    init(parsing data: Data) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: data)
    }

    /// Reads a JSON text of our own; null when it is not JSON.
    init(stored text: String) {
        do { try self.init(parsing: Data(text.utf8)) } catch { self = .null }
    }
}

extension JSONValue: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let whole = try? container.decode(Int.self) {
            self = .integer(whole)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let elements = try? container.decode([JSONValue].self) {
            self = .array(elements)
        } else {
            let members = try container.decode([String: JSONValue].self)
            self = .object(
                members.sorted { $0.key < $1.key }.map { Member(name: $0.key, value: $0.value) })
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral text: String) { self = .string(text) }
    init(integerLiteral whole: Int) { self = .integer(whole) }
    init(booleanLiteral flag: Bool) { self = .bool(flag) }
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(members.map(Member.init))
    }
}
