import LexiAPI
import LexiBus
import LexiEngine
import LexiSession
import LexiSessionSamples
import LexiState
import LexiTesting
import Synchronization
import Testing

/// What is recorded is played at its pace, on a clock of the test's, and comes to the same.
@Suite(.timeLimit(.minutes(5))) struct ReplaySourceTests {
    /// A session of one conversation, and what it comes to.
    private struct Live {
        let events: [SessionEvent]
        let recording: Recording
        var state = SessionState()

        init(seed: UInt64) throws {
            events = RandomSession(seed: seed, conversations: 1).events
            recording = try Recording(SessionJournals(events).onlyFile, name: "", now: noon)
            state.take(events)
        }

        /// From the first event to the last.
        var length: Duration {
            .nanoseconds(
                Int64(events.last!.instant.nanoseconds - events[0].instant.nanoseconds))
        }
    }

    private static let noon = Instant(
        nanoseconds: 1_795_435_200_000_000_000, unixSeconds: 1_795_435_200)

    /// Plays all of it, and returns what the bus carried.
    private func played(_ source: ReplaySource, _ bus: SessionBus) async -> [SessionEvent] {
        let subscription = bus.subscribe(capacity: .bytes(64 << 10))
        let playing = Task {
            await source.play()
            await bus.finish()
        }
        var events: [SessionEvent] = []
        for await batch in subscription { events += batch }
        await playing.value
        return events
    }

    private func check(_ events: [SessionEvent], against live: Live) {
        var state = SessionState()
        state.take(events)
        #expect(state == live.state)
        #expect(events.allSatisfy { $0.origin == .replayed })
        #expect(events.map(\.sequence) == Array(1...UInt64(events.count)))
        #expect(events.map(\.instant) == live.recording.events.map(\.instant))
    }

    @Test(arguments: ["0.25", "1", "16", "max"], Soak.seeds(12))
    func `at any speed it comes to the state of the live run, in its time`(
        _ speed: String, _ seed: UInt64
    ) async throws {
        let live = try Live(seed: seed)
        let speed = try #require(ReplaySpeed(speed))
        let time = LeapingTime()
        let bus = SessionBus.session()
        let began = time.now()
        let source = ReplaySource(
            live.recording, on: bus, speed: speed, now: time.now, sleep: time.sleep)
        check(await played(source, bus), against: live)
        #expect(source.status == Replay(phase: .over, speed: speed))
        let passed = time.now().seconds(since: began)
        switch speed {
        case .max: #expect(passed == 0 && time.sleeps == 0)
        case .times(let factor):
            let (seconds, attoseconds) = live.length.components
            let expected = (Double(seconds) + Double(attoseconds) / 1e18) / factor
            // Each wait is a whole number of microseconds.
            let most = expected + 1e-6 * Double(live.events.count + 1)
            #expect(passed >= expected - 1e-9 && passed <= most)
        }
    }

    @Test(arguments: Soak.seeds(24))
    func `pauses and other speeds change nothing but the time it takes`(_ seed: UInt64) async throws
    {
        let live = try Live(seed: seed)
        let time = LeapingTime()
        let bus = SessionBus.session()
        let source = ReplaySource(
            live.recording, on: bus, speed: .recorded, now: time.now, sleep: time.sleep)
        let chance = Mutex(SeededGenerator(seed: ~seed))
        let pauses = Mutex(0)
        time.setNap { duration in
            let (kind, part) = chance.withLock {
                (Int.random(in: 0..<4, using: &$0), Double.random(in: 0...1, using: &$0))
            }
            // A pause at first, and then as it comes.
            switch pauses.withLock({ $0 }) == 0 ? 0 : kind {
            case 0:
                time.pass(duration * part)
                source.togglePause()
                let stood = source.recordedTime(at: time.now())
                time.pass(.seconds(3600) * part)
                #expect(source.recordedTime(at: time.now()) == stood)
                #expect(source.status.phase == .paused)
                source.togglePause()
                #expect(source.recordedTime(at: time.now()) == stood)
                pauses.withLock { $0 += 1 }
                return .zero
            case 1:
                time.pass(duration * part)
                let before = source.recordedTime(at: time.now())
                source.setSpeed(part < 0.5 ? .times(0.25) : .times(8))
                #expect(source.recordedTime(at: time.now()) == before)
                return .zero
            default: return duration
            }
        }
        check(await played(source, bus), against: live)
        #expect(pauses.withLock { $0 } > 0)
    }

    /// Durations that somebody wants to sleep, which nobody lets pass.
    private final class Sleeper: Sendable {
        private let (stream, continuation) = AsyncStream.makeStream(of: Duration.self)
        var asked: AsyncStream<Duration>.AsyncIterator { stream.makeAsyncIterator() }

        @Sendable func sleep(_ duration: Duration) async throws {
            continuation.yield(duration)
            try await Task.sleep(for: .seconds(86_400))
        }
    }

    @Test func `nothing sleeps while it is paused, and the wait goes on where it stood`()
        async throws
    {
        let live = try Live(seed: 3)
        let time = LeapingTime()
        let sleeper = Sleeper()
        let source = ReplaySource(
            live.recording, on: .session(), speed: .times(2), now: time.now, sleep: sleeper.sleep)
        source.start()
        var asked = sleeper.asked
        let first = try #require(await asked.next())
        time.pass(first / 2)
        source.togglePause()
        let stood = source.recordedTime(at: time.now())
        time.pass(.seconds(86_400))
        #expect(source.recordedTime(at: time.now()) == stood)
        source.togglePause()
        // A sleep within the pause would come first.
        let second = try #require(await asked.next())
        #expect(abs((first - first / 2 - second) / .microseconds(1)) <= 1)
        source.togglePause()
        await source.stop()
        #expect(source.status.phase == .paused)
    }

    @Test func `a speed that is changed holds for the wait that has begun`() async throws {
        let live = try Live(seed: 3)
        let time = LeapingTime()
        let sleeper = Sleeper()
        let source = ReplaySource(
            live.recording, on: .session(), speed: .recorded, now: time.now, sleep: sleeper.sleep)
        source.start()
        var asked = sleeper.asked
        let first = try #require(await asked.next())
        source.setSpeed(.times(4))
        let second = try #require(await asked.next())
        #expect(abs((first / 4 - second) / .microseconds(1)) <= 1)
        await source.stop()
    }

    @Test func `its time begins with the first event, and stands still at the end`() async throws {
        let live = try Live(seed: 5)
        let time = LeapingTime()
        let bus = SessionBus.session()
        let source = ReplaySource(
            live.recording, on: bus, speed: .recorded, now: time.now, sleep: time.sleep)
        time.pass(.seconds(10))
        #expect(source.recordedTime(at: time.now()) == live.events[0].instant)
        _ = await played(source, bus)
        time.pass(.seconds(3600))
        #expect(source.recordedTime(at: time.now()) == live.events.last?.instant)
        // Nothing goes on.
        source.togglePause()
        #expect(source.status.phase == .over)
    }

    @Test func `between the events its time goes on`() async throws {
        let live = try Live(seed: 3)
        let time = LeapingTime()
        let sleeper = Sleeper()
        let source = ReplaySource(
            live.recording, on: .session(), speed: .times(4), now: time.now, sleep: sleeper.sleep)
        source.start()
        var asked = sleeper.asked
        let wait = try #require(await asked.next())
        let before = source.recordedTime(at: time.now())
        time.pass(wait / 4)
        let after = source.recordedTime(at: time.now())
        #expect(abs(after.seconds(since: before) - (wait / .seconds(1))) < 1e-5)
        await source.stop()
    }

    @Test func `where nothing runs, hours are left out`() async throws {
        var text = ReplayedJournal.opening
        text += ReplayedJournal.turn(1, at: 0)
        text += ReplayedJournal.turn(2, at: 7_200_000_000)
        let recording = try Recording(Array(text.utf8), name: "", now: Self.noon)
        #expect(recording.problems == [])
        let time = LeapingTime()
        let bus = SessionBus.session()
        let began = time.now()
        let source = ReplaySource(
            recording, on: bus, speed: .recorded, now: time.now, sleep: time.sleep)
        let events = await played(source, bus)
        // Two seconds between the turns, and all of the stall within each.
        #expect(time.now().seconds(since: began) == 2 * 32 + 2)
        let first = try #require(events.first?.instant)
        #expect(events.last?.instant.seconds(since: first) == 7232)
    }
}

