import LexiAPI
import LexiSession
import LexiState
import Testing

/// What is written and not sent comes back where it was written.
@Suite struct KeptDraftTests {
    /// One conversation, of which the server has told its name, and in which more is written.
    private func driver(ends: Bool = true) -> Driver {
        var driver = Driver(AppState(service: Service(label: "firm", isDemo: false)))
        driver.send("Who is Mara?")
        driver.receive(.text(delta: "Mara", conversationID: "conv_1"), at: 1)
        if ends { driver.receive(.ended(.completed, terminator: true), at: 2) }
        return driver
    }

    /// The next start of the program.
    private func next(after former: Driver) -> Driver {
        var driver = Driver(
            AppState(
                service: Service(label: "firm", isDemo: false), names: NameSource(seed: (1, 2))))
        let kept = former.state.keptTabs
        driver.apply(.resume(kept.tabs, front: kept.front, closed: former.state.closedTabs))
        driver.apply(.restore(former.state.drafts))
        return driver
    }

    @Test func `a draft of a tab that was closed opens that tab, and no other`() {
        var former = driver()
        former.apply(.edit(.insert("And her deals?")))
        let id = former.state.activeTab.id
        former.apply(.closeTab)
        let state = next(after: former).state
        #expect(state.tabs.map(\.id) == [id])
        #expect(state.activeTab.composer.text == "And her deals?")
        #expect(state.activeTab.conversationID == "conv_1")
        #expect(state.closedTabs == [])
    }

    @Test func `beside other tabs it does not come to the front`() {
        var former = driver()
        former.apply(.newTab)
        former.send("Which deals are open?")
        former.apply(.edit(.insert("x")))
        let (first, second) = (former.state.tabs[0].id, former.state.tabs[1].id)
        former.apply(.closeTab)
        let state = next(after: former).state
        #expect(state.tabs.map(\.id) == [first, second])
        #expect(state.activeTab.id == first)
        #expect(state.tabs[1].composer.text == "x")
    }

    @Test func `what waited waits again, one by one, and nothing is sent`() {
        var former = driver(ends: false)
        for message in ["second", "third"] {
            former.apply(.edit(.insert(message)))
            former.apply(.send)
        }
        former.apply(.edit(.insert("half wri")))
        #expect(former.state.activeTab.queue.map(\.message) == ["second", "third"])
        var driver = next(after: former)
        #expect(driver.state.tabs.count == 1)
        #expect(driver.state.activeTab.queue.map(\.message) == ["second", "third"])
        #expect(driver.state.activeTab.isQueueHeld)
        #expect(driver.state.activeTab.composer.text == "half wri")
        #expect(
            driver.state.notice?.text
                == "3 drafts that were not sent last time are back, each in its tab.")
        // And once more.
        driver = next(after: driver)
        #expect(driver.state.activeTab.queue.map(\.message) == ["second", "third"])
        #expect(driver.state.activeTab.composer.text == "half wri")
    }

    @Test func `a conversation that was closed is opened from what was written down`() {
        var driver = driver()
        let id = driver.state.activeTab.id
        driver.apply(.newTab)
        driver.apply(.selectTab(index: 0))
        driver.apply(.closeTab)
        let open = ConversationStep.open(id: "conv_1", title: "Mara", context: ChatContext())
        driver.apply(.conversations(open))
        #expect(driver.state.activeTab.id == id)
        #expect(driver.state.activeTab.screen.journal == .unread)
    }
}

/// Conversations are read again in any order.
@Suite struct BalanceTimeTests {
    private func tell(_ credits: Int64, at time: UInt64, tab: Int, _ driver: inout Driver) {
        let done = RunEvent.done(creditsRemaining: credits, messageID: nil, conversationID: nil)
        driver.receive(done, at: time, tab: tab, turn: tab)
    }

    @Test func `a balance of an earlier time is no news, and none that was not told`() {
        var driver = Driver()
        driver.send("one", at: 1)
        driver.apply(.newTab)
        driver.send("two", at: 2)
        tell(4818, at: 90, tab: 1, &driver)
        driver.receive(.ended(.completed, terminator: true), at: 91, tab: 1, turn: 1)
        tell(4836, at: 50, tab: 2, &driver)
        #expect(driver.state.account.creditsRemaining == 4818)
        driver.apply(.newTab)
        driver.send("three", at: 60)
        driver.receive(.text(delta: "Half", conversationID: nil), at: 61, tab: 3, turn: 3)
        driver.receive(.ended(.incomplete, terminator: false), at: 62, tab: 3, turn: 3)
        #expect(driver.state.account.freshBalance == 4818)
    }

    @Test(arguments: [(1_777_380_000.0, false), (1_777_380_001.0, true)])
    func `a balance from before the program began is an old one`(_ began: Double, _ isOld: Bool) {
        var driver = Driver(
            AppState(service: Service(label: "demo", isDemo: true), unixSeconds: began))
        driver.send("one", at: 1)
        tell(4818, at: 500, tab: 1, &driver)
        #expect(driver.state.account.isBalanceOld == isOld)
        #expect(driver.state.account.freshBalance == (isOld ? nil : 4818))
    }
}
