import LexiAPI
import LexiSession
import LexiSessionSamples
import LexiState
import Testing

@Suite struct SignInTests {
    private static let key = "wbk_live_0123456789abcdef0123456789abcdef"
    private static let offered = SignInFacts(
        host: "data.leadlex.com", keeping: .offered(file: "/c/default.key", remark: nil))

    private var state = AppState(
        service: Service(label: "data.leadlex.com", isDemo: false, lacksKey: true))

    private mutating func act(_ actions: SignInAction...) {
        for action in actions {
            let effects = perform(.signIn(action))
            // Nothing is asked for; a change is told.
            #expect(effects.allSatisfy { if case .tell = $0 { true } else { false } })
        }
    }

    /// Applies an action, and what happens at once by what it asks for.
    @discardableResult
    private mutating func perform(_ action: Action) -> [Effect] {
        let effects = reduce(&state, action)
        for effect in effects {
            let events = effect.events(at: moment(0))
            if !events.isEmpty { perform(.received(events)) }
        }
        return effects
    }

    private mutating func write(_ text: String) { act(.write(Secret(verbatim: text))) }

    private var signIn: SignIn? {
        if case .signIn(let signIn) = state.overlay { signIn } else { nil }
    }

    @Test mutating func `the demo is the first choice, and Enter asks for it`() {
        act(.open(Self.offered))
        #expect(signIn?.wish == .demo)
        act(.goOn)
        #expect(state.overlay == nil)
    }

    @Test mutating func `the choices have two ends`() {
        act(.open(Self.offered), .move(-1))
        #expect(signIn?.choice == .demo)
        act(.move(1), .move(1), .move(1))
        #expect(signIn?.choice == .about)
        act(.goOn)
        #expect(signIn?.step == .about)
        act(.goBack, .goBack)
        #expect(state.overlay == nil)
    }

    @Test mutating func `a key is asked whether it is to be kept`() {
        act(.open(Self.offered), .move(1), .goOn)
        #expect(signIn?.step == .key)
        write("  \(Self.key)\n")
        #expect(signIn?.field.characterCount == Self.key.count)
        #expect(signIn?.wish == .check(Secret(Self.key)))
        act(.goOn)
        #expect(signIn?.step == .checking(KeyCheckID(1)) && signIn?.wish == nil)
        act(.checked(KeyCheckID(1), .accepted))
        #expect(signIn?.step == .keep)
        #expect(signIn?.wish == .use(Secret(Self.key), isKept: true))
        act(.move(1))
        #expect(signIn?.wish == .use(Secret(Self.key), isKept: false))
        act(.goOn)
        #expect(state.overlay == nil)
    }

    @Test mutating func `where it cannot be kept nothing is asked`() {
        act(.open(SignInFacts(host: "h", keeping: .impossible("There is no place."))))
        write(Self.key)
        #expect(signIn?.wish == .check(Secret(Self.key)))
        act(.goOn, .checked(KeyCheckID(1), .accepted))
        #expect(state.overlay == nil)
    }

    @Test mutating func `only a key that a server has taken is offered for keeping`() {
        act(.open(Self.offered))
        write(Self.key)
        act(.goOn, .checked(KeyCheckID(1), .refused("invalid_key: No")))
        #expect(signIn?.step == .key && signIn?.refusal == "invalid_key: No")
        #expect(signIn?.field.characterCount == Self.key.count)
        act(.deleteBackward)
        #expect(signIn?.refusal == nil)
        act(.goOn, .checked(KeyCheckID(2), .unknown("offline: No")))
        #expect(state.overlay == nil)
    }

    @Test mutating func `what comes for another check, or too late, counts no more`() {
        act(.open(Self.offered))
        write(Self.key)
        act(.goOn, .checked(KeyCheckID(2), .accepted))
        #expect(signIn?.step == .checking(KeyCheckID(1)))
        act(.goBack, .checked(KeyCheckID(1), .accepted))
        #expect(signIn?.step == .key)
    }

    @Test mutating func `a key that is written in front of the choices begins the line`() {
        act(.open(Self.offered))
        write("w")
        write("bk_1")
        #expect(signIn?.step == .key)
        #expect(signIn?.field.characterCount == 5)
    }

