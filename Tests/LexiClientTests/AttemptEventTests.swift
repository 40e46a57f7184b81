import LexiAPI
import LexiTesting
import LexiWire
import LexiWireSamples
import Synchronization
import Testing

@testable import LexiClient

/// What of a turn can be kept: requests, heads, bytes, times.
@Suite(.timeLimit(.minutes(2))) struct AttemptEventTests {
    private let time = QuickTime()

    private static let refusal = "HTTP/1.1 503 Later\r\nX-One: 1\r\nContent-Length: 5\r\n\r\nlater"
    private static let streamed =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Two: a\r\nx-two: b\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n"

    /// Gathers what is emitted.
    private final class Log: Sendable {
        private let gathered = Mutex<[StampedAttemptEvent]>([])
        var events: [StampedAttemptEvent] { gathered.withLock { $0 } }
        @Sendable func take(_ batch: [StampedAttemptEvent]) async {
            gathered.withLock { $0 += batch }
        }

        var sent: [SentRequest] {
            events.compactMap { if case .sent(let request) = $0.event { request } else { nil } }
        }

        func bytes(of attempt: Int) -> [UInt8] {
            events.flatMap { event in
                if case .received(let received) = event.event, event.attempt == attempt {
                    received.bytes
                } else {
                    [UInt8]()
                }
            }
        }
    }

    private static func name(_ event: AttemptEvent) -> String {
        switch event {
        case .queued: "queued"
        case .dequeued: "dequeued"
        case .sent: "sent"
        case .head: "head"
        case .received: "received"
        case .retryPlanned: "retryPlanned"
        case .ended: "ended"
        }
    }

    @Test(arguments: [nil, "wbk_live_0123456789abcdef"])
    func `each attempt is told with all its bytes, also one that is tried again`(
        key: String?
    ) async throws {
        let middle = Wire.conforming.index(Wire.conforming.startIndex, offsetBy: 137)
        let server = try ScriptedServer([
            [
                .readRequest, .send(Self.refusal), .readRequest,
                .send(Self.streamed + Wire.chunk(String(Wire.conforming[..<middle]))),
                .send(Wire.chunk(String(Wire.conforming[middle...])) + "0\r\n\r\n"), .close,
            ]
        ])
        defer { server.stop() }
        let client = LexiClient(
            try ClientConfiguration(
                baseURL: server.url + "/base", apiKey: key.map { Secret($0) }),
            surroundings: time.surroundings)
        let log = Log()
        await client.run(Turn.request, idempotencyKey: "k", firstAttempt: 4, emit: log.take)
        await client.shutdown()
        let names = log.events.map { "\($0.attempt) \(Self.name($0.event))" }
        #expect(
            names.prefix(6) == [
                "4 sent", "4 head", "4 received", "4 retryPlanned", "5 sent", "5 head",
            ])
        #expect(names.dropFirst(6).dropLast().allSatisfy { $0 == "5 received" })
        #expect(names.last == "5 ended")
        #expect(log.bytes(of: 4) == Array("later".utf8))
        // Nothing behind the terminator is looked at.
        let bytes = String(decoding: log.bytes(of: 5), as: UTF8.self)
        #expect(Wire.conforming.hasPrefix(bytes))
        #expect(bytes.contains("data: [DONE]"))
        let retries = log.events.flatMap(\.runEvents).compactMap { event in
            if case .retrying(let retry) = event { retry.attempt } else { nil }
        }
        #expect(retries == [5])
        #expect(
            log.events.compactMap { event -> HeaderFields? in
                if case .head(let head) = event.event { head.headers } else { nil }
            } == [
                HeaderFields([.init("X-One", "1"), .init("Content-Length", "5")]),
                HeaderFields([
                    .init("Content-Type", "text/event-stream"), .init("X-Two", "a"),
                    .init("x-two", "b"), .init("Transfer-Encoding", "chunked"),
                ]),
            ])
        #expect(log.sent.map(\.connection?.isReused) == [false, true])
    }

    @Test func `the request is told as it left, without the key`() async throws {
        let answer =
            Self.streamed + Wire.chunk(Wire.textEvent + Wire.doneEvent) + "0\r\n\r\n"
        let server = try ScriptedServer([
            [.readRequest, .send(answer), .readRequest, .send(answer), .close]
        ])
        defer { server.stop() }
        let client = LexiClient(
            try ClientConfiguration(
                baseURL: server.url + "/base", apiKey: Secret("wbk_live_0123456789abcdef")))
        let log = Log()
        for _ in 0..<2 {
            await client.run(Turn.request, idempotencyKey: "k", emit: log.take)
        }
        await client.shutdown()
        #expect(log.sent.count == 2)
        for (sent, request) in zip(log.sent, server.requests) {
            #expect(sent.method == "POST")
            #expect(sent.path == "/base/v1/lexi/chat/stream")
            let lines = request.split(separator: "\r\n").dropFirst().prefix { $0.contains(": ") }
            #expect(
                sent.headers.fields.map { "\($0.name): \($0.value)" }
                    == lines.prefix(sent.headers.fields.count).map {
                        $0.replacing("wbk_live_0123456789abcdef", with: "[key]")
                    })
            #expect(sent.headers["Authorization"] == "Bearer [key]")
            #expect(sent.headers[AttemptWatch.headerName] == nil)
            #expect(!request.contains(AttemptWatch.headerName))
        }
        let uses = log.sent.map(\.connection)
        #expect(uses[0]?.isReused == false)
        #expect((uses[0]?.connectMicroseconds ?? -1) >= 0)
        #expect(
            uses[1]
                == ConnectionUse(
                    isReused: true, connectMicroseconds: nil, protocolName: "http/1.1"))
    }

    @Test func `over HTTP/2 as well`() async throws {
        let server = try await FrameServer { $0.send(Frame.answer($0.stream)) }
        var configuration = try ClientConfiguration(
            baseURL: server.url, apiKey: Secret("wbk_live_0123456789abcdef"))
        configuration.certificateAuthorityFile = server.authorityFile
        let client = LexiClient(configuration)
        let log = Log()
        for _ in 0..<2 {
            await client.run(Turn.request, idempotencyKey: "k", emit: log.take)
        }
        await client.shutdown()
        try await server.stop()
        #expect(log.sent.map(\.connection?.protocolName) == ["h2", "h2"])
        #expect(log.sent.map(\.connection?.isReused) == [false, true])
        #expect((log.sent[0].connection?.connectMicroseconds ?? -1) >= 0)
        #expect(log.sent[1].connection?.connectMicroseconds == nil)
        for sent in log.sent {
            #expect(sent.headers["authorization"] == "Bearer [key]")
            #expect(sent.headers.fields.allSatisfy { $0.name == $0.name.lowercased() })
            #expect(sent.headers[AttemptWatch.headerName] == nil)
        }
        #expect(log.bytes(of: 1).starts(with: Wire.textEvent.utf8))
    }

    @Test func `bytes have the time at which they came, however late they are looked at`()
        async throws
    {
        let seen = ScriptedServerGate()
        let stamped = ScriptedServerGate()
        let isLooking = Atomic<Bool>(false)
        let ticks = Atomic<UInt64>(0)
        let lookedAt = Atomic<UInt64>(0)
        var surroundings = ClientSurroundings.system
        surroundings.now = {
            let tick = ticks.wrappingAdd(1, ordering: .relaxed).newValue
            if isLooking.load(ordering: .acquiring) { stamped.open() }
            return Instant(nanoseconds: tick, unixSeconds: 0)
        }
        let server = try ScriptedServer([
            [
                .readRequest, .send(Wire.streamHead + Wire.textEvent), .wait(seen),
                .send(Wire.doneEvent), .close,
            ]
        ])
        defer { server.stop() }
        let client = LexiClient(
            try ClientConfiguration(baseURL: server.url), surroundings: surroundings)
        let log = Log()
        await client.run(Turn.request, idempotencyKey: "k") { batch in
            await log.take(batch)
            guard batch.contains(where: { $0.runEvents.contains(Wire.text) }) else { return }
            isLooking.store(true, ordering: .releasing)
            seen.open()
            // Only what comes from the connection asks for the time now.
            await stamped.wait()
            isLooking.store(false, ordering: .releasing)
            lookedAt.store(ticks.load(ordering: .relaxed), ordering: .relaxed)
        }
        await client.shutdown()
        let done = log.events.first { $0.runEvents.contains(Wire.done) }
        #expect((done?.instant.nanoseconds ?? .max) <= lookedAt.load(ordering: .relaxed))
    }
}

