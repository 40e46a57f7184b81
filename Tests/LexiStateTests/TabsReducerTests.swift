import LexiAPI
import LexiSession
import LexiState
import Testing

@Suite struct TabsReducerTests {
    @Test func tabsStreamAtTheSameTime() {
        var driver = Driver()
        driver.send("first")
        driver.apply(.newTab)
        driver.send("second")
        driver.receive(.text(delta: "A", conversationID: nil), at: 1, tab: 1, turn: 1)
        driver.receive(.text(delta: "B", conversationID: nil), at: 2, tab: 2, turn: 2)
        driver.receive(.text(delta: "a", conversationID: nil), at: 3, tab: 1, turn: 1)
        #expect(driver.state.tabs.map { $0.turns[0].answer.text } == ["Aa", "B"])
        #expect(driver.state.tabs.map(\.isRunning) == [true, true])
    }

    @Test func anEndInAnotherTabIsMarkedUntilItIsSeen() {
        var driver = Driver()
        driver.send("first")
        driver.apply(.newTab)
        driver.receive(.ended(.completed, terminator: true), at: 1)
        #expect(driver.state.tabs.map(\.hasUnseenEnd) == [true, false])
        driver.apply(.selectTab(index: 0))
        #expect(driver.state.tabs.map(\.hasUnseenEnd) == [false, false])
    }

    @Test func closingATabStopsItsRun() {
        var driver = Driver()
        driver.apply(.newTab)
        driver.send("x")
        #expect(
            driver.apply(.closeTab) == [
                .cancelTurn(TurnID(1)), .tell(.closed, of: ConversationID(2)),
            ])
        #expect(driver.state.tabs.map(\.id) == [ConversationID(1)])
        // What the closed tab's stream still brings is of no interest.
        let before = driver.state
        driver.receive(.text(delta: "late", conversationID: nil), at: 9, tab: 2)
        #expect(driver.state == before)
    }

    @Test func closingTheLastTabLeavesAnEmptyOne() {
        var driver = Driver()
        driver.send("x")
        driver.receive(.ended(.completed, terminator: true), at: 1)
        #expect(driver.apply(.closeTab) == [.tell(.closed, of: ConversationID(1))])
        #expect(driver.state.tabs.count == 1)
        #expect(driver.state.activeTab.turns.isEmpty)
        #expect(driver.state.activeTab.id == ConversationID(2))
    }

    @Test func nextAndPreviousGoRound() {
        var driver = Driver()
        driver.apply(.newTab)
        driver.apply(.newTab)
        #expect(driver.state.activeIndex == 2)
        driver.apply(.selectNextTab)
        #expect(driver.state.activeIndex == 0)
        driver.apply(.selectPreviousTab)
        #expect(driver.state.activeIndex == 2)
        driver.apply(.selectTab(index: 7))
        #expect(driver.state.activeIndex == 2)
        #expect(driver.state.notice?.text == "There is no tab 8.")
    }

    @Test func eachTabKeepsItsOwnDraft() {
        var driver = Driver()
        driver.apply(.edit(.insert("draft one")))
        driver.apply(.newTab)
        driver.apply(.edit(.insert("draft two")))
        driver.apply(.selectTab(index: 0))
        #expect(driver.state.activeTab.composer.text == "draft one")
    }

    @Test func stoppingCancelsOnlyWhatRuns() {
        var driver = Driver()
        #expect(driver.apply(.stop) == [])
        driver.send("x")
        #expect(driver.apply(.stop) == [.cancelTurn(TurnID(1))])
    }

    @Test func theContextFormSetsTheNextTurnOnly() {
        var driver = Driver()
        driver.send("one")
        driver.receive(.ended(.completed, terminator: true), at: 1)
        driver.apply(.openContext)
        driver.apply(.contextEditor(.edit(.insert(" contact-001\n"))))
        for _ in 0..<5 { driver.apply(.contextEditor(.next)) }
        driver.apply(.contextEditor(.toggleTools))
        driver.apply(.contextEditor(.accept))
        driver.send("two")
        #expect(driver.state.activeTab.turns[0].request.context.isEmpty)
        #expect(driver.turn.request.context == ChatContext(contact: "contact-001"))
        #expect(driver.turn.request.allowTools == false)
    }

    @Test func closingTheFormChangesNothing() {
        var driver = Driver()
        driver.apply(.openContext)
        driver.apply(.contextEditor(.edit(.insert("x"))))
        driver.apply(.closeOverlay)
        #expect(driver.state.activeTab.context.isEmpty)
    }
}
