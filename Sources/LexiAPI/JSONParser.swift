/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Hashable {
    /// What was expected or found, in words.
    public let reason: String
    /// Offset of the offending byte from the start of the text.
    public let byteOffset: Int
}

extension JSONValue {
    /// Reads one JSON text (RFC 8259); nothing but white space may follow it.
    ///
    /// Invalid UTF-8 inside a string becomes U+FFFD, as the event stream standard decodes it.
    ///
    /// - Throws: ``JSONError`` with the offset of the first byte that cannot be read, also for
    ///   nesting deeper than 128 levels.
    public init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        var parser = JSONParser(bytes: bytes)
        self = try parser.parseText()
    }

    /// Reads one JSON text, and what its strings cannot hold: the halves of characters that one
    /// of them begins and ends with.
    ///
    /// - Parameter name: The member of the outermost object whose halves are wanted.
    init(
        parsing bytes: UnsafeBufferPointer<UInt8>, halvesOf name: String,
        _ halves: inout CharacterHalves
    ) throws(JSONError) {
        var parser = JSONParser(bytes: bytes)
        parser.watchedName = name
        self = try parser.parseText()
        halves = parser.watchedHalves
    }

    /// Reads one JSON text from a string. See ``init(parsing:)-(UnsafeBufferPointer<UInt8>)``.
    public init(parsing text: String) throws(JSONError) {
        var text = text
        let result: Result<JSONValue, JSONError> = text.withUTF8 { bytes in
            do throws(JSONError) {
                return .success(try JSONValue(parsing: bytes))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }
}

/// The lone surrogates at the edges of a string, for each of which the string has U+FFFD.
struct CharacterHalves: Sendable, Hashable {
    /// The second half of a character that it begins with.
    var low: UInt16?
    /// The first half of a character that it ends with.
    var high: UInt16?
}

private struct JSONParser {
    static let maximumDepth = 128

    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    var depth = 0
    var watchedName: String?
    var watchedHalves = CharacterHalves()
    /// Those of the string that was read last.
    private var halves = CharacterHalves()
    /// The surrogate that the last escape was, if it was a lone one.
    private var loneSurrogate: UInt16?

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    func failure(_ reason: String, at offset: Int? = nil) -> JSONError {
        JSONError(reason: reason, byteOffset: offset ?? position)
    }

    mutating func skipWhiteSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    mutating func parseText() throws(JSONError) -> JSONValue {
        skipWhiteSpace()
        let value = try parseValue()
        skipWhiteSpace()
        guard position == bytes.count else { throw failure("text after the JSON value") }
        return value
    }

    mutating func parseValue() throws(JSONError) -> JSONValue {
        guard position < bytes.count else { throw failure("the JSON text ends early") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try parseObject()
        case UInt8(ascii: "["): return try parseArray()
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
        default: throw failure("not the start of a JSON value")
        }
    }

    mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(JSONError)
        -> JSONValue
    {
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[position...].starts(with: expected) else {
            throw failure("not the start of a JSON value")
        }
        position += expected.count
        return value
    }

    mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= Self.maximumDepth else { throw failure("nested too deeply") }
        position += 1
        skipWhiteSpace()
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    mutating func parseObject() throws(JSONError) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var members: [JSONValue.Member] = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw failure("a member name was expected")
            }
            let name = try parseString()
            skipWhiteSpace()
            guard take(UInt8(ascii: ":")) else { throw failure("':' was expected") }
            skipWhiteSpace()
            members.append(.init(name, try parseValue()))
            // As of the values, the halves of the last member of a name count.
            if depth == 1, name == watchedName { watchedHalves = halves }
            skipWhiteSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw failure("',' or '}' was expected") }
            skipWhiteSpace()
        }
    }

    mutating func parseArray() throws(JSONError) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var values: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array(values) }
        while true {
            values.append(try parseValue())
            skipWhiteSpace()
            if take(UInt8(ascii: "]")) { return .array(values) }
            guard take(UInt8(ascii: ",")) else { throw failure("',' or ']' was expected") }
            skipWhiteSpace()
        }
    }

    mutating func parseNumber() throws(JSONError) -> JSONValue {
        let start = position
        var isInteger = true
        if take(UInt8(ascii: "-")) {}
        if !take(UInt8(ascii: "0")) { try parseDigits() }
        if take(UInt8(ascii: ".")) {
            isInteger = false
            try parseDigits()
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            position += 1
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try parseDigits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text) else { throw failure("a number out of range", at: start) }
        // The grammar knows no bounds (RFC 8259, section 6), and nothing else in the text is lost
        // for a number that nobody can hold.
        return .double(max(-.greatestFiniteMagnitude, min(value, .greatestFiniteMagnitude)))
    }

    mutating func parseDigits() throws(JSONError) {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        if position == start { throw failure("a digit was expected") }
    }

    mutating func parseString() throws(JSONError) -> String {
        position += 1
        halves = CharacterHalves()
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return String(decoding: bytes[start..<position], as: UTF8.self)
            case UInt8(ascii: "\\"):
                return try parseEscapedString(from: start)
            case 0..<0x20:
                throw failure("a control character inside a string")
            default:
                position += 1
            }
        }
        throw failure("a string that never ends", at: start - 1)
    }

    mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                loneSurrogate = nil
                let isFirst = text.isEmpty
                try parseEscape(into: &text)
                halves.high = loneSurrogate.flatMap { $0 < 0xDC00 ? $0 : nil }
                if isFirst { halves.low = loneSurrogate.flatMap { $0 < 0xDC00 ? nil : $0 } }
            case 0..<0x20:
                throw failure("a control character inside a string", at: position - 1)
            default:
                text.append(byte)
                halves.high = nil
            }
        }
        throw failure("a string that never ends", at: start - 1)
    }

    mutating func parseEscape(into text: inout [UInt8]) throws(JSONError) {
        guard position < bytes.count else { throw failure("an escape that never ends") }
        let letter = bytes[position]
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: try parseUnicodeEscape().utf8)
        default: throw failure("an unknown escape", at: position - 1)
        }
    }

    /// A lone surrogate becomes U+FFFD: it stands for no character.
    mutating func parseUnicodeEscape() throws(JSONError) -> String {
        let first = try parseHexadecimal()
        if let scalar = Unicode.Scalar(first) { return String(Character(scalar)) }
        let isHigh = first < 0xDC00
        let isPair =
            isHigh && position + 1 < bytes.count && bytes[position] == UInt8(ascii: "\\")
            && bytes[position + 1] == UInt8(ascii: "u")
        guard isPair else {
            loneSurrogate = UInt16(first)
            return "\u{FFFD}"
        }
        let before = position
        position += 2
        let second = try parseHexadecimal()
        guard (0xDC00...0xDFFF).contains(second) else {
            position = before
            loneSurrogate = UInt16(first)
            return "\u{FFFD}"
        }
        let value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        return Unicode.Scalar(value).map { String(Character($0)) } ?? "\u{FFFD}"
    }

    mutating func parseHexadecimal() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = Self.hexadecimalDigit(bytes[position]) else {
                throw failure("\\u needs four digits")
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
