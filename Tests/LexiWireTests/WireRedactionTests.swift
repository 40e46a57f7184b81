import LexiAPI
import LexiTesting
import LexiWire
import LexiWireSamples
import Testing

/// A server that quotes the key, in every way in which a body can be cut.
@Suite struct WireRedactionTests {
    private static let key = "wbk_live_0123456789abcdef"
    /// No more of the key may be left than may stand in any text.
    private static let secret = ["0123456789", "live_0123", "6789abcdef", "abcdef"]

    private static func head(_ status: Int = 200, _ type: String = "text/event-stream")
        -> AnswerHead
    {
        AnswerHead(status: status, headers: HeaderFields([.init("Content-Type", type)]))
    }

    private static let json = head(200, "application/json")

    private func instant(_ number: Int) -> Instant {
        Instant(nanoseconds: UInt64(number), unixSeconds: 0)
    }

    private func redact(
        _ pieces: [[UInt8]], behind head: AnswerHead = WireRedactionTests.head()
    ) throws -> [WireRedaction.Piece] {
        var redaction = try #require(WireRedaction(Secret(Self.key), behind: head))
        var output: [WireRedaction.Piece] = []
        for (index, piece) in pieces.enumerated() {
            output += redaction.feed(piece, at: instant(index))
        }
        return output + redaction.finish()
    }

    private func bytes(_ pieces: [WireRedaction.Piece]) -> [UInt8] {
        pieces.flatMap(\.received.bytes)
    }

    private func read(_ bytes: [UInt8], behind head: AnswerHead = WireRedactionTests.head())
        -> [RunEvent]
    {
        var decoder = AttemptDecoder()
        return [AttemptEvent.head(head), .received(ReceivedBytes(bytes)), .ended(.none)].flatMap {
            decoder.read($0, unixNow: 0)
        }
    }

    /// In one piece, in pieces of one byte and of seven, and cut in two at each byte.
    private func cuts(_ text: String) -> [[[UInt8]]] {
        let bytes = Array(text.utf8)
        func pieces(of count: Int) -> [[UInt8]] {
            stride(from: 0, to: bytes.count, by: count).map {
                Array(bytes[$0..<min($0 + count, bytes.count)])
            }
        }
        return [[bytes], pieces(of: 1), pieces(of: 7)]
            + bytes.indices.dropFirst().map { [Array(bytes[..<$0]), Array(bytes[$0...])] }
    }

