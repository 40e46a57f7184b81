import LexiAPI
import LexiDashboard
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState
import Testing

@Suite struct AskingTests {
    @Test func aQuestionStreamsIntoAllPanes() throws {
        var stage = try Stage(columns: 120, rows: 40)
        stage.type("Who is Mara?")
        #expect(stage.screen().contains("12/12000"))
        let requests = stage.press(.enter)
        #expect(
            requests.essential == [
                .perform(
                    .startTurn(
                        tab: ConversationID(1), turn: TurnID(1),
                        request: ChatRequest(message: "Who is Mara?"), idempotencyKey: nil)),
                .remember("Who is Mara?"),
            ])
        #expect(stage.rows().last?.contains("connecting") == true)
        stage.milliseconds = 250
        stage.receive(
            .responded(
                ResponseHead(
                    status: 200, requestID: "req_01JTB6Z0V3W8N5Q2K7M4C9XHDA",
                    rateLimit: RateLimit(limit: 1000, remaining: 871, reset: 1_777_420_800))),
            .thinking(text: "Looking up the contact"))
        stage.milliseconds = 500
        stage.receive(.toolStep(.init(tool: "contacts.get", status: "started")))
        stage.milliseconds = 750
        let running = stage.screen()
        #expect(running.contains("tool contacts.get 0.8s"))
        #expect(running.contains("0.25  Looking up the contact"))
        #expect(running.contains("contacts.get   0.25s"))
        #expect(running.contains("rate 871/1000 resets 00:00 UTC (11h20m)"))
        stage.receive(
            .toolStep(.init(tool: "contacts.get", status: "completed", summary: "Read Mara Vogt")),
            .text(delta: "**Mara Vogt** heads legal", conversationID: "c"))
        stage.milliseconds = 1000
        stage.receive(
            .text(delta: " at Nordkai.", conversationID: nil),
            .done(creditsRemaining: 4840, messageID: "m", conversationID: nil),
            .ended(.completed, terminator: true))
        let done = stage.screen()
        #expect(done.contains("Mara Vogt heads legal at Nordkai."))
        #expect(done.contains("Read Mara Vogt"))
        #expect(done.contains("credits 4840"))
        #expect(done.contains("1 thought in 0.25 s"))
        #expect(done.contains("answered in 1.0s"))
    }

    @Test func escapeStopsTheRunAndTheAnswerStays() throws {
        var stage = try Stage(columns: 100, rows: 30)
        stage.type("Q")
        stage.press(.enter)
        stage.receive(.text(delta: "partial words", conversationID: nil))
        #expect(stage.press(.escape) == [.perform(.cancelTurn(TurnID(1)))])
        stage.receive(.ended(.cancelled, terminator: false))
        let screen = stage.screen()
        #expect(screen.contains("partial words"))
        #expect(screen.contains("cancelled; the answer is partial"))
        #expect(screen.contains("cancelled"))
    }

    @Test func aFailureSaysWhatToDoAndNamesTheRequest() throws {
        var stage = try Stage(columns: 100, rows: 30)
        stage.type("Q")
        stage.press(.enter)
        stage.receive(
            .responded(ResponseHead(status: 402, requestID: "req_X")),
            .failed(
                Failure(code: .insufficientCredits, message: "Balance too low.", status: 402)),
            .ended(.failed, terminator: false))
        let screen = stage.screen()
        #expect(screen.contains("insufficient_credits (HTTP 402): Balance too low."))
        #expect(screen.contains("Top up"))
        #expect(screen.contains("request req_X"))
        #expect(screen.contains("failed insufficient_credits"))
    }

    @Test func unknownBalancesAndLimitsAreNotShownAsZero() throws {
        var stage = try Stage(columns: 120, rows: 30)
        let status = stage.rows().last ?? ""
        #expect(status.contains("credits –"))
        #expect(status.contains("rate –"))
    }

    @Test func aPasteNeverSubmits() throws {
        var stage = try Stage(columns: 100, rows: 30)
        #expect(stage.press(.paste("line one\nline two\n", isLast: true)) == [])
        #expect(stage.core.state.activeTab.composer.text == "line one\nline two\n")
        #expect(stage.core.state.activeTab.turns.isEmpty)
    }
}
