import Testing

@testable import LexiStandIn

/// Texts that break a reader's assumptions, as literal events.
@Suite struct OddTextTests {
    private static let events: [StreamEvent] = [
        .thinking("Hm"), .toolStarted("t"), .toolCompleted("t", summary: "2 rows"),
        .text(delta: "Mara\nVogt", conversationID: "c1"),
        .text(delta: ".\n\n", conversationID: nil),
    ]

    /// The events' data, one a line.
    private func data(_ list: String) throws -> [String] {
        var faults = Faults()
        try faults.add(list)
        var stream = FaultyStream(faults, conversationID: "c1")
        let bytes = Self.events.flatMap { stream.steps(for: $0.frame) }.flatMap {
            step -> [UInt8] in
            if case .write(let bytes) = step { bytes } else { [] }
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .filter { $0.hasPrefix("data: ") }.map { String($0.dropFirst(6)) }
    }

    private static let plain = [
        #"{"text": "Hm"}"#, #"{"tool": "t", "status": "started"}"#,
        #"{"tool": "t", "status": "completed", "summary": "2 rows"}"#,
        #"{"delta": "Mara\nVogt", "conversation_id": "c1"}"#, #"{"delta": ".\n\n"}"#,
    ]

    @Test func withoutAFaultTextsAreAsTheyAre() throws {
        #expect(try data("") == Self.plain)
    }

    @Test func aSurrogatePairIsCutOverTwoDeltas() throws {
        #expect(
            try data("text=surrogates") == Self.plain.prefix(3) + [
                #"{"delta": "A \ud83d"}"#,
                #"{"delta": "\ude00 B Mara\nVogt", "conversation_id": "c1"}"#, Self.plain[4],
            ])
    }

    @Test func aSurrogateStandsAlone() throws {
        #expect(
            try data("text=lone-surrogate") == Self.plain.prefix(3) + [
                #"{"delta": "A \ud83d B Mara\nVogt", "conversation_id": "c1"}"#, Self.plain[4],
            ])
    }

    @Test(arguments: [("cr", #"\r"#), ("crlf", #"\r\n"#)])
    func linesEndOtherwise(fault: String, end: String) throws {
        #expect(
            try data("text=\(fault)") == Self.plain.prefix(3) + [
                #"{"delta": "Mara\#(end)Vogt", "conversation_id": "c1"}"#,
                #"{"delta": ".\#(end)\#(end)"}"#,
            ])
    }

    @Test(arguments: ["cr", "crlf", "crlf-cut"])
    func aBackslashBeforeAnNIsNoLineEnd(fault: String) throws {
        var faults = Faults()
        try faults.add("text=\(fault)")
        var stream = FaultyStream(faults, conversationID: "c1")
        let frame = StreamEvent.text(delta: #"C:\new"#, conversationID: nil).frame
        #expect(stream.steps(for: frame) == [.write(Array(frame.wire.utf8))])
    }

    @Test func aLineEndIsCutOverDeltas() throws {
        #expect(
            try data("text=crlf-cut") == Self.plain.prefix(3) + [
                #"{"delta": "Mara\r"}"#, #"{"delta": "\nVogt", "conversation_id": "c1"}"#,
                #"{"delta": ".\r"}"#, #"{"delta": "\n\r"}"#, #"{"delta": "\n"}"#,
            ])
    }

    @Test(arguments: [
        ("c1", #"He said â\u0080\u009cyesâ\u0080\u009d. \u0090\u0098\u009e\u009f"#),
        ("osc", #"\u001b]0;title "#), ("dcs", #"\u001bPq#0 "#),
    ])
    func theFirstTextOfEachKindBeginsWithIt(fault: String, text: String) throws {
        #expect(
            try data("text=\(fault)") == [
                #"{"text": "\#(text)Hm"}"#, Self.plain[1],
                #"{"tool": "t", "status": "completed", "summary": "\#(text)2 rows"}"#,
                #"{"delta": "\#(text)Mara\nVogt", "conversation_id": "c1"}"#, Self.plain[4],
            ])
    }

    @Test func anErrorsMessageBeginsWithItToo() throws {
        var faults = Faults()
        try faults.add("text=osc")
        var stream = FaultyStream(faults, conversationID: "c1")
        #expect(
            stream.steps(forError: "oops", "Gone") == [
                .write(
                    Array(
                        "event: error\ndata: {\"code\": \"oops\", \"message\": \"\\u001b]0;title Gone\"}\n\n"
                            .utf8))
            ])
    }
}