    /// Checks that nothing of the key is left wherever the body is cut, and that no cut makes a
    /// difference to what is read.
    private func expectClean(
        _ body: String, behind head: AnswerHead = WireRedactionTests.head(),
        _ check: ([RunEvent]) -> Void = { _ in },
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let expected = read(bytes(try redact([Array(body.utf8)], behind: head)), behind: head)
        check(expected)
        for pieces in cuts(body) {
            let output = try redact(pieces, behind: head)
            let clean = String(decoding: bytes(output), as: UTF8.self)
            let plain = clean.replacing(/\\u00([0-9a-f]{2})/) { match in
                String(Unicode.Scalar(UInt8(match.1, radix: 16) ?? 0))
            }
            for part in Self.secret {
                #expect(!plain.contains(part), "\(clean)", sourceLocation: sourceLocation)
            }
            #expect(
                output.reduce(0) { $0 + $1.received.redactedCount } > 0,
                sourceLocation: sourceLocation)
            #expect(read(bytes(output), behind: head) == expected, sourceLocation: sourceLocation)
            let instants = output.map(\.instant)
            #expect(instants == instants.sorted(), sourceLocation: sourceLocation)
        }
    }

    private func event(_ name: String, _ data: String) -> String {
        "event: \(name)\ndata: \(data)\n\n"
    }

    /// The ways in which JSON spells the key.
    private static let spellings = [
        key, #"\u0077bk_live_0123456789abcdef"#,
        key.utf8.map { #"\u00"# + String($0, radix: 16) }.joined(),
        #"wbk_live_01234\u00356789abcdef"#,
    ]

    @Test(arguments: spellings)
    func `in one event of any kind, wherever the body is cut`(spelling: String) throws {
        for events in [
            event("text", #"{"delta":"It is \#(spelling)."}"#),
            event("thinking", #"{"text":"It is \#(spelling)."}"#),
            event("tool_step", #"{"tool":"t","status":"completed","summary":"\#(spelling)"}"#),
            event("error", #"{"code":"x","message":"Wrong: \#(spelling)"}"#),
            event("other", #"{"key":"\#(spelling)"}"#),
            event("text", #"{"delta":"Hi","extra":"\#(spelling)"}"#),
            event("text", #"{"delta":"Hi","conversation_id":"\#(spelling)"}"#),
            event("text", #"{"delta":"\#(spelling)"#),
            ": \(spelling)\n\n" + Wire.textEvent, "id: \(spelling)\n" + Wire.textEvent,
            Wire.textEvent + event("text", #"{"delta":"\#(spelling)"}"#) + Wire.doneEvent
                + "data: [DONE]\n",
        ] { try expectClean(Wire.textEvent + events) }
    }

    @Test func `cut over two deltas at each place, wherever the body is cut`() throws {
        for place in Self.key.indices.dropFirst() {
            let text =
                Wire.textEvent + event("text", #"{"delta":"It is \#(Self.key[..<place])"}"#)
                + event("text", #"{"delta":"\#(Self.key[place...]), yes"}"#) + Wire.doneEvent
            try expectClean(text) { events in
                let answer = events.map { event in
                    if case .text(let delta, _) = event { delta } else { "" }
                }
                let start = Self.key.distance(from: Self.key.startIndex, to: place) <= 4
                let left = start ? String(Self.key[..<place]) : ""
                #expect(answer.joined() == "HelloIt is \(left)•••, yes")
            }
        }
    }

    @Test func `cut over deltas of one character each, and over thoughts and summaries`() throws {
        for name in ["text", "thinking", "tool_step"] {
            let body = Self.key.map { character in
                switch name {
                case "text": event(name, #"{"delta":"\#(character)"}"#)
                case "thinking": event(name, #"{"text":"\#(character)"}"#)
                default:
                    event(name, #"{"tool":"t","status":"odd","summary":"\#(character)"}"#)
                }
            }.joined()
            let output = try redact([Array(body.utf8)])
            var shown = ""
            for event in read(bytes(output)) {
                switch event {
                case .text(let text, _), .thinking(let text): shown += text
                case .toolStep(let step): shown += step.summary ?? ""
                default: break
                }
            }
            #expect(shown.replacing("•", with: "") == (name == "text" ? "wbk_" : "wbk_live_"))
        }
    }

    @Test func `cut by what a terminal does not show, and shortened`() throws {
        for text in [
            #"wbk_live_01234\u001b[0m56789abcdef"#, #"wbk_live_01234\u200e56789abcdef"#,
            "wbk_live_0123456…",
        ] {
            let body = event("thinking", #"{"text":"\#(text)"}"#)
            let events = read(bytes(try redact([Array(body.utf8)])))
            #expect(events[1] == .thinking(text: "•••" + (text.hasSuffix("…") ? "…" : "")))
        }
    }

    /// What the screen does not show, or shows as no letter, as it is spelt in JSON.
    private static let unseen = [
        #"\u0000"#, #"\u007f"#, #"\u0085"#, #"\u200e"#, #"\u202e"#, #"\udb40\udc41"#, #"\u001b[m"#,
        #"\u001b]0;x\u0007"#, #"\u200b"#, #"\u00ad"#, #"\n"#, #"**"#, #"\\"#, "&amp;",
    ]

    private static let half = key.index(key.startIndex, offsetBy: 14)

    @Test(arguments: unseen)
    func `cut over deltas and by what is not shown`(unseen: String) throws {
        let (first, second) = (Self.key[..<Self.half], Self.key[Self.half...])
        for deltas in [
            ["It is \(first)\(unseen)", "\(second), yes"],
            ["It is \(first)", "\(unseen)\(second), yes"],
            ["It is \(first)", unseen, "\(second), yes"],
        ] {
            let body = deltas.map { event("text", #"{"delta":"\#($0)"}"#) }.joined()
            try expectClean(Wire.textEvent + body + Wire.doneEvent) { events in
                let answer = events.map { event in
                    if case .text(let delta, _) = event { delta } else { "" }
                }
                #expect(answer.joined() == "HelloIt is •••, yes")
            }
            let thoughts = deltas.map { event("thinking", #"{"text":"\#($0)"}"#) }.joined()
            try expectClean(thoughts)
        }
        let step = #"{"tool":"\#(first)\#(unseen)","status":"\#(second)","summary":"s"}"#
        try expectClean(event("tool_step", step))
        try expectClean(
            event("error", #"{"code":"\#(first)\#(unseen)","message":"\#(second)"}"#))
        try expectClean(
            #"{"error":{"code":"x","message":"\#(first)\#(unseen)\#(second)"}}"#,
            behind: Self.head(401, "application/json"))
    }

    @Test func `a sequence that is cut over deltas does not hide it`() throws {
        let (first, second) = (Self.key[..<Self.half], Self.key[Self.half...])
        for (start, end) in [
            (#"\u001b["#, "m"), (#"\u001b[31;"#, "1m"), (#"\u001b]0;"#, #"x\u0007"#), ("&am", "p;"),
            ("<", "b>"),
        ] {
            let body =
                event("text", #"{"delta":"It is \#(first)\#(start)"}"#)
                + event("text", #"{"delta":"\#(end)\#(second), yes"}"#)
            try expectClean(body + Wire.doneEvent)
        }
    }

    @Test func `an unseen character behind each letter, for as long as it takes`() throws {
        let body = Self.key.map { event("text", #"{"delta":"\#($0)\u0000"}"#) }.joined()
        try expectClean(body + Wire.doneEvent)
        var redaction = try #require(AnswerRedaction(Secret(Self.key)))
        var shown = ""
        for character in Self.key {
            shown += redaction.feed("\(character)")
            for _ in 0..<10 { shown += redaction.feed(String(repeating: "\u{1B}[m", count: 200)) }
        }
        shown += redaction.flush()
        let letters = shown.filter { $0.isLetter || $0.isNumber || $0 == "_" }.replacing(
            "m", with: "")
        #expect(letters.hasPrefix("wbk_live_") && letters.count < 16, "\(letters)")
    }

    @Test(arguments: spellings)
    func `in a JSON answer and in the explanation of an error`(spelling: String) throws {
        try expectClean(
            #"{"data":{"response":"It is \#(spelling).","other":["\#(spelling)"]}}"#,
            behind: Self.json
        ) { events in
            #expect(events[1] == .text(delta: "It is •••.", conversationID: nil))
        }
        try expectClean(
            #"{"error":{"code":"invalid_key","message":"Not \#(spelling)"}}"#,
            behind: Self.head(401, "application/json")
        ) { events in
            #expect(
                events[1]
                    == .failed(Failure(code: .invalidKey, message: "Not •••", status: 401)))
        }
        try expectClean("<p>\(spelling)</p>", behind: Self.head(502, "text/html"))
        try expectClean(
            #"{"error":{"code":"invalid_key","message":"Not \#(spelling)"}}"#)
    }

    @Test func `of a key that the end cuts as much is left as may stand in any text`() throws {
        for count in 15..<Self.key.count {
            let start = "\(Self.key.prefix(count))"
            let body = Wire.textEvent + #"event: text\ndata: {"delta":"\#(start)"#
            try expectClean(body)
            try expectClean(
                #"{"data":{"response":"\#(start)"#, behind: Self.head(500, "text/plain"))
        }
    }

    @Test func `header values and failures`() {
        let key = Secret(Self.key)
        let head = AnswerHead(
            status: 200, headers: HeaderFields([.init("X-Echo", "Bearer \(Self.key)")]))
        #expect(
            AttemptEvent.head(head).redacted(key)
                == .head(
                    AnswerHead(
                        status: 200, headers: HeaderFields([.init("X-Echo", "Bearer •••")]))))
        #expect(
            AttemptEvent.ended(.failure(Failure(code: .network, message: Self.key))).redacted(key)
                == .ended(.failure(Failure(code: .network, message: "•••"))))
    }

    private static let keyless = [
        Wire.conforming, Wire.conforming.replacing("\n", with: "\r\n"),
        Wire.conforming.replacing("\n", with: "\r"), Wire.textEvent, "",
        "\u{FEFF}: hello\n\nretry: 100\nid: 1\n" + Wire.conforming,
        "event: text\ndata: {\"delta\":\"Keys begin with wbk_li\"}\n\n"
            + "event: text\ndata: {\"delta\":\"\\u0076ely\"}\n\nevent: text\ndata: {\"delta\":\"wbk_l\"}\n\n"
            + "event: thinking\ndata: {\"text\":\"wbk_l\"}\n\n: \u{1}\n\ndata: wbk_live",
        "event: text\ndata: {\"delta\":\"\\ud83d\"}\n\nevent: text\ndata: {\"delta\":\"\\ude00\"}\n\n",
    ]

    @Test(arguments: keyless)
    func `without the key each byte stays, in its piece and with its time`(body: String) throws {
        for kind in [Self.head(), Self.json, Self.head(500)] {
            for pieces in cuts(body) {
                let output = try redact(pieces, behind: kind)
                var times: [Int] = []
                for (index, piece) in pieces.enumerated() {
                    times += [Int](repeating: index, count: piece.count)
                }
                // Nothing behind the terminator is read.
                let count = bytes(output).count
                #expect(bytes(output) == Array(Array(body.utf8).prefix(count)))
                #expect(read(bytes(output), behind: kind) == read(Array(body.utf8), behind: kind))
                #expect(
                    output.flatMap { piece in
                        piece.received.bytes.map { _ in Int(piece.instant.nanoseconds) }
                    } == Array(times.prefix(count)))
                #expect(output.allSatisfy { $0.received.redactedCount == 0 })
            }
        }
    }

    @Test func `long streams without the key stay at any size of the pieces`() throws {
        var random = SeededGenerator(seed: 1)
        var body = ""
        while body.utf8.count < 40_000 {
            let word = ["wbk_", "wbk_li", "ve_", "Grüße ", "\\n", "\\u0077", "“…”"].randomElement(
                using: &random)
            body += event(
                ["text", "thinking", "x"][Int.random(in: 0..<3, using: &random)],
                #"{"delta":"\#(word ?? "")","text":"\#(word ?? "")"}"#)
        }
        let bytes = Array(body.utf8)
        for size in [1, 2, 100, 1 << 10, 64 << 10] {
            let pieces = stride(from: 0, to: bytes.count, by: size).map {
                Array(bytes[$0..<min($0 + size, bytes.count)])
            }
            #expect(self.bytes(try redact(pieces)) == bytes)
        }
    }

    @Test func `ordinary text is never late`() throws {
        var redaction = try #require(WireRedaction(Secret(Self.key), behind: Self.head()))
        for delta in ["how", "a wb", "wbk", "with wbk_"] {
            let body = Array(event("text", #"{"delta":"\#(delta)"}"#).utf8)
            let output = redaction.feed(body, at: instant(1))
            #expect(output.map(\.received.bytes) == [body])
        }
        let half = Array("event: text\ndata: {\"del".utf8)
        #expect(redaction.feed(Array(Wire.textEvent.utf8) + half, at: instant(2)).count == 1)
        let rest = redaction.feed(Array("ta\":\"x\"}\n\n".utf8), at: instant(3))
        #expect(rest.map(\.instant) == [instant(2), instant(3)])
    }

    @Test func `only what the key is in is written anew`() throws {
        let begun =
            event("text", #"{ "delta": "wbk_live" }"#) + event("text", #"{ "delta": "ly" }"#)
        let quoted = event("text", #"{ "delta": "wbk_live_0123" }"#)
        let rest = event("text", #"{ "delta": "456789abcdef" }"#)
        let body = begun + quoted + rest + begun
        #expect(
            try redact([Array(body.utf8)]).map {
                String(decoding: $0.received.bytes, as: UTF8.self)
            }
                == [
                    begun, event("text", #"{"delta":""}"#), event("text", #"{"delta":"•••"}"#),
                    begun,
                ])
    }

    @Test func `a server that sends empty deltas for ever is not waited for`() throws {
        var redaction = try #require(WireRedaction(Secret(Self.key), behind: Self.head()))
        _ = redaction.feed(Array(event("text", #"{"delta":"wbk_live"}"#).utf8), at: instant(0))
        let empty = Array(event("text", #"{"delta":""}"#).utf8)
        var count = 0
        for index in 0..<2_000 { count += redaction.feed(empty, at: instant(index)).count }
        #expect(count > 1000)
    }
}
