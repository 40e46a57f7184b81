import LexiAPI
import Testing

@Suite struct JSONWritingTests {
    @Test(
        arguments: [
            (.null, "null"), (.bool(true), "true"), (.integer(.min), "-9223372036854775808"),
            (.double(81.2), "81.2"), (.double(3), "3"), (.double(-0.0), "0"),
            (.double(1e300), "1e+300"),
            (.double(.infinity), "null"), (.double(.nan), "null"),
            (.string("a\"b\\c/d"), #""a\"b\\c/d""#), (.string("é€😀"), "\"é€😀\""),
            (.array([]), "[]"), (.array([.integer(1), .null]), "[1,null]"), (.object([]), "{}"),
            (.object([.init("b", .integer(1)), .init("a", .array([]))]), #"{"b":1,"a":[]}"#),
        ] as [(JSONValue, String)])
    func `values are written without spaces and in their order`(value: JSONValue, line: String) {
        #expect(value.line == line)
    }

    @Test(arguments: [
        ("\u{0}", #"\u0000"#), ("\n", #"\u000a"#), ("\t", #"\u0009"#), ("\u{1B}[2J", #"\u001b[2J"#),
        ("\u{7F}", #"\u007f"#), ("\u{80}", #"\u0080"#), ("\u{9B}31m", #"\u009b31m"#),
        ("\u{9F}", #"\u009f"#), ("\u{A0}", "\u{A0}"), ("\u{61C}", #"\u061c"#),
        ("\u{200D}", "\u{200D}"), ("\u{200E}", #"\u200e"#), ("\u{200F}", #"\u200f"#),
        ("\u{2028}", #"\u2028"#), ("\u{2029}", #"\u2029"#), ("\u{202A}", #"\u202a"#),
        ("\u{202E}", #"\u202e"#), ("\u{2066}", #"\u2066"#), ("\u{2069}", #"\u2069"#),
        ("\u{206A}", "\u{206A}"), ("\u{E0000}", #"\udb40\udc00"#), ("\u{E0001}", #"\udb40\udc01"#),
        ("\u{E007F}", #"\udb40\udc7f"#), ("\u{E0080}", "\u{E0080}"),
    ])
    func `what acts on a terminal is escaped, and nothing else`(text: String, escaped: String) {
        #expect(JSONValue.string(text).line == "\"\(escaped)\"")
        #expect(JSONValue.object([.init(text, .null)]).line == "{\"\(escaped)\":null}")
    }

    @Test func `a line reads back as the same value`() throws {
        let text = String(
            String.UnicodeScalarView(
                (0...0x10FFFF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init)))
        let value = JSONValue.object([
            .init("text", .string(text)),
            .init(
                "numbers", .array([.integer(.max), .double(0.1), .double(-.leastNonzeroMagnitude)])),
        ])
        #expect(try JSONValue(parsing: value.line) == value)
        #expect(!value.line.unicodeScalars.contains { $0.actsOnTerminals })
    }
}