    @Test(arguments: [
        ("", KeyField.Mistake.empty), ("  \n", .empty), ("wbk_12 34", .strangeCharacter),
        ("wbk_12\nwbk_34", .strangeCharacter), ("wbk_1\u{7}2", .strangeCharacter),
        ("wbk_é", .strangeCharacter), (String(repeating: "x", count: 5000), .tooLong),
    ]) mutating func `what can be no key is told, and not used`(
        _ text: String, _ mistake: KeyField.Mistake
    ) {
        act(.open(Self.offered), .move(1), .goOn)
        write(text)
        for _ in 1...2 {
            act(.goOn)
            #expect(signIn?.step == .key)
            #expect(signIn?.toldMistake == mistake)
        }
    }

    @Test mutating func `a key of another form takes a second Enter`() {
        act(.open(Self.offered))
        write("sk-0123")
        act(.goOn)
        #expect(signIn?.toldMistake == .otherStart)
        act(.deleteBackward, .goOn)
        #expect(signIn?.step == .key)
        #expect(signIn?.wish == .check(Secret("sk-012")))
    }

    @Test mutating func `going back from the line forgets the key, and from the question does not`()
    {
        act(.open(Self.offered))
        write(Self.key)
        act(.goOn, .goBack)
        #expect(signIn?.field.characterCount == Self.key.count)
        act(.goBack)
        #expect(signIn?.field.isEmpty == true)
        #expect(signIn?.step == .choices)
    }

    @Test mutating func `the key is in no description of the state`() {
        act(.open(Self.offered))
        write(Self.key)
        act(.goOn, .checked(KeyCheckID(1), .accepted))
        var text = "\(state)\(String(reflecting: state))"
        dump(state, to: &text)
        dump(signIn!.wish!, to: &text)
        dump(SignInAction.write(Secret(verbatim: Self.key)), to: &text)
        #expect(!text.contains("0123456789abcdef"))
    }

    // MARK: What failed

    private mutating func ask(_ failure: Failure?, tab: Int = 1, turn: Int = 1) {
        _ = reduce(&state, .edit(.insert("Q\(turn)")))
        perform(.send)
        if let failure { receive(.failed(failure), .ended(.failed, terminator: false), turn: turn) }
    }

    private mutating func receive(_ events: RunEvent..., tab: Int = 1, turn: Int = 1) {
        for event in events {
            _ = reduce(
                &state,
                .received([
                    SessionEvent(
                        event, at: moment(1), conversation: ConversationID(tab),
                        turn: TurnID(turn))
                ]))
        }
    }

    private func moment(_ seconds: UInt64) -> Instant {
        Instant(nanoseconds: seconds * 1_000_000_000, unixSeconds: 1_777_380_000 + Double(seconds))
    }

    private static let refused = Failure(
        code: .invalidKey, message: "The API key is invalid", status: 401)

