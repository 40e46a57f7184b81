import Testing

@testable import LexiAPI

/// Events of plain members, which are read without the general JSON parser: always as that
/// parser would have.
@Suite struct PlainEventTests {
    private func decode(_ name: String, _ data: [UInt8]) -> RunEvent {
        let (event, general) = Array(name.utf8).withUnsafeBufferPointer { bytes in
            data.withUnsafeBufferPointer { data in
                var halves = CharacterHalves()
                return (
                    RunEvent(name: bytes, data: data),
                    RunEvent(parsing: name, data, halves: &halves)
                )
            }
        }
        #expect(event == general, "\(String(decoding: data, as: UTF8.self))")
        return event
    }

    private func decode(_ name: String, _ data: String) -> RunEvent {
        decode(name, Array(data.utf8))
    }

    /// What is read without the general parser.
    private func delta(_ data: String) -> String? {
        Array(data.utf8).withUnsafeBufferPointer {
            FlatObjectReader.members(of: $0, "delta")?.first?.string
        }
    }

    static let documented: [(String, String, RunEvent)] = [
        ("thinking", #"{"text": "Checking"}"#, .thinking(text: "Checking")),
        (
            "tool_step", #"{"tool": "contacts.get", "status": "started"}"#,
            .toolStep(.init(tool: "contacts.get", status: "started"))
        ),
        (
            "tool_step", #"{"tool":"a","status":"completed","summary":"Read Mara Vogt"}"#,
            .toolStep(.init(tool: "a", status: "completed", summary: "Read Mara Vogt"))
        ),
        (
            "text", #"{"delta": "Mara ", "conversation_id": "6f0c1d52"}"#,
            .text(delta: "Mara ", conversationID: "6f0c1d52")
        ),
        ("text", #"{"delta": ""}"#, .text(delta: "", conversationID: nil)),
        (
            "done", #"{"credits_remaining": 412, "message_id": "m"}"#,
            .done(creditsRemaining: 412, messageID: "m", conversationID: nil)
        ),
        (
            "error", #"{"code": "rate_limited", "message": "Too many"}"#,
            .failed(Failure(code: .rateLimited, message: "Too many"))
        ),
    ]

    @Test(arguments: documented)
    func `every documented event`(name: String, data: String, event: RunEvent) {
        #expect(decode(name, data) == event)
        for length in 0..<data.utf8.count { _ = decode(name, Array(data.utf8.prefix(length))) }
        for place in 0...data.utf8.count {
            var spaced = Array(data.utf8)
            spaced.insert(contentsOf: [0x20, 0x09, 0x0D, 0x0A], at: place)
            _ = decode(name, spaced)
        }
    }

    @Test(arguments: [
        (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"), (#"\u0041\u00e9\u20AC"#, "Aé€"),
        (#"\ud83d\ude00\uDBFF\uDFFF"#, "😀\u{10FFFF}"),
        (#"seven b\n and more, eight"#, "seven b\n and more, eight"),
        ("Grüße 👩‍💻 漢字", "Grüße 👩‍💻 漢字"), (#"\u0000"#, "\u{0}"), ("\u{7F}", "\u{7F}"),
    ])
    func `escapes of every kind, read without a detour`(text: String, value: String) {
        let data = #"{"delta": "\#(text)"}"#
        #expect(decode("text", data) == .text(delta: value, conversationID: nil))
        #expect(delta(data) == value)
    }

    @Test(arguments: [
        #"{"delta":"a","n":12,"b":true,"c":null,"d":"e"}"#, #"{"d":"\"","delta":"a"}"#,
        #" { "delta" : "x" , "delta" : "a" } "#, #"{"n":-0,"é":"","":"delta","delta":"a"}"#,
        #"{"Delta":"x","delta":"a","delta2":"y"}"#, #"{"delta":1,"delta":"a"}"#,
    ])
    func `other members and repeated ones, read without a detour`(data: String) {
        #expect(decode("text", data) == .text(delta: "a", conversationID: nil))
        #expect(delta(data) == "a")
    }

    @Test(arguments: [
        #"{"delta":"a","n":1.5}"#, #"{"delta":"a","n":-1e3}"#, #"{"delta":"a","n":[{}]}"#,
        #"{"delta":"a","n":{"delta":"b"}}"#, #"{"delt\u0061":"a"}"#, #"{"delta":"a","\n":1}"#,
    ])
    func `what is not plain takes the detour`(data: String) {
        #expect(decode("text", data) == .text(delta: "a", conversationID: nil))
        #expect(delta(data) == nil)
    }

    @Test(arguments: [
        #"{"delta":"a","n":01}"#, #"{"delta":"a","n":-}"#, #"{"delta":"a","n":1.}"#,
        #"{"delta":"a","n":nul}"#, #"{"delta":"a","n":truer}"#, #"{"delta":"a",}"#,
        #"{"delta":"a"}}"#,
        #"{"delta":"a"} x"#, #"{"delta" "a"}"#, #"{delta:"a"}"#, #"{"delta":"\x"}"#,
        #"{"delta":"\u12"}"#, #"{"delta":"a","b":"\x"}"#, #"{"delta":"a","b":"\ud83d\u12"}"#,
        "{\"delta\":\"a\nb\"}", "{\"delta\":\"a\",\"b\":\"\u{1F}\"}",
        "{\"delta\":\"a\u{1F} and more than eight bytes\"}", "\u{FEFF}{\"delta\":\"a\"}",
        "{\"delta\":\"a\"}\u{0}", "{\"delta\":\"a\"\u{B}}", #"[{"delta":"a"}]"#, #"{"delta":null}"#,
        #"{"delta":"a","delta":2}"#, "{}", "",
    ])
    func `what is no such event is malformed, with the general parser's reason`(data: String) {
        guard case .malformed("text", data, _) = decode("text", data) else {
            Issue.record("\(data) was read")
            return
        }
    }

    @Test(
        arguments: [
            ([0xFF], "\u{FFFD}"), ([0xE2, 0x82], "\u{FFFD}"), ([0x61, 0xC3], "a\u{FFFD}"),
            ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"),
            (Array(#"\n"#.utf8) + [0xC3], "\n\u{FFFD}"), (Array(#"\ud83d"#.utf8), "\u{FFFD}"),
            (Array(#"\ude00\ud83d"#.utf8), "\u{FFFD}\u{FFFD}"),
        ] as [([UInt8], String)])
    func `what is not UTF-8 is replaced`(text: [UInt8], value: String) {
        let data = Array(#"{"delta":""#.utf8) + text + Array(#""}"#.utf8)
        #expect(decode("text", data) == .text(delta: value, conversationID: nil))
    }

    @Test func `an event without a name is a message, and its data is kept`() {
        let event = RunEvent(
            name: UnsafeBufferPointer(start: nil, count: 0),
            data: UnsafeBufferPointer(start: nil, count: 0))
        #expect(event == .unknown(event: "message", data: ""))
    }
}
