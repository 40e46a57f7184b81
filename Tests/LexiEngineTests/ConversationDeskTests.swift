import LexiAPI
import LexiBus
import LexiClient
import LexiEngine
import LexiSession
import LexiState
import LexiTesting
import LexiWire
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct ConversationDeskTests {
    /// A desk, and what is told on its bus.
    private func desk(_ connect: @escaping @Sendable () throws(Failure) -> any TurnTransport) -> (
        desk: ConversationDesk, events: LosslessSubscription<SessionEvent>
    ) {
        let engine = Engine(connect: { () throws(Failure) in try connect() })
        let events = engine.bus.subscribe(capacity: Capacity(100))
        return (ConversationDesk(engine: engine), events)
    }

    /// What is told until as many events have come.
    private func told(
        _ events: LosslessSubscription<SessionEvent>, count: Int = 1
    ) async -> [SessionEvent] {
        var all: [SessionEvent] = []
        for await batch in events {
            all += batch
            if all.count >= count { break }
        }
        return all
    }

    private func answer(
        _ transport: any TurnTransport, count: Int = 1, _ ask: (ConversationDesk) -> Void
    ) async -> [SessionEvent.Body] {
        let (desk, events) = desk { () throws(Failure) in transport }
        ask(desk)
        return await told(events, count: count).map(\.body)
    }

    @Test func `the list and the messages come when they are there`() async {
        let page = Page(items: [ConversationSummary(id: "c", title: "T")])
        let conversation = Conversation(summary: page.items[0], messages: [])
        let kept = Kept(list: .success(page), conversation: .success(conversation))
        #expect(await answer(kept) { $0.list() } == [.answered(.list(page))])
        #expect(
            await answer(kept, count: 2) {
                $0.show("c", of: ConversationID(3), opening: nil)
            } == [.recordAsked, .recordRead(conversation)])
        let opening = ConversationOpening(service: .demo, serverID: "c")
        #expect(
            await answer(kept, count: 3) {
                $0.show("c", of: ConversationID(3), opening: opening)
            } == [.opened(opening), .recordAsked, .recordRead(conversation)])
        #expect(
            await answer(kept) { $0.search("acme") } == [
                .answered(.found(page, words: "acme"))
            ])
    }

    @Test(arguments: [
        (Failure(code: .rateLimited, message: "Later.", status: 429), true),
        (Failure(code: .insufficientPermissions, message: "No.", status: 403), true),
        (Failure(code: .network, message: "Nothing answers."), false),
    ]) func `whether the server may be asked again is told`(
        _ failure: Failure, _ isRefused: Bool
    ) async {
        let kept = Kept(
            list: .failure(.failed(failure, nil)), conversation: .failure(.cancelled))
        guard
            case .answered(.notFound(_, "acme", isRefused))? = await answer(
                kept, { $0.search("acme") }
            ).first
        else {
            Issue.record("not told")
            return
        }
    }

    @Test func `what is looked for takes the place of what was`() async {
        let waiting = Waiting()
        let (desk, events) = desk { () throws(Failure) in waiting }
        desk.search("a")
        for await _ in waiting.started { break }
        desk.search("ab")
        for await _ in waiting.started { break }
        for await _ in waiting.stopped { break }
        await desk.shutdown()
        #expect(waiting.count.load(ordering: .relaxed) == 2)
        #expect(events.takeWaiting().isEmpty)
    }

    @Test func `why nothing came is told in a sentence`() async {
        let failure = Failure(code: .network, message: "Nothing\u{1B}[31m answers.")
        let refused = Failure(code: .insufficientPermissions, message: "No.", status: 403)
        let kept = Kept(
            list: .failure(.failed(failure, nil)), conversation: .failure(.failed(refused, nil)))
        #expect(
            await answer(kept) { $0.list() }
                == [.answered(.noList("offline: Nothing answers"))])
        #expect(
            await answer(kept, count: 2) {
                $0.show("c", of: ConversationID(3), opening: nil)
            } == [.recordAsked, .recordRefused("insufficient_permissions: No")])
        #expect(
            await answer(Plain()) { $0.list() }
                == [.answered(.noList("this way to Lexi has none to list"))])
        let (desk, events) = desk { () throws(Failure) in throw failure }
        desk.list()
        #expect(
            await told(events).map(\.body) == [.answered(.noList("offline: Nothing answers"))])
    }

    @Test func `a shutdown breaks off what is asked, and nothing is asked afterwards`() async {
        let waiting = Waiting()
        let (desk, events) = desk { () throws(Failure) in waiting }
        desk.list()
        for await _ in waiting.started { break }
        await desk.shutdown()
        #expect(events.takeWaiting().isEmpty)
        desk.list()
        await desk.shutdown()
        #expect(waiting.count.load(ordering: .relaxed) == 1)
    }
}

private final class Plain: TurnTransport {
    func run(
        _ request: ChatRequest, idempotencyKey: String, firstAttempt: Int,
        emit: @escaping @Sendable ([StampedAttemptEvent]) async -> Void
    ) async {}
    func shutdown() async {}
}

private struct Kept: TurnTransport, ConversationTransport {
    let list: Result<Page<ConversationSummary>, RequestError>
    let conversation: Result<Conversation, RequestError>

    func latestConversations() async -> Result<Page<ConversationSummary>, RequestError> { list }
    func conversations(matching words: String) async -> Result<
        Page<ConversationSummary>, RequestError
    > { list }
    func keptConversation(_ id: String) async -> Result<Conversation, RequestError> {
        conversation
    }
    func run(
        _ request: ChatRequest, idempotencyKey: String, firstAttempt: Int,
        emit: @escaping @Sendable ([StampedAttemptEvent]) async -> Void
    ) async {}
    func shutdown() async {}
}

/// Answers when it is cancelled.
private final class Waiting: TurnTransport, ConversationTransport {
    let count = Atomic<Int>(0)
    let started: AsyncStream<Void>
    let stopped: AsyncStream<Void>
    private let starting: AsyncStream<Void>.Continuation
    private let stopping: AsyncStream<Void>.Continuation

    init() {
        (started, starting) = AsyncStream.makeStream(of: Void.self)
        (stopped, stopping) = AsyncStream.makeStream(of: Void.self)
    }

    func latestConversations() async -> Result<Page<ConversationSummary>, RequestError> {
        count.add(1, ordering: .relaxed)
        starting.yield()
        let (forever, _) = AsyncStream.makeStream(of: Void.self)
        for await _ in forever {}
        stopping.yield()
        return .failure(.cancelled)
    }
    func conversations(matching words: String) async -> Result<
        Page<ConversationSummary>, RequestError
    > { await latestConversations() }
    func keptConversation(_ id: String) async -> Result<Conversation, RequestError> {
        .failure(.cancelled)
    }
    func run(
        _ request: ChatRequest, idempotencyKey: String, firstAttempt: Int,
        emit: @escaping @Sendable ([StampedAttemptEvent]) async -> Void
    ) async {}
    func shutdown() async {}
}
