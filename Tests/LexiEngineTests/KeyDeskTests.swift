import LexiAPI
import LexiBus
import LexiClient
import LexiEngine
import LexiSession
import Testing

@Suite(.timeLimit(.minutes(5))) struct KeyDeskTests {
    /// An engine that nobody asks for turns, a desk, and what is told on its bus.
    private func desk() -> (
        engine: Engine, desk: KeyDesk, events: LosslessSubscription<SessionEvent>
    ) {
        let engine = Engine(connect: { () throws(Failure) in
            throw Failure(code: .network, message: "Nobody asks for it.")
        })
        let events = engine.bus.subscribe(capacity: Capacity(100))
        return (engine, KeyDesk(engine: engine), events)
    }

    /// All that is told until the end, which is brought about.
    private func told(
        _ engine: Engine, _ desk: KeyDesk, _ events: LosslessSubscription<SessionEvent>
    ) async -> [SessionEvent] {
        await desk.shutdown()
        await engine.shutdown()
        var all: [SessionEvent] = []
        for await batch in events { all += batch }
        return all
    }

    /// The next that is told.
    private func next(_ events: LosslessSubscription<SessionEvent>) async -> [SessionEvent.Body] {
        for await batch in events { return batch.map(\.body) }
        return []
    }

    @Test func `what a server says is told once, of no conversation`() async throws {
        let (engine, desk, events) = desk()
        desk.check(KeyCheckID(1)) { .accepted }
        for await batch in events {
            let event = try #require(batch.first)
            #expect(batch.map(\.body) == [.keyChecked(KeyCheckID(1), .accepted)])
            #expect(event.origin == .live && event.conversation == nil && event.turn == nil)
            break
        }
        #expect(await told(engine, desk, events) == [])
    }

    @Test func `the next key takes the place of the one before`() async {
        let (engine, desk, events) = desk()
        let (forever, _) = AsyncStream.makeStream(of: Void.self)
        desk.check(KeyCheckID(1)) {
            for await _ in forever {}
            return .accepted
        }
        desk.check(KeyCheckID(2)) { .refused("No") }
        #expect(await next(events) == [.keyChecked(KeyCheckID(2), .refused("No"))])
        #expect(await told(engine, desk, events) == [])
    }

    @Test func `what is still asked at the end, or only then, is not told`() async {
        let (engine, desk, events) = desk()
        let (forever, _) = AsyncStream.makeStream(of: Void.self)
        desk.check(KeyCheckID(1)) {
            for await _ in forever {}
            return .accepted
        }
        await desk.shutdown()
        desk.check(KeyCheckID(2)) { .accepted }
        #expect(await told(engine, desk, events) == [])
    }

    @Test func `a question that was broken off says nothing`() async {
        let (engine, desk, events) = desk()
        desk.check(KeyCheckID(1)) { nil }
        #expect(await told(engine, desk, events) == [])
    }

    @Test(arguments: [
        (
            Failure(code: .invalidKey, message: "No.", status: 401),
            KeyCheck.refused("invalid_key: No")
        ),
        (
            // Of a firewall, which knows nothing of keys.
            Failure(code: .http(401), message: "<html><title>Log in</title>", status: 401),
            .unknown("http_401: The server sent a web page titled \"Log in\"")
        ),
        (
            Failure(code: .http(403), message: "<html><title>No</title>", status: 403),
            .unknown("http_403: The server sent a web page titled \"No\"")
        ),
        (Failure(code: .insufficientPermissions, message: "No.", status: 403), .accepted),
        (Failure(code: .insufficientCredits, message: "No.", status: 402), .accepted),
        (
            Failure(code: .network, message: "Nothing answers."),
            .unknown("offline: Nothing answers")
        ),
        (
            Failure(code: .rateLimited, message: "Later.", status: 429),
            .unknown("rate_limited: Later")
        ),
    ]) func `an answer says whether the key is known`(_ failure: Failure, _ check: KeyCheck) {
        #expect(KeyCheck(.failure(.failed(failure, nil))) == check)
        #expect(KeyCheck(.success(Page(items: []))) == .accepted)
        #expect(KeyCheck(.failure(.cancelled)) == nil)
    }
}
