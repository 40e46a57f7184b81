import Testing

@testable import LexiAPI

@Suite struct RunEventDecodingTests {
    private func decode(_ name: String, _ data: String) -> RunEvent {
        decode(name, Array(data.utf8))
    }

    /// Decodes, and checks that the general parser would have given the same.
    private func decode(_ name: String, _ data: [UInt8]) -> RunEvent {
        let (event, general) = Array(name.utf8).withUnsafeBufferPointer { nameBytes in
            data.withUnsafeBufferPointer { data in
                var halves = CharacterHalves()
                return (
                    RunEvent(name: nameBytes, data: data),
                    RunEvent(parsing: name, data, halves: &halves)
                )
            }
        }
        #expect(event == general)
        return event
    }

    @Test func `a conversation's ID is taken from text and from done`() {
        #expect(
            decode("text", #"{"delta":"a","conversation_id":"c"}"#)
                == .text(delta: "a", conversationID: "c"))
        #expect(
            decode("done", #"{"credits_remaining":1.0,"conversation_id":"c"}"#)
                == .done(creditsRemaining: 1, messageID: nil, conversationID: "c"))
    }

    @Test(arguments: [
        ("thinking", "{}", "no string \"text\""), ("thinking", "[]", "no string \"text\""),
        ("tool_step", #"{"tool":"x"}"#, "no strings \"tool\" and \"status\""),
        ("text", #"{"delta":1}"#, "no string \"delta\""), ("done", "1", "not an object"),
        ("done", "[DONE]", "invalid JSON at byte 1: not the start of a JSON value"),
        ("text", "", "invalid JSON at byte 0: the JSON text ends early"),
    ])
    func `known events without what they are for are malformed`(
        name: String, data: String, reason: String
    ) {
        #expect(decode(name, data) == .malformed(event: name, data: data, reason: reason))
    }

    @Test(
        arguments: [
            (#"{"code":"invalid_key","message":"No"}"#, "invalid_key", "No", nil),
            (#"{"error":{"code":"x","message":"No","status":418}}"#, "x", "No", 418),
            (#"{"error":"boom"}"#, "error", "boom", nil), (#""boom""#, "error", "boom", nil),
            ("boom", "error", "boom", nil), (#"{"message":"m"}"#, "error", "m", nil),
            (#"{"code":"c"}"#, "c", "The server gave no reason.", nil),
            (#"{"a":1}"#, "error", #"{"a":1}"#, nil), ("[1]", "error", "[1]", nil),
        ] as [(String, String, String, Int?)])
    func `an error is one whatever its form`(
        data: String, code: String, message: String, status: Int?
    ) {
        #expect(
            decode("error", data)
                == .failed(
                    Failure(code: .init(rawValue: code), message: message, status: status)))
    }

    @Test func `events without a meaning keep their data`() {
        #expect(decode("ping", "{}") == .unknown(event: "ping", data: "{}"))
        #expect(decode("Text", "{}") == .unknown(event: "Text", data: "{}"))
        #expect(decode("message", "\u{FEFF}x") == .unknown(event: "message", data: "\u{FEFF}x"))
    }

    /// An event without a name is a `message` (WHATWG HTML, 9.2.6).
    @Test func `the error object is an error without a name, too`() {
        #expect(
            decode(
                "message", #"{"error":{"code":"insufficient_credits","message":"No credits left"}}"#
            )
                == .failed(Failure(code: .insufficientCredits, message: "No credits left")))
        #expect(
            decode("message", #"{"error":{"message":"Boom","status":500}}"#)
                == .failed(
                    Failure(code: .init(rawValue: "error"), message: "Boom", status: 500)))
    }

    @Test(arguments: [
        (
            #"{"code":"insufficient_credits","message":"No credits left"}"#, "insufficient_credits",
            "No credits left"
        ),
        (#"{"error":null,"code":"x","message":"m","details":{}}"#, "x", "m"),
        (#"{"error":"Internal failure"}"#, "error", "Internal failure"),
        (#"{"error":"WORKER_LIMIT","code":5,"hint":"later"}"#, "error", "WORKER_LIMIT"),
        (#"{"detail":"Internal"}"#, "error", "Internal"),
        (#"{"detail":[{"msg":"field required"}]}"#, "error", #"[{"msg":"field required"}]"#),
    ])
    func `what only an error looks like is one without a name, too`(
        _ data: String, _ code: String, _ message: String
    ) {
        #expect(
            decode("message", data)
                == .failed(Failure(code: .init(rawValue: code), message: message)))
        #expect(decode("error", data) == decode("message", data))
    }

    @Test(arguments: [
        #"{"error":""}"#, #"{"error":null}"#, #"{"error":{}}"#, #"{"error":{"code":1}}"#,
        #"{"error":false,"message":"m"}"#, #"{"code":"x"}"#, #"{"message":"m"}"#,
        #"{"code":200,"message":"m"}"#, #"{"detail":""}"#, #"{"detail":null}"#,
        #"{"code":"x","message":"m","delta":"Hi"}"#, #""boom""#,
        #"{"delta":"Hi"}"#, #"{"error":{"code":"x"}"#, "[]", "",
    ]) func `what else has no name stays unknown`(_ data: String) {
        #expect(decode("message", data) == .unknown(event: "message", data: data))
    }

    @Test(
        arguments: [
            ("4840", 4840), ("4840.0", 4840), ("4840.5", 4840), ("-0.5", -1), ("\"4840\"", 4840),
            ("1e400", nil), ("-1e400", nil), ("1e300", nil), ("99999999999999999999", nil),
            ("\"many\"", nil), ("null", nil), ("{}", nil),
        ] as [(String, Int64?)])
    func `no number of credits costs the event`(number: String, credits: Int64?) {
        #expect(
            decode("done", #"{"credits_remaining":\#(number),"message_id":"m"}"#)
                == .done(creditsRemaining: credits, messageID: "m", conversationID: nil))
    }

    @Test func `an error names the fields that were wrong`() {
        let error =
            #"{"code":"validation_error","message":"Bad input","#
            + #""details":{"fields":{"name":"too long","context":["x"]},"more":1}}"#
        let failure = Failure(
            code: .validationError, message: "Bad input",
            fields: [
                .init("name", .string("too long")), .init("context", .array([.string("x")])),
            ])
        #expect(failure.explanation == #"Bad input (name: too long; context: ["x"])"#)
        let expected = RunEvent.failed(failure)
        #expect(decode("error", error) == expected)
        #expect(decode("error", #"{"error":\#(error)}"#) == expected)
        #expect(
            expected.json(atMilliseconds: nil).line
                == #"{"type":"error","code":"validation_error","message":"Bad input","status":null,"#
                + #""details":{"fields":{"name":"too long","context":["x"]}}}"#)
        #expect(
            decode("error", #"{"code":"x","message":"m","details":{"fields":[]}}"#)
                == .failed(Failure(code: .init(rawValue: "x"), message: "m")))
    }
}
