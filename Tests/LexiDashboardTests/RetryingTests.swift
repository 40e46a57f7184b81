import LexiAPI
import LexiDashboard
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState
import Testing

@Suite struct RetryingTests {
    private func stage() throws -> Stage {
        var stage = try Stage(columns: 130, rows: 40)
        stage.type("Who is Mara?")
        stage.press(.enter)
        stage.receive(.requested(ChatRequest(message: "Who is Mara?"), idempotencyKey: "key-1"))
        return stage
    }

    @Test func `a rate limit counts down and Esc stops it`() throws {
        var stage = try stage()
        stage.milliseconds = 1_000
        stage.receive(
            .retrying(
                Retry(
                    attempt: 2, wait: .seconds(30),
                    failure: Failure(code: .rateLimited, message: "Too many", status: 429))))
        #expect(stage.rows().last?.contains("rate limited, retry in 30s · Esc stops") == true)
        #expect(stage.screen().contains("rate_limited (HTTP 429): Too many"))
        #expect(stage.screen().contains("attempt 2 follows by itself"))
        stage.milliseconds = 21_000
        #expect(stage.rows().last?.contains("rate limited, retry in 10s") == true)
        // The countdown moves by itself.
        #expect(stage.core.sleep(now: at(21_000)) == .milliseconds(250))
        #expect(stage.press(.escape) == [.perform(.cancelTurn(TurnID(1)))])
        stage.receive(.ended(.cancelled, terminator: false))
        #expect(stage.screen().contains("│ Who is Mara?"))
        #expect(stage.rows().last?.contains("cancelled") == true)
    }

    @Test func `r tries a broken answer again and keeps its text until it is there again`() throws {
        var stage = try stage()
        stage.receive(.text(delta: "Mara Vogt heads", conversationID: nil))
        stage.receive(.failed(Failure(code: .network, message: "It was reset.")))
        stage.receive(.ended(.incomplete, terminator: false))
        #expect(stage.screen().contains("r, outside the message, tries it again"))
        stage.press(.tab)
        let requests = stage.press(.character("r"))
        #expect(
            requests.essential == [
                .perform(
                    .startTurn(
                        tab: ConversationID(1), turn: TurnID(1),
                        request: ChatRequest(message: "Who is Mara?"), idempotencyKey: "key-1"))
            ])
        #expect(stage.screen().contains("attempt 1 · incomplete after 0.0 s · network"))
        #expect(stage.screen().contains("Mara Vogt heads"))
        stage.receive(.text(delta: "Mara Vogt heads legal.", conversationID: nil))
        #expect(stage.screen().contains("15 characters, kept"))
        stage.receive(.ended(.completed, terminator: true))
        let screen = stage.screen()
        #expect(screen.contains("15 characters, all below"))
        #expect(screen.contains("Mara Vogt heads legal."))
        #expect(screen.ranges(of: "Mara Vogt heads").count == 1)
        #expect(screen.contains("attempt 2"))
    }

    @Test func `an earlier text that the answer does not hold stays`() throws {
        var stage = try stage()
        stage.receive(.text(delta: "First words", conversationID: nil))
        stage.receive(.ended(.incomplete, terminator: false))
        stage.press(.tab, .character("r"))
        stage.receive(.text(delta: "Other words", conversationID: nil))
        stage.receive(.ended(.completed, terminator: true))
        #expect(stage.screen().contains("First words"))
        #expect(stage.screen().contains("Other words"))
    }

    @Test func `r asks before it asks again what was answered`() throws {
        var stage = try stage()
        stage.receive(.text(delta: "An answer", conversationID: "c-1"))
        stage.receive(.ended(.completed, terminator: true))
        stage.press(.tab)
        #expect(stage.press(.character("r")) == [])
        #expect(stage.rows().suffix(2).first?.contains("y: yes") == true)
        // Any other key is a no, and so is another r: words have it twice.
        #expect(stage.press(.character("j"), .enter) == [])
        #expect(stage.press(.character("r"), .character("r"), .character("j")) == [])
        #expect(
            stage.press(.character("r"), .character("y")).essential == [
                .perform(
                    .startTurn(
                        tab: ConversationID(1), turn: TurnID(2),
                        request: ChatRequest(message: "Who is Mara?", conversationID: "c-1"),
                        idempotencyKey: nil))
            ])
    }

    @Test func `what another server was asked comes back unsent`() throws {
        var stage = try stage()
        stage.receive(.text(delta: "Mara", conversationID: nil))
        stage.receive(.ended(.incomplete, terminator: false))
        #expect(stage.screen().contains("it is charged once at most"))
        stage.didSignIn(
            .success(
                SignedIn(
                    service: Service(label: "h.example", isDemo: false, keyOrigin: .screen),
                    notice: Notice(.information, "Done"))))
        #expect(stage.screen().contains("it was sent to another server; r, outside the message"))
        #expect(stage.press(.tab, .character("r")) == [])
        #expect(stage.core.state.activeTab.composer.text == "Who is Mara?")
        #expect(stage.screen().contains("sent to another server. Enter sends it to h.example."))
    }
}