    @Test(arguments: [
        (KeyOrigin.environment, "LEXI_API_KEY was refused: "),
        (.file(path: "/c/w.key", profile: "w"), "The key of profile w, in /c/w.key, was refused: "),
        (
            .command("pass show w", profile: "w"),
            "The key of profile w, which `pass show w` prints, was refused: "
        ),
        (.screen, "The key you gave was refused: "),
    ]) mutating func `a refused key is named`(_ origin: KeyOrigin, _ words: String) {
        act(.connected(Service(label: "h", isDemo: false, keyOrigin: origin)))
        ask(Self.refused)
        act(.open(Self.offered))
        #expect(
            signIn?.problem == words + "invalid_key (HTTP 401): The API key is invalid")
        #expect(signIn?.choice == .key)
    }

    @Test
    mutating func `what may not ask is not called refused, and other failures are not the key's`() {
        act(.connected(Service(label: "h", isDemo: false, keyOrigin: .environment)))
        ask(Failure(code: .insufficientPermissions, message: "No", status: 403))
        act(.open(Self.offered))
        #expect(signIn?.problem?.hasPrefix("LEXI_API_KEY may not ask Lexi: ") == true)
        ask(Failure(code: .network, message: "No"), turn: 2)
        act(.open(Self.offered))
        #expect(signIn?.problem == nil)
    }

    // MARK: Another service

    @Test mutating func `with a new key the failed turn is tried again with its own key`() {
        act(.connected(Service(label: "h", isDemo: false, keyOrigin: .environment)))
        ask(nil)
        receive(
            .requested(ChatRequest(message: "Q1"), idempotencyKey: "idem"), .failed(Self.refused),
            .ended(.failed, terminator: false))
        #expect(state.activeTab.composer.text == "Q1")
        act(.connected(Service(label: "h", isDemo: false, keyOrigin: .screen)))
        let effects = perform(.retry)
        #expect(
            effects.map(\.essential) == [
                .startTurn(
                    tab: ConversationID(1), turn: TurnID(1), request: ChatRequest(message: "Q1"),
                    idempotencyKey: "idem")
            ])
    }

    @Test mutating func `another service knows neither the conversation nor the balance`() {
        act(.connected(Service(label: "demo", isDemo: true)))
        ask(nil)
        receive(
            .text(delta: "A", conversationID: "c-1"),
            .done(creditsRemaining: 5, messageID: nil, conversationID: nil),
            .ended(.completed, terminator: true))
        #expect(state.activeTab.conversationID == "c-1")
        ask(nil, turn: 2)
        act(.connected(Service(label: "h", isDemo: false, keyOrigin: .screen)))
        #expect(state.account == Account())
        // What runs goes on in its conversation, and tells nothing of the new one.
        receive(
            .text(delta: "B", conversationID: "c-1"),
            .done(creditsRemaining: 4, messageID: nil, conversationID: nil),
            .ended(.completed, terminator: true), turn: 2)
        #expect(state.activeTab.lastTurn?.answer.text == "B")
        #expect(state.activeTab.conversationID == "c-1")
        #expect(state.account == Account())
        #expect(state.service.label == "h")
    }

    @Test mutating func `a turn of another service is not sent to this one by trying again`() {
        act(.connected(Service(label: "demo", isDemo: true)))
        ask(nil)
        receive(.text(delta: "A", conversationID: "c-1"), .ended(.incomplete, terminator: false))
        ask(nil, turn: 2)
        receive(.ended(.incomplete, terminator: false), turn: 2)
        act(.connected(Service(label: "h", isDemo: false, keyOrigin: .screen)))
        #expect(perform(.retry) == [])
        #expect(state.activeTab.composer.text == "Q2" && state.activeTab.turns.count == 2)
        #expect(
            state.notice
                == Notice(.warning, "This was sent to another server. Enter sends it to h."))
        // Sent on purpose it is a turn of its own, outside of the former conversation.
        #expect(
            perform(.send).map(\.essential) == [
                .startTurn(
                    tab: ConversationID(2), turn: TurnID(3), request: ChatRequest(message: "Q2"),
                    idempotencyKey: nil)
            ])
        #expect(state.tabs.map(\.turns.count) == [2, 1] && state.activeIndex == 1)
        receive(.text(delta: "B", conversationID: "c-2"), tab: 2, turn: 3)
        #expect(state.activeTab.conversationID == "c-2")
    }

    @Test mutating func `what is being written stays when such a turn is tried again`() {
        act(.connected(Service(label: "demo", isDemo: true)))
        ask(nil)
        receive(.text(delta: "A", conversationID: "c-1"), .ended(.incomplete, terminator: false))
        act(.connected(Service(label: "h", isDemo: false, keyOrigin: .screen)))
        _ = reduce(&state, .edit(.insert("Something else")))
        for again in [Action.retry, .askAgain] {
            #expect(reduce(&state, again) == [])
            #expect(state.activeTab.composer.text == "Something else")
            #expect(state.notice?.text.hasPrefix("That was sent to another server.") == true)
        }
    }

    @Test mutating func `the same service with another key keeps the conversation`() {
        act(.connected(Service(label: "h", isDemo: false, keyOrigin: .environment)))
        ask(nil)
        receive(.text(delta: "A", conversationID: "c-1"), .ended(.completed, terminator: true))
        act(.connected(Service(label: "h", isDemo: false, profile: "p", keyOrigin: .screen)))
        #expect(state.activeTab.conversationID == "c-1")
    }
}
