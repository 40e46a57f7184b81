import Testing

@testable import LexiStandIn

/// The forms a stream may take, without a server.
@Suite struct FaultyStreamTests {
    private static let events: [StreamEvent] = [
        .thinking("Hm"), .text(delta: "a, \"b\"", conversationID: "c1"),
        .text(delta: "é", conversationID: nil), .done(creditsRemaining: 5, messageID: "msg_1"),
        .terminator,
    ]

    private func steps(_ list: String) throws -> [FaultyStream.Step] {
        var faults = Faults()
        try faults.add(list)
        var stream = FaultyStream(faults, conversationID: "c1")
        return Self.events.flatMap { stream.steps(for: $0.frame) }
    }

    private func text(_ list: String) throws -> String {
        let bytes = try steps(list).flatMap { step -> [UInt8] in
            if case .write(let bytes) = step { bytes } else { [] }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func withoutFaultsTheStreamIsTheSample() throws {
        #expect(
            try text("") == """
                event: thinking
                data: {"text": "Hm"}

                event: text
                data: {"delta": "a, \\"b\\"", "conversation_id": "c1"}

                event: text
                data: {"delta": "é"}

                event: done
                data: {"credits_remaining": 5, "message_id": "msg_1"}

                data: [DONE]


                """)
    }

    @Test(arguments: [
        ("terminator=newline", "}\n\ndata: [DONE]\n"), ("terminator=bare", "}\n\ndata: [DONE]"),
        ("terminator=none", "\"msg_1\"}\n\n"),
        ("no-done", "{\"delta\": \"é\"}\n\ndata: [DONE]\n\n"),
        ("lines=cr", "}\r\rdata: [DONE]\r\r"), ("tight-colons", "}\n\ndata:[DONE]\n\n"),
        (
            "conversation-id=done",
            "\"message_id\": \"msg_1\", \"conversation_id\": \"c1\"}\n\ndata: [DONE]\n\n"
        ),
    ])
    func theEndTakesEachForm(fault: String, end: String) throws {
        let stream = try text(fault)
        #expect(stream.hasSuffix(end))
    }

    @Test(arguments: [
        ("bom", "\u{FEFF}event: thinking\ndata: {\"text\": \"Hm\"}\n\n"),
        ("comments", ": keep-alive\n\nevent: thinking\n"),
        ("split-data", "event: thinking\ndata: {\ndata: \"text\": \"Hm\"}\n\n"),
        ("tight-colons", "event:thinking\ndata:{\"text\": \"Hm\"}\n\n"),
        ("extra-fields", "id: 1\nretry: 1500\nevent: thinking\n"),
        ("unknown-event", "event: thinking\ndata: {\"text\": \"Hm\"}\n\nevent: usage\n"),
        ("lines=crlf", "event: thinking\r\ndata: {\"text\": \"Hm\"}\r\n\r\n"),
    ])
    func theBeginningTakesEachForm(fault: String, beginning: String) throws {
        #expect(Array(try text(fault).utf8).starts(with: Array(beginning.utf8)))
    }

    @Test(arguments: [
        ("first", ["c1"]), ("all", ["c1", "c1"]), ("none", []), ("done", ["c1"]),
        ("changing", ["c1", "c1-2"]),
    ])
    func theConversationIdIsWhereItIsWanted(mode: String, ids: [String]) throws {
        let found = try text("conversation-id=\(mode)")
            .matches(of: /"conversation_id": "(.*?)"/).map { String($0.1) }
        #expect(found == ids)
    }

    @Test func piecesAreOfTheWantedSizeAndLoseNothing() throws {
        let whole = try text("")
        for size in [1, 7] {
            let pieces = try steps("chunk=\(size)").map { step -> [UInt8] in
                if case .write(let bytes) = step { bytes } else { [] }
            }
            #expect(pieces.allSatisfy { (1...size).contains($0.count) })
            #expect(String(decoding: pieces.joined(), as: UTF8.self) == whole)
        }
    }

    @Test func aFailureIsFlatOrNestedAndMayBeFollowedByDone() throws {
        #expect(
            try text("error-after=1:rate_limited").hasSuffix(
                "event: error\ndata: {\"code\": \"rate_limited\", \"message\": \"Too many requests for the workspace's plan\"}\n\n"
            ))
        #expect(
            try text("error-after=1:oops,nested-errors,done-after-error").hasSuffix(
                "event: error\ndata: {\"error\": {\"code\": \"oops\", \"message\": \"Something went wrong\"}}\n\ndata: [DONE]\n\n"
            ))
    }

    @Test func `a failure may come without the event's name`() throws {
        #expect(
            try text("error-after=1:oops,nameless-errors").hasSuffix(
                "data: {\"text\": \"Hm\"}\n\ndata: {\"error\": {\"code\": \"oops\", \"message\": \"Something went wrong\"}}\n\n"
            ))
    }

    @Test func theStreamLeavesItsCourseWhereItIsTold() throws {
        #expect(try steps("stall-after=1").last == .stall)
        #expect(try steps("cut-after=2").last == .end)
        #expect(try steps("reset-after=0") == [.reset])
        #expect(try steps("cut-bytes=5") == [.write(Array("event".utf8)), .end])
        #expect(try steps("event-delay=5").first == .wait(.milliseconds(5)))
        #expect(try !text("no-text").contains("delta"))
    }
}
