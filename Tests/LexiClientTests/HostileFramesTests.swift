import LexiAPI
import LexiClient
import LexiTesting
import LexiWire
import LexiWireSamples
import Testing

/// Servers that break the rules of HTTP/2: whatever they send, the turn fails at once with a
/// reason, is not sent again, and the client goes on.
@Suite(.timeLimit(.minutes(2))) struct HostileFramesTests {
    private static let stream: UInt32 = 1
    private static let head = Frame.head(stream)
    private static let text = Frame.data(stream, Wire.textEvent)

    /// A name, and what the server says on the stream that was asked.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let frames: [UInt8]
        var testDescription: String { name }

        init(_ name: String, _ frames: [UInt8]) {
            self.name = name
            self.frames = frames
        }
    }

    /// Runs one turn, with as many further attempts as a user has, against a server that keeps
    /// the connection whatever becomes of it.
    private func run(_ frames: [UInt8]) async throws -> (events: [RunEvent], requests: Int) {
        let server = try await FrameServer { $0.send(frames) }
        var configuration = try ClientConfiguration(baseURL: server.url)
        configuration.certificateAuthorityFile = server.authorityFile
        let client = LexiClient(
            configuration,
            surroundings: ClientSurroundings(
                now: SystemClock.now, sleep: { _ in }, chance: { 0.5 }))
        let log = EventLog()
        await client.run(
            Turn.request, idempotencyKey: Turn.idempotencyKey, emit: { await log.take($0) })
        await client.shutdown()
        let count = server.requestCount
        try await server.stop()
        return (log.events, count)
    }

    @Test(arguments: [
        "", "-1", "-200", "+200", "0", "20", "099", "1000", "2000", "abc", "2OO",
        "99999999999999999999", "١٢٣",
    ]) func `a status that is none ends the turn, and nothing else`(_ status: String) async throws {
        let (events, requests) = try await run(Frame.head(Self.stream, status: status))
        guard case .failed(let failure) = events.first else {
            Issue.record("\(events)")
            return
        }
        #expect(failure.code == .protocolError)
        #expect(failure.message.contains("which HTTP does not have"), "\(failure.message)")
        #expect(events.last == .ended(.failed, terminator: false))
        #expect(requests == 1)
    }

    static let breaks: [Case] = [
        Case("no status", Frame.bytes(type: 1, flags: 4, stream: 1, Frame.field("a", "b"))),
        Case(
            "two statuses",
            Frame.bytes(
                type: 1, flags: 4, stream: 1,
                Frame.field(":status", "200") + Frame.field(":status", "200"))),
        Case(
            "a header in capitals",
            Frame.bytes(
                type: 1, flags: 4, stream: 1,
                Frame.field(":status", "200") + Frame.field("Server", "x"))),
        Case(
            "a header of the connection",
            Frame.bytes(
                type: 1, flags: 4, stream: 1,
                Frame.field(":status", "200") + Frame.field("connection", "close"))),
        Case(
            "a pseudo header of requests",
            Frame.bytes(
                type: 1, flags: 4, stream: 1,
                Frame.field(":status", "200") + Frame.field(":path", "/"))),
        Case("a status with a space", Frame.head(1, status: "200 ")),
        Case("bad HPACK", Frame.bytes(type: 1, flags: 4, stream: 1, [0xFF, 0xFF, 0xFF, 0xFF])),
        Case(
            "an index that HPACK does not have", Frame.bytes(type: 1, flags: 4, stream: 1, [0xFE])),
        Case(
            "a promise that was switched off",
            Frame.bytes(
                type: 5, flags: 4, stream: 1, Frame.big(2) + Frame.field(":method", "GET"))),
        Case("settings of five bytes", Frame.bytes(type: 4, [0, 3, 0, 0, 0])),
        Case(
            "a window larger than there may be",
            Frame.bytes(type: 4, [0, 4, 0xFF, 0xFF, 0xFF, 0xFF])),
        Case("settings on a stream", Frame.bytes(type: 4, stream: 1)),
        Case("a window update of nothing", Frame.bytes(type: 8, stream: 1, [0, 0, 0, 0])),
        Case(
            "a window update of nothing for the connection",
            Frame.bytes(type: 8, [0, 0, 0, 0])),
        Case(
            "window updates beyond what there may be",
            Frame.bytes(type: 8, [0x7F, 0xFF, 0xFF, 0xFF])
                + Frame.bytes(type: 8, [0x7F, 0xFF, 0xFF, 0xFF])),
        Case(
            "a frame that is too large",
            Frame.bytes(type: 0, stream: 1, Array(repeating: 0, count: 1 << 20))),
        Case(
            "continuations without end",
            Frame.bytes(type: 1, stream: 1, Frame.field(":status", "200"))
                + (0..<100).flatMap { _ in
                    Frame.bytes(type: 9, stream: 1, Frame.field("a", "b"))
                }),
        Case(
            "another frame between continuations",
            Frame.bytes(type: 1, stream: 1, Frame.field(":status", "200")) + Frame.settings()),
        Case("a ping of seven bytes", Frame.bytes(type: 6, [0, 0, 0, 0, 0, 0, 0])),
        Case("a body before its head", Frame.data(1, Wire.textEvent)),
        Case("a stream that nobody opened", Frame.head(9)),
        Case(
            "an interim status that ends the stream",
            Frame.head(1, status: "100", flags: Frame.endHeaders | Frame.endStream)),
        Case(
            "window updates of the stream beyond what there may be",
            Frame.bytes(type: 8, stream: 1, [0x7F, 0xFF, 0xFF, 0xFF])
                + Frame.bytes(type: 8, stream: 1, [0x7F, 0xFF, 0xFF, 0xFF])),
    ]

    @Test(arguments: breaks)
    func `broken rules end the turn with their reason, and are not tried again`(
        _ broken: Case
    ) async throws {
        let (events, requests) = try await run(broken.frames)
        guard case .failed(let failure) = events.first else {
            Issue.record("\(events)")
            return
        }
        #expect(failure.code == .protocolError, "\(failure)")
        #expect(failure.message.contains("broke the rules of HTTP/2"), "\(failure.message)")
        #expect(events.last == .ended(.failed, terminator: false))
        #expect(requests == 1)
    }

    static let breaksInTheMiddle: [Case] = [
        Case("a second status", Frame.head(1, flags: 5)),
        Case("bad HPACK", Frame.bytes(type: 1, flags: 5, stream: 1, [0xFF, 0xFF, 0xFF, 0xFF])),
        Case("settings of five bytes", Frame.bytes(type: 4, [0, 3, 0, 0, 0])),
        Case("a window update of nothing", Frame.bytes(type: 8, stream: 1, [0, 0, 0, 0])),
        Case(
            "window updates of the stream beyond what there may be",
            Frame.bytes(type: 8, stream: 1, [0x7F, 0xFF, 0xFF, 0xFF])
                + Frame.bytes(type: 8, stream: 1, [0x7F, 0xFF, 0xFF, 0xFF])),
        Case(
            "a frame that is too large",
            Frame.bytes(type: 0, stream: 1, Array(repeating: 0, count: 1 << 20))),
    ]

    @Test(arguments: breaksInTheMiddle)
    func `what came before rules were broken is kept`(_ broken: Case) async throws {
        let (events, requests) = try await run(Self.head + Self.text + broken.frames)
        #expect(events.prefix(2) == [responded(), Wire.text])
        guard events.count == 4, case .failed(let failure) = events[2] else {
            Issue.record("\(events)")
            return
        }
        #expect(failure.code == .protocolError)
        #expect(events.last == .ended(.incomplete, terminator: false))
        #expect(requests == 1)
    }

    @Test func `a stream that breaks rules ends alone`() async throws {
        let server = try await FrameServer { request in
            if request.stream == 1 {
                request.send(Frame.head(1) + Frame.data(1, Wire.textEvent))
            } else {
                request.send(Frame.head(request.stream, status: "-1"))
                request.send(
                    Frame.data(1, Wire.doneEvent + "data: [DONE]\n\n", flags: Frame.endStream))
            }
        }
        var configuration = try ClientConfiguration(baseURL: server.url)
        configuration.certificateAuthorityFile = server.authorityFile
        let client = LexiClient(configuration)
        let (first, second) = (EventLog(), EventLog())
        let streams = ScriptedServerGate()
        let turn = Task {
            await client.run(Turn.request, idempotencyKey: Turn.idempotencyKey) { batch in
                await first.take(batch)
                if batch.contains(where: { $0.runEvents.contains(Wire.text) }) { streams.open() }
            }
        }
        await streams.wait()
        await client.run(
            Turn.request, idempotencyKey: Turn.idempotencyKey, emit: { await second.take($0) })
        await turn.value
        await client.shutdown()
        #expect(second.events.last == .ended(.failed, terminator: false))
        #expect(first.events.last == .ended(.completed, terminator: true))
        #expect(server.connectionCount == 1)
        try await server.stop()
    }

    @Test func `a connection that was broken is followed by a new one`() async throws {
        let server = try await FrameServer { request in
            let isFirst = request.stream == 1 && request.isOnFirstConnection
            request.send(
                isFirst ? Frame.bytes(type: 4, [0, 3, 0, 0, 0]) : Frame.answer(request.stream))
        }
        var configuration = try ClientConfiguration(baseURL: server.url)
        configuration.certificateAuthorityFile = server.authorityFile
        let client = LexiClient(configuration)
        var endings: [RunEvent?] = []
        for _ in 0..<2 {
            let log = EventLog()
            await client.run(
                Turn.request, idempotencyKey: Turn.idempotencyKey, emit: { await log.take($0) })
            endings.append(log.events.last)
        }
        await client.shutdown()
        #expect(
            endings == [
                .ended(.failed, terminator: false), .ended(.completed, terminator: true),
            ])
        try await server.stop()
    }
}
