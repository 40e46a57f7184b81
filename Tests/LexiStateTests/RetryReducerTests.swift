import LexiAPI
import LexiSession
import LexiSessionSamples
import LexiState
import Testing

@Suite struct RetryReducerTests {
    private static let limited = Retry(
        attempt: 2, wait: .seconds(12),
        failure: Failure(code: .rateLimited, message: "Slow \u{1B}[31mdown", status: 429),
        head: ResponseHead(
            status: 429, requestID: "req_1",
            rateLimit: RateLimit(limit: 50, remaining: 0, reset: 1_777_420_800)))

    @Test func `a retry is counted down and then connects`() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.requested(driver.turn.request, idempotencyKey: "k"), at: 0)
        driver.receive(.retrying(Self.limited), at: 1_000)
        var shown = Self.limited.failure
        shown.message = "Slow down"
        #expect(TurnStatus(driver.turn, now: at(1_000)) == .retrying(shown, seconds: 12))
        #expect(TurnStatus(driver.turn, now: at(8_600)) == .retrying(shown, seconds: 4))
        #expect(TurnStatus(driver.turn, now: at(12_900)) == .retrying(shown, seconds: 1))
        #expect(TurnStatus(driver.turn, now: at(13_000)) == .connecting)
        // The wait itself was no silence of the server.
        #expect(TurnStatus(driver.turn, now: at(27_900)) == .connecting)
        #expect(TurnStatus(driver.turn, now: at(28_000)) == .stalled(seconds: 15))
        #expect(driver.state.account.rateLimit.remaining == 0)
        #expect(driver.turn.head?.requestID == "req_1")
        #expect(driver.turn.attemptNumber == 2)
    }

    @Test func `an answer after a retry is one turn`() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.retrying(Self.limited), at: 10)
        driver.receive(.responded(ResponseHead(status: 200, requestID: "req_2")), at: 20)
        driver.receive(.text(delta: "Hi", conversationID: nil), at: 30)
        driver.receive(.ended(.completed, terminator: true), at: 40)
        #expect(driver.state.activeTab.turns.count == 1)
        #expect(driver.turn.head?.requestID == "req_2")
        #expect(driver.turn.retries.count == 1)
        #expect(driver.turn.failure == nil)
    }

    @Test func `a message called back while it waits returns to the composer`() {
        var driver = Driver()
        driver.send("precious")
        driver.receive(.retrying(Self.limited), at: 10)
        driver.receive(.ended(.cancelled, terminator: false), at: 20)
        #expect(driver.state.activeTab.composer.text == "precious")
    }

    @Test func `trying again uses the key and keeps what had come`() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.requested(driver.turn.request, idempotencyKey: "key-1"), at: 0)
        driver.receive(.responded(ResponseHead(status: 200, requestID: "req_1")), at: 5)
        driver.receive(.toolStep(.init(tool: "deals.get", status: "started")), at: 10)
        driver.receive(.text(delta: "Half an", conversationID: "c-1"), at: 20)
        driver.receive(.failed(Failure(code: .network, message: "reset")), at: 30)
        driver.receive(.ended(.incomplete, terminator: false), at: 31)
        let request = driver.turn.request
        let revision = driver.turn.revision

        let effects = driver.apply(.retry, at: 1_000)
        // The request is the same, although the conversation has a name by now.
        #expect(
            effects.map(\.essential) == [
                .startTurn(
                    tab: ConversationID(1), turn: TurnID(1), request: request,
                    idempotencyKey: "key-1")
            ])
        #expect(driver.state.activeTab.turns.count == 1)
        #expect(driver.turn.phase == .connecting)
        #expect(driver.turn.revision > revision)
        #expect(driver.turn.answer.isEmpty)
        #expect(driver.turn.askedAt == at(0))
        #expect(driver.turn.elapsedSeconds(now: at(1_500)) == 0.5)
        let attempt = driver.turn.earlierAttempts[0]
        #expect(attempt.answer.text == "Half an")
        #expect(attempt.outcome == .incomplete)
        #expect(attempt.requestID == "req_1")
        #expect(attempt.steps.map(\.state) == [.unfinished])

        driver.receive(.text(delta: "Half an answer", conversationID: "c-1"), at: 1_100)
        driver.receive(.ended(.completed, terminator: true), at: 1_200)
        #expect(driver.turn.answer.text == "Half an answer")
        #expect(attempt.isContained(in: driver.turn.answer))
        #expect(driver.turn.attemptNumber == 2)
    }

    @Test func `sending back unchanged what was refused tries the same turn again`() {
        var driver = Driver()
        driver.send("question")
        driver.receive(.requested(driver.turn.request, idempotencyKey: "key-1"), at: 0)
        driver.receive(.failed(Failure(code: .network, message: "m")), at: 1)
        driver.receive(.ended(.failed, terminator: false), at: 2)
        let effects = driver.apply(.send, at: 5)
        #expect(
            effects.map(\.essential) == [
                .startTurn(
                    tab: ConversationID(1), turn: TurnID(1),
                    request: ChatRequest(message: "question"),
                    idempotencyKey: "key-1")
            ])
        #expect(driver.state.activeTab.turns.count == 1)
        #expect(driver.state.activeTab.composer.isEmpty)
    }

    @Test func `what was changed is a turn of its own`() {
        var driver = Driver()
        driver.send("question")
        driver.receive(.requested(driver.turn.request, idempotencyKey: "key-1"), at: 0)
        driver.receive(.ended(.failed, terminator: false), at: 2)
        driver.apply(.edit(.insert("?")))
        let effects = driver.apply(.send, at: 5)
        #expect(
            effects.map(\.essential) == [
                .startTurn(
                    tab: ConversationID(1), turn: TurnID(2),
                    request: ChatRequest(message: "question?"),
                    idempotencyKey: nil)
            ])
        #expect(driver.state.activeTab.turns.count == 2)
    }

    @Test func `trying again takes the returned message out of the composer, not a draft`() {
        var driver = Driver()
        driver.send("question")
        driver.receive(.ended(.failed, terminator: false), at: 2)
        driver.apply(.retry, at: 3)
        #expect(driver.state.activeTab.composer.isEmpty)
        driver.receive(.ended(.failed, terminator: false), at: 4)
        driver.apply(.edit(.insert(" and more")))
        driver.apply(.retry, at: 5)
        #expect(driver.state.activeTab.composer.text == "question and more")
    }

    @Test func `there is nothing to try again before a question, while it runs, or once answered`()
    {
        var driver = Driver()
        #expect(driver.apply(.retry, at: 0) == [])
        #expect(driver.state.notice != nil)
        driver.send("x")
        #expect(driver.apply(.retry, at: 1) == [])
        driver.receive(.ended(.completed, terminator: true), at: 2)
        #expect(driver.apply(.retry, at: 3) == [])
        #expect(driver.turn.earlierAttempts.isEmpty)
    }

    @Test func `asking again is a new turn with a fresh key in the same conversation`() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.text(delta: "a", conversationID: "c-1"), at: 1)
        driver.receive(.ended(.completed, terminator: true), at: 2)
        let effects = driver.apply(.askAgain, at: 3)
        #expect(
            effects.map(\.essential) == [
                .startTurn(
                    tab: ConversationID(1), turn: TurnID(2),
                    request: ChatRequest(message: "x", conversationID: "c-1"), idempotencyKey: nil)
            ])
        #expect(driver.state.activeTab.turns.count == 2)
    }

    @Test func `a conversation that changes its name is noted once`() {
        var driver = Driver()
        driver.send("x")
        for (index, id) in ["c-1", "c-2", "c-2", nil, "", "c-1"].enumerated() {
            driver.receive(.text(delta: "a", conversationID: id), at: UInt64(index))
        }
        #expect(
            driver.turn.oddEvents == ["the conversation ID changed from c-1 to c-2"])
        #expect(driver.state.activeTab.conversationID == "c-1")
    }

    @Test func `a wait that was stopped is no attempt`() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.retrying(Self.limited), at: 1_000)
        #expect(driver.turn.attemptNumber == 2)
        driver.receive(.ended(.cancelled, terminator: false), at: 2_000)
        #expect(driver.turn.attemptNumber == 1)
    }
}