@Suite struct AttemptWatchTests {
    private func piece(_ count: Int, _ tick: UInt64 = 0) -> AttemptWatch.Piece {
        AttemptWatch.Piece(
            instant: Instant(nanoseconds: tick, unixSeconds: 0),
            bytes: [UInt8](repeating: 0x78, count: count))
    }

    private func watch(readOn: @escaping @Sendable () -> Void = {}) -> AttemptWatch {
        let watch = AttemptWatch(number: 1)
        watch.noteSent(
            SentRequest(method: "POST", path: "/", headers: HeaderFields()),
            at: Instant(nanoseconds: 0, unixSeconds: 0), readOn: readOn)
        return watch
    }

    @Test func `all that has come is taken at once, in order, until nothing more comes`() async {
        let watch = watch()
        for piece in [piece(1, 1), piece(2, 2)] { watch.append(piece.bytes, at: piece.instant) }
        #expect(await watch.next() == [piece(1, 1), piece(2, 2)])
        watch.append(piece(3, 3).bytes, at: piece(3, 3).instant)
        watch.finish()
        #expect(await watch.next() == [piece(3, 3)])
        #expect(await watch.next() == nil)
    }

    @Test func `a connection is not read while a quarter of a mebibyte waits`() async {
        let readsOn = Atomic<Int>(0)
        let watch = watch { readsOn.add(1, ordering: .relaxed) }
        watch.append(piece(AttemptWatch.limit / 2).bytes, at: piece(0).instant)
        #expect(!watch.holdsReading())
        watch.append(piece(AttemptWatch.limit / 2).bytes, at: piece(0).instant)
        #expect(watch.holdsReading())
        #expect(readsOn.load(ordering: .relaxed) == 0)
        _ = await watch.next()
        #expect(readsOn.load(ordering: .relaxed) == 1)
        #expect(!watch.holdsReading())
        watch.append([1], at: piece(0).instant)
        _ = await watch.next()
        #expect(readsOn.load(ordering: .relaxed) == 1)
    }

