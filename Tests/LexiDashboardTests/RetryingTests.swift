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

    @Test func `only the last turn says that r tries it again`() throws {
        var stage = try stage()
        stage.receive(.text(delta: "Mara", conversationID: "c-1"))
        stage.receive(.ended(.incomplete, terminator: false))
        #expect(stage.screen().contains("tries it again"))
        stage.type("And Jonas?")
        stage.press(.enter)
        #expect(!stage.screen().contains("tries it again"))
        stage.receive(.text(delta: "Jonas", conversationID: "c-1"), turn: 2)
        stage.receive(.ended(.incomplete, terminator: false), turn: 2)
        #expect(stage.screen().ranges(of: "tries it again").count == 1)
    }

    @Test func `who is asked whether to ask again reads what`() throws {
        var stage = try stage()
        stage.receive(.text(delta: "An answer", conversationID: "c-1"))
        stage.receive(.ended(.completed, terminator: true))
        stage.press(.tab, .character("r"))
        #expect(
            stage.screen().contains(
                "Ask this again as a new turn, which costs anew: \"Who is Mara?\" y: yes"))
    }

    @Test func `a long question is quoted as far as its row goes`() throws {
        var stage = try Stage(columns: 100, rows: 30)
        stage.type("What do we know about the Series B of Acme, and who has told us so?")
        stage.press(.enter)
        stage.receive(.text(delta: "An answer", conversationID: "c-1"))
        stage.receive(.ended(.completed, terminator: true))
        _ = stage.frame()
        stage.press(.tab, .character("r"))
        let row = try #require(stage.rows().suffix(2).first)
        #expect(row.contains("anew: \"What do we know about the Series"))
        #expect(row.contains("…\" y: yes"))
    }

    @Test func `attempts are counted over the whole turn`() throws {
        var stage = try stage()
        let failure = Failure(code: .network, message: "It was reset.")
        for attempt in 2...4 {
            stage.receive(.retrying(Retry(attempt: attempt, wait: .seconds(1), failure: failure)))
        }
        stage.receive(.text(delta: "Mara", conversationID: nil))
        stage.receive(.failed(failure), .ended(.incomplete, terminator: false))
        #expect(stage.screen().contains("attempt 4"))
        stage.press(.tab, .character("r"))
        stage.receive(.text(delta: "Other", conversationID: nil))
        stage.receive(.ended(.incomplete, terminator: false))
        #expect(stage.screen().contains("attempts 1–4 · incomplete after 0.0 s · network"))
        #expect(stage.screen().contains("attempt 5"))
        stage.press(.character("r"))
        #expect(stage.screen().contains("│ attempt 5 · incomplete"))
    }

    @Test func `a rate limit gives one piece of advice`() throws {
        var stage = try stage()
        stage.receive(
            .failed(Failure(code: .rateLimited, message: "Too many", status: 429)),
            .ended(.failed, terminator: false))
        let screen = stage.screen()
        #expect(screen.contains("Wait until the limit resets, then try it again."))
        #expect(screen.contains("r, outside the message, tries it again"))
        #expect(!screen.contains("send the message again"))
    }

    @Test func `a conversation of another service says what sending does, and that it did`() throws
    {
        var stage = try stage()
        stage.receive(.text(delta: "Mara heads legal.", conversationID: "c-1"))
        stage.receive(.ended(.completed, terminator: true))
        #expect(stage.screen().contains("Ask Lexi something"))
        stage.didSignIn(
            .success(
                SignedIn(
                    service: Service(label: "h.example", isDemo: false, keyOrigin: .screen),
                    notice: Notice(.information, "Done"))))
        #expect(
            stage.screen().contains("For reading: what you send begins a new conversation"))
        #expect(!stage.screen().contains("Ask Lexi something"))
        stage.type("And Jonas?")
        stage.press(.enter)
        #expect(stage.core.state.tabs.count == 2)
        #expect(
            stage.screen().contains(
                "That conversation is another service's: this one is new, at h.example."))
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
