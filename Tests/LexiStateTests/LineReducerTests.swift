import LexiAPI
import LexiSession
import Testing

@testable import LexiState

/// A turn that waits in line behind others.
@Suite struct LineReducerTests {
    private let queueing = Queueing(limit: 10, isServers: true)

    @Test func `a turn in line says so, however long it takes, and is sent when it is its turn`() {
        var driver = Driver()
        driver.send("Who is Mara?")
        driver.receive(.queued(queueing), at: 10)
        #expect(TurnStatus(driver.turn, now: at(20)) == .queued(queueing))
        #expect(TurnStatus(driver.turn, now: at(600_000)) == .queued(queueing))
        driver.receive(.queued(Queueing(limit: 5, isServers: true)), at: 600_010)
        #expect(
            TurnStatus(driver.turn, now: at(600_010))
                == .queued(Queueing(limit: 5, isServers: true)))
        driver.receive(.dequeued, at: 600_020)
        #expect(TurnStatus(driver.turn, now: at(600_030)) == .connecting)
        driver.receive(.responded(ResponseHead(status: 200)), at: 600_040)
        #expect(TurnStatus(driver.turn, now: at(600_050)) == .waiting)
    }

    @Test func `a message that is stopped in line was never sent, and is there to be sent`() {
        var driver = Driver()
        driver.send("Who is Mara?")
        driver.receive(.queued(queueing), at: 10)
        driver.receive(.ended(.cancelled, terminator: false), at: 20)
        #expect(driver.state.activeTab.composer.text == "Who is Mara?")
    }

    @Test func `a message that is stopped after its turn in line was sent`() {
        var driver = Driver()
        driver.send("Who is Mara?")
        driver.receive(.queued(queueing), at: 10)
        driver.receive(.dequeued, at: 20)
        driver.receive(.ended(.cancelled, terminator: false), at: 30)
        #expect(driver.state.activeTab.composer.isEmpty)
    }
}