/// A journal as `docs/architecture.md` has it, word for word: questions to which nothing comes for
/// a long time.
enum ReplayedJournal {
    static let opening = """
        {"lexi_journal":1,"conversation":"01950000-0000-7000-8000-000000000001","origin":{"base_url":"https://crm.example","key":null},"product":"lexi 0.2.0"}
        {"type":"session","session":"7d1c0000-0000-4000-8000-000000000001","seq":0,"us":0,"wall":"2026-11-30T11:20:30.000000Z"}

        """

    static func turn(_ number: Int, at time: Int) -> String {
        let turn = #""turn":"8c0f0000-0000-4000-8000-00000000000\#(number)","attempt":1"#
        return """
            {"type":"asked","seq":1,"us":\(time),\(turn),"cause":"sent","idempotency_key":"k\(number)","request":{"message":"Q\(number)"}}
            {"type":"head","seq":2,"us":\(time + 1_000_000),\(turn),"status":200,"headers":[["content-type","text/event-stream"]]}
            {"type":"bytes","seq":3,"us":\(time + 31_000_000),\(turn),"text":"event: text\\ndata: {\\"delta\\":\\"Hi\\"}\\n\\nevent: done\\ndata: {\\"credits_remaining\\":1,\\"message_id\\":\\"m\\"}\\n\\ndata: [DONE]\\n\\n"}
            {"type":"ended","seq":4,"us":\(time + 32_000_000),\(turn),"outcome":"completed","terminator":true,"cut":null,"alone":true}

            """
    }
}
