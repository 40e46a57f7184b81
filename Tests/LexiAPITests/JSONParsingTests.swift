import LexiAPI
import Testing

@Suite struct JSONParsingTests {
    static let values: [(String, JSONValue)] = [
        ("null", .null), ("true", .bool(true)), (" \t\r\nfalse\n", .bool(false)),
        ("0", .integer(0)), ("-0", .integer(0)), ("42", .integer(42)), ("-7", .integer(-7)),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .double(9_223_372_036_854_775_808)),
        ("1.5", .double(1.5)), ("-0.25e2", .double(-25)), ("1E+3", .double(1000)),
        ("5e-324", .double(.leastNonzeroMagnitude)), ("1.0", .double(1)),
        ("\"\"", .string("")), ("\"a b\"", .string("a b")),
        (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
        (#""\u0041\u00e9\u20AC""#, .string("Aé€")), (#""\ud83d\ude00""#, .string("😀")),
        (#""x\u0000y""#, .string("x\u{0}y")), ("\"é€😀\"", .string("é€😀")),
        ("[]", .array([])), ("[ ]", .array([])), ("{}", .object([])), ("{ }", .object([])),
        ("[1,\"a\",[null]]", .array([.integer(1), .string("a"), .array([.null])])),
        (
            "{\"a\":1,\"b\":{\"c\":[]}}",
            .object([.init("a", .integer(1)), .init("b", .object([.init("c", .array([]))]))])
        ),
        (
            " { \"a\" : 1 , \"b\" : 2 } ",
            .object([.init("a", .integer(1)), .init("b", .integer(2))])
        ),
    ]

    @Test(arguments: values)
    func `every kind of value`(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(arguments: [
        (#""\ud83d""#, "\u{FFFD}"), (#""\ude00""#, "\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"),
        (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
        (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
        (#""\ud800\udc00""#, "\u{10000}"), (#""\udbff\udfff""#, "\u{10FFFF}"),
    ])
    func `a lone surrogate becomes a replacement character`(text: String, value: String) throws {
        #expect(try JSONValue(parsing: text) == .string(value))
    }

    static let faults: [(String, Int, String)] = [
        ("", 0, "the JSON text ends early"), ("  ", 2, "the JSON text ends early"),
        ("nul", 0, "not the start of a JSON value"), ("True", 0, "not the start of a JSON value"),
        ("'a'", 0, "not the start of a JSON value"), ("[1,]", 3, "not the start of a JSON value"),
        ("1 2", 2, "text after the JSON value"), ("01", 1, "text after the JSON value"),
        ("{}x", 2, "text after the JSON value"), ("-", 1, "a digit was expected"),
        ("1.", 2, "a digit was expected"), ("1e", 2, "a digit was expected"),
        (".5", 0, "not the start of a JSON value"), ("+1", 0, "not the start of a JSON value"),
        ("{\"a\"}", 4, "':' was expected"),
        ("{\"a\":1 \"b\"", 7, "',' or '}' was expected"),
        ("{1:2}", 1, "a member name was expected"),
        ("{\"a\":1,}", 7, "a member name was expected"), ("{", 1, "a member name was expected"),
        ("[1 2]", 3, "',' or ']' was expected"), ("[1", 2, "',' or ']' was expected"),
        ("\"abc", 0, "a string that never ends"), ("[\"a\\\"", 1, "a string that never ends"),
        ("\"a\nb\"", 2, "a control character inside a string"),
        ("\"\\na\tb\"", 4, "a control character inside a string"),
        ("\"\\x\"", 2, "an unknown escape"), ("\"\\", 2, "an escape that never ends"),
        ("\"\\u12\"", 5, "\\u needs four digits"), ("\"\\u12g4\"", 5, "\\u needs four digits"),
        ("\"\\ud800\\u12", 11, "\\u needs four digits"),
    ]

    @Test(arguments: faults)
    func `what is wrong, and at which byte`(text: String, offset: Int, reason: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.byteOffset == offset)
        #expect(error?.reason == reason)
    }

    @Test func `nesting is bounded at 128 levels`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try JSONValue(parsing: nested(128)) }
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: nested(129)) }
        #expect(error?.reason == "nested too deeply")
        #expect(throws: JSONError.self) {
            try JSONValue(parsing: String(repeating: "{\"a\":", count: 100_000))
        }
    }

    @Test func `many values side by side are not nesting`() throws {
        let text = "[" + Array(repeating: "{\"a\":[]}", count: 1000).joined(separator: ",") + "]"
        #expect(throws: Never.self) { try JSONValue(parsing: text) }
    }

    @Test func `invalid UTF-8 inside a string is replaced, outside it is a fault`() throws {
        func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
            let result = bytes.withUnsafeBufferPointer { bytes in
                do throws(JSONError) {
                    return Result<JSONValue, JSONError>.success(try JSONValue(parsing: bytes))
                } catch {
                    return .failure(error)
                }
            }
            return try result.get()
        }
        #expect(try parse([0x22, 0xFF, 0x41, 0x22]) == .string("\u{FFFD}A"))
        #expect(try parse([0x22, 0xE2, 0x82, 0x22]) == .string("\u{FFFD}"))
        #expect(try parse([0x22, 0x5C, 0x6E, 0xC3, 0x22]) == .string("\n\u{FFFD}"))
        #expect(throws: JSONError.self) { try parse([0x31, 0xFF]) }
    }

    @Test func `of a repeated name the last value counts`() throws {
        #expect(try JSONValue(parsing: "{\"a\":1,\"b\":2,\"a\":3}")["a"] == .integer(3))
        #expect(try JSONValue(parsing: "[1]")["a"] == nil)
    }

    @Test func `a whole number counts as an integer however it is written`() throws {
        #expect(try JSONValue(parsing: "5.0").integer == 5)
        #expect(try JSONValue(parsing: "5e2").integer == 500)
        #expect(try JSONValue(parsing: "5.5").integer == nil)
        #expect(try JSONValue(parsing: "1e300").integer == nil)
        #expect(try JSONValue(parsing: "\"5\"").integer == nil)
    }
}
