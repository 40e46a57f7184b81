import LexiAPI
import LexiSession
import LexiState
import Testing

@Suite struct ToolStepFactsTests {
    private func step(_ tool: String, _ status: String, _ summary: String? = nil) -> RunEvent {
        .toolStep(.init(tool: tool, status: status, summary: summary))
    }

    @Test func `a step knows its events' numbers and its neighbours' times`() {
        var driver = Driver()
        driver.send("Q")
        driver.receive(.responded(ResponseHead(status: 200)), at: 50)
        driver.receive(.thinking(text: "t"), at: 100)
        driver.receive(step("deals.get", "started"), at: 150)
        driver.receive(step("deals.get", "completed", "Acme"), at: 400)
        #expect(driver.turn.instant(after: 3) == nil)
        driver.receive(.text(delta: "A", conversationID: nil), at: 700)
        let found = driver.turn.steps[0]
        #expect(found.status == "completed")
        #expect(
            found.events == [
                .init(number: 2, status: "started"),
                .init(number: 3, status: "completed", summary: "Acme"),
            ])
        #expect(driver.turn.instant(before: 1) == at(50))
        #expect(
            [driver.turn.instant(before: 2), driver.turn.instant(after: 3)] == [at(100), at(700)])
        #expect(driver.turn.eventTimes == [at(100), at(150), at(400), at(700)])
        #expect(driver.turn.instant(after: 4) == nil)
        driver.receive(.ended(.completed, terminator: true), at: 900)
        #expect(driver.turn.instant(after: 4) == at(900))
    }

    @Test func `what a step said before its last summary is kept`() {
        var driver = Driver()
        driver.send("Q")
        driver.receive(step("a", "started", "Looking for Mara"), at: 10)
        #expect(driver.turn.steps[0].summary == "Looking for Mara")
        driver.receive(step("a", "queued"), at: 12)
        driver.receive(step("a", "reading", "Looking for Mara"), at: 15)
        #expect(driver.turn.steps[0].earlierSummaries.isEmpty)
        driver.receive(step("a", "completed", "Read Mara Vogt"), at: 20)
        #expect(driver.turn.steps[0].summary == "Read Mara Vogt")
        #expect(driver.turn.steps[0].earlierSummaries == ["Looking for Mara"])
        driver.apply(.tools(.openFilter))
        driver.apply(.tools(.editFilter(.insert("looking"))))
        #expect(driver.state.activeTab.tools.shownIndices(of: driver.turn.steps) == [0])
    }

    @Test func `another try counts its events anew`() {
        var driver = Driver()
        driver.send("Q")
        driver.receive(step("a", "started"), at: 10)
        driver.receive(.ended(.incomplete, terminator: false), at: 20)
        driver.apply(.retry, at: 30)
        driver.receive(step("b", "started"), at: 40)
        #expect(driver.turn.steps[0].events == [.init(number: 1, status: "started")])
        #expect(driver.turn.instant(before: 1) == at(30))
    }

    @Test(arguments: [
        ("", [0, 1, 2, 3]), ("deals", [0, 3]), ("DEALS", []), ("mara", [1]), ("Mara", [1]),
        ("failed", [2]), ("deals running", [3]), ("  ", [0, 1, 2, 3]), ("nothing", []),
    ])
    func `the filter finds names, states and summaries`(_ text: String, _ expected: [Int]) {
        var driver = Driver()
        driver.send("Q")
        driver.receive(step("deals.get", "started"), at: 1)
        driver.receive(step("deals.get", "completed", "Acme"), at: 2)
        driver.receive(step("contacts.get", "completed", "Read Mara Vogt"), at: 3)
        driver.receive(step("notes.search", "failed", "No access"), at: 4)
        driver.receive(step("deals.get", "started"), at: 5)
        driver.apply(.tools(.openFilter))
        driver.apply(.tools(.editFilter(.insert(text))))
        #expect(driver.state.activeTab.tools.shownIndices(of: driver.turn.steps) == expected)
        driver.apply(.tools(.clearFilter))
        #expect(driver.state.activeTab.tools.shownIndices(of: driver.turn.steps).count == 4)
    }

    @Test func `totals are by tool, the longest together first`() {
        var driver = Driver()
        driver.send("Q")
        driver.receive(step("a", "completed"), at: 5)
        driver.receive(step("b", "started"), at: 10)
        driver.receive(step("b", "completed"), at: 110)
        driver.receive(step("b", "started"), at: 110)
        driver.receive(step("b", "failed"), at: 510)
        driver.receive(step("c", "started"), at: 600)
        let totals = driver.turn.steps.totals(now: at(700))
        #expect(
            totals == [
                StepTotals(
                    tool: "b", count: 2, failedCount: 1, runningCount: 0, unfinishedCount: 0,
                    totalSeconds: 0.5, longestSeconds: 0.4),
                StepTotals(
                    tool: "c", count: 1, failedCount: 0, runningCount: 1, unfinishedCount: 0,
                    totalSeconds: 0.1, longestSeconds: 0.1),
                StepTotals(
                    tool: "a", count: 1, failedCount: 0, runningCount: 0, unfinishedCount: 0),
            ])
    }
}
