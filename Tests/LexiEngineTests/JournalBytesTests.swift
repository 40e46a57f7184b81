import Foundation
import LexiAPI
import LexiBus
import LexiClient
import LexiEngine
import LexiJournal
import LexiSession
import LexiState
import LexiTesting
import LexiWireSamples
import Testing

/// From the socket to the file: what is written down is what the server sent, byte for byte.
@Suite(.timeLimit(.minutes(10))) struct JournalBytesTests {
    private static let key = "wbk_live_0123456789abcdef"

    /// A body, and what is said in front of it.
    struct Answer: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var status = "200 OK"
        var type = "text/event-stream"
        var body: [UInt8]

        init(_ name: String, _ body: String, status: String = "200 OK", type: String? = nil) {
            self.init(name, Array(body.utf8), status: status, type: type)
        }

        init(_ name: String, _ body: [UInt8], status: String = "200 OK", type: String? = nil) {
            testDescription = name
            self.body = body
            self.status = status
            self.type = type ?? self.type
        }

        /// The response, its body in chunks of these pieces.
        func response(_ pieces: [ArraySlice<UInt8>]) -> [UInt8] {
            let head =
                "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nTransfer-Encoding: chunked\r\n"
                + "Connection: close\r\n\r\n"
            return Array(head.utf8)
                + pieces.flatMap {
                    Array("\(String($0.count, radix: 16))\r\n".utf8) + $0 + [13, 10]
                }
                + Array("0\r\n\r\n".utf8)
        }

        func pieces(of size: Int) -> [ArraySlice<UInt8>] {
            stride(from: 0, to: body.count, by: size).map {
                body[$0..<min($0 + size, body.count)]
            }
        }
    }

    private static let answers = [
        Answer("a whole answer", Wire.conforming),
        Answer("with a mark of the byte order", "\u{FEFF}" + Wire.conforming),
        Answer(
            "with line ends of another kind",
            Wire.conforming.split(separator: "\n", omittingEmptySubsequences: false)
                .joined(separator: "\r\n")),
        Answer(
            "in many scripts",
            "event: text\ndata: {\"delta\": \"Müller 漢字 👩‍💻 \\u00e4\"}\n\n" + Wire.doneEvent),
        Answer(
            "what is no text",
            Array(Wire.textEvent.utf8) + [0xFF, 0xC3, 0x28, 0x00, 0xED, 0xA0, 0x80, 0x0A, 0x0A]
                + Array(Wire.doneEvent.utf8)),
        Answer("cut in a character", Array(Wire.textEvent.utf8) + [0xE6, 0xBC]),
        Answer("cut in a line", Wire.textEvent + "event: text\ndata: {\"del"),
        Answer("with comments", ": \n\n: keep-alive\n\n" + Wire.conforming),
        Answer("after the end", Wire.conforming + Wire.textEvent),
        Answer(
            "an error in the stream",
            Wire.textEvent + "event: error\ndata: {\"code\":\"lexi_error\",\"message\":\"No\"}\n\n"),
        Answer(
            "a JSON answer", #"{"data":{"response":"Hi","conversation_id":"c"}}"#,
            type: "application/json"),
        Answer(
            "an error", #"{"error":{"code":"insufficient_credits","message":"None"}}"#,
            status: "402 No", type: "application/json"),
        Answer("a page", "<h1>Bad gateway</h1>", status: "502 Bad", type: "text/html"),
        Answer(
            "many lines",
            String(repeating: Wire.textEvent, count: 400) + Wire.doneEvent + "data: [DONE]\n\n"),
    ]

    private static let sizes = [1, 2, 3, 7, 64, 1000, 4096, 65536]

    /// Has a client ask once for each response.
    ///
    /// - Returns: The lines of the journal.
    private func journal(_ responses: [[UInt8]]) async throws -> [[UInt8]] {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "lexi-bytes-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = try ScriptedServer(
            responses.map { [.readRequest, .sendBytes($0), .close] })
        defer { server.stop() }
        var configuration = try ClientConfiguration(
            baseURL: server.url, apiKey: Secret(Self.key))
        configuration.retries = .init(maximumRetries: 0)
        let client = LexiClient(configuration)
        let bus = SessionBus.session()
        let journal = await SessionJournal(
            bus: bus, folder: JournalFolder(stateFolder: folder.path), product: "lexi test",
            session: UniqueID(high: 1, low: 1), now: SystemClock.now)
        let engine = Engine(
            bus: bus, isWritten: { await journal.waitUntilWritten($0) }, connect: { client })
        let (ends, tell) = AsyncStream.makeStream(of: Void.self)
        await bus.attach("ends", capacity: .bytes(1 << 20)) { events in
            for case .ended in events.map(\.body) { tell.yield() }
        } finish: {
            tell.finish()
        }
        let conversation = ConversationID(
            UniqueID(unixSeconds: 1_795_478_400, random: (0, 1)))
        var ended = ends.makeAsyncIterator()
        for number in responses.indices {
            engine.perform(
                .ask(
                    Asking(
                        conversation: conversation,
                        opening: number == 0
                            ? ConversationOpening(
                                service: ServiceOrigin(baseURL: server.url, key: nil)) : nil,
                        turn: TurnID(number + 1), request: ChatRequest(message: "Q"),
                        cause: .sent, balance: nil)))
            _ = await ended.next()
        }
        await engine.shutdown()
        let names = FileManager.default.enumerator(atPath: folder.path)
        let file = try #require(
            names?.compactMap { $0 as? String }.first { $0.hasSuffix(".jsonl") })
        return try Data(contentsOf: folder.appending(path: file))
            .split(separator: 0x0A).map { Array($0) }
    }

    private func entries(_ lines: [[UInt8]]) throws -> [[String: Any]] {
        try lines.map {
            try #require(
                try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
        }
    }

    /// The bytes of each turn's answer.
    private func bodies(_ entries: [[String: Any]]) throws -> [[UInt8]] {
        var bodies: [[UInt8]] = []
        for entry in entries {
            switch entry["type"] as? String {
            case "asked": bodies.append([])
            case "bytes":
                #expect(entry["redacted"] == nil)
                if let text = entry["text"] as? String {
                    bodies[bodies.count - 1] += text.utf8
                } else {
                    let text = try #require(entry["base64"] as? String)
                    bodies[bodies.count - 1] += try #require(Data(base64Encoded: text))
                }
            default: break
            }
        }
        return bodies
    }

    @Test(arguments: answers)
    func `the bytes in a journal are those that the server sent`(_ answer: Answer) async throws {
        let lines = try await journal(
            Self.sizes.map { answer.response(answer.pieces(of: $0)) })
        let bodies = try bodies(entries(lines))
        #expect(bodies.count == Self.sizes.count)
        for (body, size) in zip(bodies, Self.sizes) {
            #expect(body == answer.body, "in chunks of \(size)")
        }
    }

    @Test(arguments: [
        key, #"\u0077bk_live_0123456789abcdef"#, #"wbk_live_01234\u00356789abcdef"#,
    ])
    func `wherever an answer is cut, the key is in no line`(_ spelling: String) async throws {
        let deltas = Self.key.map { "event: text\ndata: {\"delta\":\"\($0)\"}\n\n" }.joined()
        let body =
            "event: text\ndata: {\"delta\":\"It is \(spelling).\"}\n\n"
            + "event: thinking\ndata: {\"text\":\"\(spelling)\"}\n\n"
        let answer = Answer("with the key", body + Wire.doneEvent)
        let cuts = (1..<body.utf8.count).map { cut in
            answer.response([answer.body[..<cut], answer.body[cut...]])
        }
        let lines = try await journal(
            cuts
                + [Answer("over deltas", deltas + Wire.doneEvent)].flatMap { answer in
                    [1, 7, 1000].map { answer.response(answer.pieces(of: $0)) }
                })
        for line in lines {
            #expect(!String(decoding: line, as: UTF8.self).contains("0123456789abcdef"))
        }
        var text = ""
        var redacted = 0
        for entry in try entries(lines) {
            text += entry["text"] as? String ?? ""
            redacted += entry["redacted"] as? Int ?? 0
        }
        let plain = text.replacing(/\\u00([0-9a-f]{2})/) { match in
            String(Unicode.Scalar(UInt8(match.1, radix: 16) ?? 0))
        }
        #expect(!plain.contains("0123456789abcdef"))
        #expect(redacted >= cuts.count)
    }
}
