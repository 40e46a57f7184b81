import LexiAPI
import LexiSession
import LexiState
import Testing

@Suite struct AccountTests {
    /// A tab with a known balance, and two that ask at the same time.
    private func driver() -> Driver {
        var driver = Driver()
        driver.send("one")
        driver.receive(.done(creditsRemaining: 100, messageID: nil, conversationID: nil), at: 1)
        driver.receive(.ended(.completed, terminator: true), at: 2)
        driver.send("two", at: 10)
        driver.apply(.newTab)
        driver.send("three", at: 11)
        return driver
    }

    private func turn(_ driver: Driver, tab: Int) -> Turn { driver.state.tabs[tab].turns.last! }

    @Test func `what turns cost that ran at the same time is not known`() {
        var driver = driver()
        // The later answer tells first.
        driver.receive(
            .done(creditsRemaining: 94, messageID: nil, conversationID: nil), at: 20, tab: 2,
            turn: 3)
        driver.receive(
            .ended(.completed, terminator: true), at: 21, tab: 2, turn: 3, isAlone: false)
        driver.receive(
            .done(creditsRemaining: 97, messageID: nil, conversationID: nil), at: 22, turn: 2)
        driver.receive(.ended(.completed, terminator: true), at: 23, turn: 2, isAlone: false)
        #expect(turn(driver, tab: 0).creditsDelta == nil)
        #expect(turn(driver, tab: 1).creditsDelta == nil)
        #expect(driver.state.account.creditsRemaining == 94)
        // What comes alone again is known again.
        driver.send("four", at: 30)
        driver.receive(
            .done(creditsRemaining: 91, messageID: nil, conversationID: nil), at: 31, tab: 2,
            turn: 4)
        #expect(turn(driver, tab: 1).creditsDelta == -3)
        #expect(driver.state.account.creditsRemaining == 91)
    }

    @Test func `a turn behind one that told no balance may not have cost the difference`() {
        var driver = Driver()
        driver.send("one")
        driver.receive(.done(creditsRemaining: 100, messageID: nil, conversationID: nil), at: 1)
        driver.receive(.ended(.completed, terminator: true), at: 2)
        driver.send("two", at: 3)
        driver.receive(.text(delta: "Half", conversationID: nil), at: 4, turn: 2)
        driver.receive(.ended(.incomplete, terminator: false), at: 5, turn: 2)
        driver.send("three", at: 6)
        driver.receive(
            .done(creditsRemaining: 95, messageID: nil, conversationID: nil), at: 7, turn: 3)
        #expect(driver.turn.creditsDelta == nil)
        #expect(driver.state.account.creditsRemaining == 95)
        #expect(!driver.state.account.isBalanceOld)
    }

    @Test func `of responses at the same time the smaller rest is the newer`() {
        func head(_ remaining: Int64, reset: Int64, limit: Int64 = 1000) -> RunEvent {
            .responded(
                ResponseHead(
                    status: 200,
                    rateLimit: RateLimit(limit: limit, remaining: remaining, reset: reset)))
        }
        var driver = driver()
        driver.receive(head(990, reset: 500), at: 12, tab: 2, turn: 3)
        driver.receive(head(991, reset: 500), at: 13, turn: 2)
        #expect(driver.state.account.rateLimit.remaining == 990)
        driver.receive(head(999, reset: 600), at: 14, turn: 2)
        #expect(driver.state.account.rateLimit.remaining == 999)
        driver.receive(head(4000, reset: 600, limit: 5000), at: 15, turn: 2)
        #expect(driver.state.account.rateLimit.remaining == 4000)
    }
}