    @Test func `a connection is read in a moment while nobody looks, and at once behind that`()
        async
    {
        let readsOn = Atomic<Int>(0)
        let watch = watch { readsOn.add(1, ordering: .relaxed) }
        #expect(!watch.pausesReading())
        await watch.resting {
            #expect(watch.pausesReading())
            #expect(watch.endPause())
            #expect(!watch.endPause())
            #expect(watch.pausesReading())
            #expect(readsOn.load(ordering: .relaxed) == 0)
        }
        #expect(readsOn.load(ordering: .relaxed) == 1)
        #expect(!watch.endPause())
        await watch.resting {}
        #expect(readsOn.load(ordering: .relaxed) == 1)
    }

    @Test func `whoever waits for more is let go by what comes, by the end and by cancelling`()
        async
    {
        let watch = watch()
        async let first = watch.next()
        watch.append(piece(1).bytes, at: piece(1).instant)
        #expect(await first == [piece(1)])
        let cancelled = Task { await watch.next() }
        cancelled.cancel()
        #expect(await cancelled.value == nil)
        async let last = watch.next()
        watch.finish()
        #expect(await last == nil)
    }

    @Test func `a request that never leaves is not waited for`() async {
        let watch = AttemptWatch(number: 1)
        async let sent = watch.sent()
        watch.finishSending()
        #expect(await sent == nil)
    }

    @Test func `how long a connection took is known of one that is made alone`() {
        let time = QuickTime()
        let openings = ConnectionOpenings(now: time.surroundings.now)
        #expect(openings.timeOfTheOnlyOne() == nil)
        openings.begin("1")
        #expect(openings.timeOfTheOnlyOne() == .zero)
        openings.begin("2")
        #expect(openings.timeOfTheOnlyOne() == nil)
        openings.end("1")
        #expect(openings.timeOfTheOnlyOne() == .zero)
    }
}
