import LexiAPI
import LexiSession
import LexiSessionSamples
import LexiState
import Testing

@Suite struct TurnReducerTests {
    @Test func sendingStartsATurnWithWhatTheTabHolds() {
        var driver = Driver(
            AppState(
                service: Service(label: "demo", isDemo: true),
                context: ChatContext(contact: "contact-001"), allowTools: false))
        let effects = driver.send("Who is she?", at: 5)
        let request = ChatRequest(
            message: "Who is she?", context: ChatContext(contact: "contact-001"),
            allowTools: false)
        #expect(
            effects.map(\.essential) == [
                .startTurn(
                    tab: ConversationID(1), turn: TurnID(1), request: request, idempotencyKey: nil)
            ])
        #expect(driver.turn.request == request)
        #expect(driver.turn.phase == .connecting)
        #expect(driver.state.activeTab.composer.isEmpty)
    }

    @Test func blankMessagesAreNotSent() {
        var driver = Driver()
        #expect(driver.send(" \n ") == [])
        #expect(driver.state.activeTab.turns.isEmpty)
        #expect(driver.state.activeTab.composer.text == " \n ")
    }

    @Test func aSecondMessageWaitsInTheQueueWhileTheFirstRuns() {
        var driver = Driver()
        driver.send("one")
        #expect(driver.send("two") == [])
        #expect(driver.state.activeTab.turns.count == 1)
        #expect(driver.state.activeTab.composer.isEmpty)
        #expect(driver.state.activeTab.queue.map(\.message) == ["two"])
        #expect(driver.state.notice?.text.contains("Backspace takes it back") == true)
    }

    @Test func aWholeTurnIsTakenIn() {
        var driver = Driver()
        driver.send("Hi")
        driver.receive(
            .responded(
                ResponseHead(
                    status: 200, requestID: "req_1",
                    rateLimit: RateLimit(limit: 1000, remaining: 871, reset: 1_777_420_800))),
            at: 80)
        #expect(driver.turn.phase == .waiting)
        driver.receive(.thinking(text: "Looking"), at: 100)
        driver.receive(.toolStep(.init(tool: "contacts.get", status: "started")), at: 120)
        #expect(driver.turn.runningStep?.tool == "contacts.get")
        driver.receive(
            .toolStep(.init(tool: "contacts.get", status: "completed", summary: "Read Mara")),
            at: 330)
        driver.receive(.text(delta: "Mara ", conversationID: "c-1"), at: 400)
        driver.receive(.text(delta: "Vogt", conversationID: nil), at: 450)
        driver.receive(
            .done(creditsRemaining: 4840, messageID: "msg_1", conversationID: nil), at: 460)
        driver.receive(.ended(.completed, terminator: true), at: 461)

        let turn = driver.turn
        #expect(turn.answer.text == "Mara Vogt")
        #expect(turn.thoughts == [Turn.Thought(text: "Looking", instant: at(100))])
        #expect(turn.steps.map(\.state) == [.completed])
        #expect(turn.steps[0].summary == "Read Mara")
        #expect(turn.steps[0].seconds(now: at(9999)) == 0.21)
        #expect(turn.outcome == .completed)
        #expect(turn.firstTextSeconds == 0.4)
        #expect(turn.messageID == "msg_1")
        #expect(driver.state.activeTab.conversationID == "c-1")
        #expect(driver.state.account.creditsRemaining == 4840)
        #expect(driver.state.account.rateLimit.remaining == 871)
        #expect(turn.head?.requestID == "req_1")
    }

    @Test func theCreditDeltaIsUnknownUntilABalanceWasKnown() {
        var driver = Driver()
        driver.send("one")
        driver.receive(.done(creditsRemaining: 4842, messageID: nil, conversationID: nil), at: 1)
        driver.receive(.ended(.completed, terminator: true), at: 2)
        #expect(driver.turn.creditsDelta == nil)
        driver.send("two")
        driver.receive(
            .done(creditsRemaining: 4840, messageID: nil, conversationID: nil), at: 3, turn: 2)
        #expect(driver.turn.creditsDelta == -2)
    }

    @Test func `a balance that rises is shown as it is, and said twice counts once`() {
        var driver = Driver()
        driver.send("one")
        driver.receive(.done(creditsRemaining: 10, messageID: "m", conversationID: nil), at: 1)
        driver.receive(.done(creditsRemaining: 10, messageID: nil, conversationID: nil), at: 1)
        #expect(driver.turn.creditsDelta == nil)
        #expect(driver.turn.messageID == "m")
        driver.receive(.ended(.completed, terminator: true), at: 2)
        driver.send("two")
        driver.receive(
            .done(creditsRemaining: 12, messageID: nil, conversationID: nil), at: 3, turn: 2)
        driver.receive(
            .done(creditsRemaining: nil, messageID: nil, conversationID: nil), at: 3, turn: 2)
        #expect(driver.turn.creditsDelta == 2)
        #expect(driver.turn.creditsRemaining == 12)
    }

    @Test func `what nobody said stays unknown`() {
        var driver = Driver()
        driver.send("one")
        driver.receive(.responded(ResponseHead(status: 200)), at: 1)
        driver.receive(.done(creditsRemaining: nil, messageID: nil, conversationID: nil), at: 2)
        driver.receive(.ended(.completed, terminator: true), at: 3)
        #expect(driver.state.account == Account())
        #expect(driver.turn.creditsRemaining == nil)
        #expect(driver.turn.firstTextSeconds == nil)
    }

    @Test func `the first of several errors is the cause, the others are kept`() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.failed(Failure(code: .rateLimited, message: "Slow down")), at: 1)
        driver.receive(.failed(Failure(code: .init(rawValue: "error"), message: "gone")), at: 2)
        driver.receive(.ended(.failed, terminator: false), at: 3)
        #expect(driver.turn.failure?.code == .rateLimited)
        #expect(driver.turn.oddEvents == ["another error, error: gone"])
        #expect(TurnStatus(driver.turn, now: at(4)) == .failed(.rateLimited))
    }

    @Test func `a turn that was stopped behind done is completed`() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.text(delta: "a", conversationID: nil), at: 1)
        driver.receive(.done(creditsRemaining: 1, messageID: "m", conversationID: nil), at: 2)
        #expect(driver.apply(.stop) == [.cancelTurn(TurnID(1))])
        driver.receive(.ended(.completed, terminator: false), at: 3)
        #expect(driver.turn.outcome == .completed)
        #expect(!driver.turn.mayBeRetried)
    }

    @Test func balancesThatCannotBeSubtractedHaveNoDelta() {
        var driver = Driver()
        for (number, credits) in [Int64.max, -1, .max, .min, 0].enumerated() {
            driver.send("q")
            driver.receive(
                .done(creditsRemaining: credits, messageID: nil, conversationID: nil),
                at: UInt64(number), turn: number + 1)
            driver.receive(
                .ended(.completed, terminator: true), at: UInt64(number), turn: number + 1)
            #expect(driver.turn.creditsDelta == nil)
        }
    }

    @Test func aRefusedMessageComesBackToBeSentAgain() {
        var driver = Driver()
        driver.send("a long and precious message")
        driver.receive(.failed(Failure(code: .network, message: "m")), at: 1)
        driver.receive(.ended(.failed, terminator: false), at: 2)
        #expect(driver.state.activeTab.composer.text == "a long and precious message")
    }

    @Test func aMessageThatWasAnsweredInPartDoesNotComeBack() {
        var driver = Driver()
        driver.send("question")
        driver.receive(.text(delta: "Half", conversationID: nil), at: 1)
        driver.receive(.ended(.failed, terminator: false), at: 2)
        #expect(driver.state.activeTab.composer.isEmpty)
    }

    @Test func aDraftIsNotOverwrittenByARefusedMessage() {
        var driver = Driver()
        driver.send("question")
        driver.apply(.edit(.insert("draft")))
        driver.receive(.ended(.failed, terminator: false), at: 2)
        #expect(driver.state.activeTab.composer.text == "draft")
    }

    @Test func completionsPairWithTheOldestOpenStepOfTheirName() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.toolStep(.init(tool: "deals.get", status: "started")), at: 10)
        driver.receive(.toolStep(.init(tool: "notes.search", status: "started")), at: 20)
        driver.receive(.toolStep(.init(tool: "deals.get", status: "started")), at: 30)
        driver.receive(
            .toolStep(.init(tool: "deals.get", status: "completed", summary: "first")), at: 40)
        #expect(driver.turn.steps.map(\.state) == [.completed, .running, .running])
        #expect(driver.turn.steps[0].summary == "first")
        driver.receive(.ended(.incomplete, terminator: false), at: 50)
        #expect(driver.turn.steps.map(\.state) == [.completed, .unfinished, .unfinished])
        #expect(driver.turn.steps[2].endedAt == at(50))
    }

    @Test func aCompletionWithoutAStartIsKeptWithoutATime() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.toolStep(.init(tool: "a", status: "completed", summary: "s")), at: 10)
        var expected = ToolStep(tool: "a", summary: "s", state: .completed, endedAt: at(10))
        expected.events = [.init(number: 1, status: "completed", summary: "s")]
        #expect(driver.turn.steps == [expected])
        #expect(driver.turn.steps[0].seconds(now: at(20)) == nil)
    }

    @Test func undocumentedStatusesAreKept() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.toolStep(.init(tool: "a", status: "started")), at: 10)
        driver.receive(.toolStep(.init(tool: "a", status: "progress", summary: "half")), at: 20)
        #expect(driver.turn.steps.map(\.state) == [.running])
        #expect(driver.turn.steps[0].undocumentedStatus == "progress")
        driver.receive(.toolStep(.init(tool: "a", status: "failed", summary: "no")), at: 30)
        #expect(driver.turn.steps.map(\.state) == [.failed])
    }

    @Test func aFailureEndsTheTurnAndKeepsThePartialAnswer() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.text(delta: "Half an ans", conversationID: nil), at: 10)
        driver.receive(.failed(Failure(code: .rateLimited, message: "Too many")), at: 20)
        driver.receive(.ended(.failed, terminator: false), at: 21)
        #expect(driver.turn.answer.text == "Half an ans")
        #expect(driver.turn.failure?.code == .rateLimited)
        #expect(TurnStatus(driver.turn, now: at(30)) == .failed(.rateLimited))
    }

    @Test func nothingIsTakenInAfterTheEnd() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.ended(.cancelled, terminator: false), at: 10)
        let before = driver.state
        driver.receive(.text(delta: "late", conversationID: nil), at: 20)
        #expect(driver.state == before)
    }

    @Test func theFirstConversationIdentifierStays() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.text(delta: "a", conversationID: "c-1"), at: 1)
        driver.receive(.text(delta: "b", conversationID: "c-2"), at: 2)
        #expect(driver.state.activeTab.conversationID == "c-1")
        driver.receive(.ended(.completed, terminator: true), at: 3)
        #expect(
            driver.send("again").contains { effect in
                if case .ask(let asking) = effect {
                    asking.request.conversationID == "c-1"
                } else {
                    false
                }
            })
    }

    @Test func silenceIsShownAsAStall() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.responded(ResponseHead(status: 200)), at: 100)
        #expect(TurnStatus(driver.turn, now: at(15_000)) == .waiting)
        #expect(TurnStatus(driver.turn, now: at(15_100)) == .stalled(seconds: 15))
        driver.receive(.thinking(text: "t"), at: 20_000)
        #expect(TurnStatus(driver.turn, now: at(20_001)) == .thinking)
    }

    @Test func serverTextIsHarmlessInTheState() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.text(delta: "a\u{1B}[3", conversationID: nil), at: 1)
        driver.receive(.text(delta: "1mb\u{202E}", conversationID: nil), at: 2)
        driver.receive(.toolStep(.init(tool: "t\u{1B}]0;x\u{07}\nool", status: "started")), at: 3)
        driver.receive(.thinking(text: "th\u{9B}2Jink"), at: 4)
        driver.receive(.failed(Failure(code: .network, message: "\u{7}no")), at: 5)
        #expect(driver.turn.answer.text == "ab")
        #expect(driver.turn.steps[0].tool == "t ool")
        #expect(driver.turn.thoughts[0].text == "th2Jink")
        #expect(driver.turn.removedControlCount == 5)
    }

    @Test func `text behind a sequence that does not close is shown, whatever it is part of`() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.text(delta: "EUR\u{1B}]0;40m", conversationID: nil), at: 1)
        driver.receive(
            .toolStep(.init(tool: "get\u{1B}P", status: "started", summary: "2 \u{9D}deals")), at: 2
        )
        driver.receive(.thinking(text: "The \u{1B}^deal is \u{9E}big"), at: 3)
        driver.receive(.text(delta: " by May", conversationID: nil), at: 4)
        #expect(driver.turn.answer.text == "EUR")
        driver.receive(.failed(Failure(code: .network, message: "It \u{1B}_broke")), at: 5)
        #expect(driver.turn.answer.text == "EUR]0;40m by May")
        #expect(driver.turn.steps[0].tool == "getP")
        #expect(driver.turn.steps[0].summary == "2 deals")
        #expect(driver.turn.thoughts[0].text == "The ^deal is big")
        #expect(driver.turn.failure?.message == "It _broke")
        #expect(driver.turn.removedControlCount == 6)
    }

    @Test(
        arguments: [
            .done(creditsRemaining: 1, messageID: "m", conversationID: nil),
            .failed(Failure(code: .network, message: "gone")),
            .ended(.completed, terminator: true), .ended(.incomplete, terminator: false),
            .ended(.cancelled, terminator: false),
        ] as [RunEvent])
    func `nothing of an answer is held back when it is over`(_ last: RunEvent) {
        var driver = Driver()
        driver.send("x")
        driver.receive(.text(delta: "1\u{1B}[2", conversationID: nil), at: 1)
        #expect(driver.turn.answer.text == "1")
        driver.receive(last, at: 2)
        #expect(driver.turn.answer.text == "1[2")
    }
}
