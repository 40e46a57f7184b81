import LexiAPI
import LexiDashboard
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState
import Testing

/// Messages written while Lexi answers.
@Suite struct QueueTests {
    private func running() throws -> Stage {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("first")
        stage.press(.enter)
        stage.receive(.text(delta: "words", conversationID: "c-1"))
        return stage
    }

    @Test func `Enter queues visibly, and the end of the run sends in order, once each`() throws {
        var stage = try running()
        stage.type("second")
        #expect(stage.press(.enter) == [.remember("second")])
        stage.type("third")
        stage.press(.enter)
        #expect(stage.screen().contains("queued: second"))
        #expect(stage.screen().contains("queued: third"))
        let sent = stage.end(.completed)
        #expect(
            sent.essential == [
                .perform(
                    .startTurn(
                        tab: ConversationID(1), turn: TurnID(2),
                        request: ChatRequest(message: "second", conversationID: "c-1"),
                        idempotencyKey: nil))
            ])
        #expect(!stage.screen().contains("queued: second"))
        // The same end heard twice sends nothing twice.
        #expect(stage.end(.completed) == [])
        #expect(stage.end(.completed, turn: 2).count == 1)
        #expect(stage.end(.completed, turn: 3) == [])
        #expect(
            stage.core.state.activeTab.turns.map(\.request.message) == ["first", "second", "third"])
    }

    @Test func `Backspace in an empty message takes the last one back`() throws {
        var stage = try running()
        stage.type("second")
        stage.press(.enter)
        stage.type("x")
        stage.press(.backspace)
        #expect(stage.core.state.activeTab.queue.count == 1)
        stage.press(.backspace)
        #expect(stage.text == "second")
        #expect(stage.core.state.activeTab.queue.isEmpty)
        #expect(stage.end(.completed) == [])
        #expect(stage.text == "second")
    }

    @Test(arguments: [Outcome.failed, .cancelled, .incomplete])
    func `after a run that did not complete the queue waits for a word`(outcome: Outcome) throws {
        var stage = try running()
        stage.type("second")
        stage.press(.enter)
        #expect(stage.end(outcome) == [])
        #expect(stage.screen().contains("waits: second"))
        #expect(stage.screen().contains("Enter sends"))
        #expect(stage.press(.enter).count == 1)
        #expect(stage.core.state.activeTab.turns.last?.request.message == "second")
    }

    @Test(arguments: [Outcome.failed, .cancelled, .incomplete])
    func `what is written goes behind a queue that waits, which goes on`(outcome: Outcome) throws {
        var stage = try running()
        stage.type("second")
        stage.press(.enter)
        stage.type("third")
        #expect(stage.end(outcome) == [])
        #expect(
            stage.screen().contains(
                "The queue waits: Enter puts what is written behind it and sends its first."))
        #expect(stage.screen().contains("waits: second"))
        stage.press(.enter)
        #expect(stage.core.state.activeTab.turns.map(\.request.message) == ["first", "second"])
        #expect(stage.core.state.activeTab.queue.map(\.message) == ["third"])
        #expect(stage.text.isEmpty)
        stage.end(.completed, turn: 2)
        #expect(
            stage.core.state.activeTab.turns.map(\.request.message) == ["first", "second", "third"])
    }

    @Test func `a queue that waits says that Backspace takes it back only where it does`() throws {
        var stage = try running()
        stage.type("second")
        stage.press(.enter)
        stage.type(" ")
        stage.end(.cancelled)
        #expect(stage.screen().contains("The queue waits: Enter sends it."))
        stage.press(.backspace, .backspace)
        #expect(stage.text == "second")
    }

    @Test func `a message that was given back is tried again before the queue`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("first")
        stage.press(.enter)
        stage.type("second")
        stage.press(.enter)
        stage.receive(.failed(Failure(code: .network, message: "It was reset.")))
        stage.end(.failed)
        #expect(stage.text == "first")
        #expect(
            stage.screen().contains(
                "The queue waits: Enter tries the message again, and the queue follows its"))
        stage.press(.enter)
        #expect(stage.core.state.activeTab.turns.map(\.request.message) == ["first"])
        stage.end(.completed)
        #expect(stage.core.state.activeTab.turns.map(\.request.message) == ["first", "second"])
    }

    @Test func `a full queue that waits has room for what is written`() throws {
        var stage = try running()
        for number in 1...20 {
            stage.type("m\(number)")
            stage.press(.enter)
        }
        stage.type("last")
        stage.end(.cancelled)
        stage.press(.enter)
        let queue = stage.core.state.activeTab.queue.map(\.message)
        #expect(queue == (2...20).map { "m\($0)" } + ["last"])
        #expect(stage.core.state.activeTab.lastTurn?.request.message == "m1")
    }

    @Test func `a message is sent with the context it was written with`() throws {
        var stage = try running()
        stage.type("second")
        stage.press(.enter)
        stage.press(.control("o"))
        stage.type("contact-009")
        stage.press(.enter)
        #expect(stage.screen().contains("queued: second · with tools on"))
        stage.end(.completed)
        #expect(stage.core.state.activeTab.turns.last?.request.context == ChatContext())
        stage.type("third")
        stage.press(.enter)
        stage.press(.control("o"))
        for _ in 0..<11 { stage.press(.backspace) }
        stage.press(.enter)
        stage.press(.backspace)
        #expect(stage.text == "third")
        #expect(stage.core.state.activeTab.context == ChatContext(contact: "contact-009"))
    }

    @Test func `another tab's queue goes by itself`() throws {
        var stage = try running()
        stage.type("second")
        stage.press(.enter)
        stage.press(.control("n"))
        stage.type("elsewhere")
        #expect(stage.end(.completed).count == 1)
        #expect(stage.core.state.tabs[0].turns.count == 2)
        #expect(stage.text == "elsewhere")
    }

    @Test func `closing the tab keeps what waited as a draft`() throws {
        var stage = try running()
        stage.type("second")
        stage.press(.enter)
        stage.type("third")
        stage.press(.tab)
        stage.press(.control("w"), .character("y"))
        #expect(stage.core.state.drafts.map(\.text) == ["second", "third"])
        #expect(stage.screen().contains("What was not sent is kept"))
        stage.press(.control("y"))
        #expect(stage.text == "second\n\nthird")
    }
}
