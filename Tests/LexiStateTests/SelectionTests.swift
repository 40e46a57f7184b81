import LexiAPI
import LexiSession
import LexiState
import Testing

@Suite struct SelectionTests {
    private func driver() -> Driver {
        var driver = Driver()
        driver.send("Q")
        driver.receive(.thinking(text: "First"), at: 100)
        driver.receive(.toolStep(.init(tool: "deals.get", status: "started")), at: 200)
        driver.receive(.text(delta: "Answer.", conversationID: nil), at: 300)
        return driver
    }

    @Test(arguments: [
        Selection.step(turn: TurnID(1), index: 0), .thought(turn: TurnID(1), index: 0),
        .text(turn: TurnID(1), range: 0..<7),
    ])
    func `what is there can be selected and let go`(_ selection: Selection) {
        var driver = driver()
        driver.apply(.select(selection))
        #expect(driver.state.activeTab.selection == selection)
        #expect(driver.state.activeTab.selectedTurn?.id == TurnID(1))
        driver.apply(.select(nil))
        #expect(driver.state.activeTab.selection == nil)
    }

    @Test(arguments: [
        Selection.step(turn: TurnID(1), index: 1), .thought(turn: TurnID(1), index: -1),
        .text(turn: TurnID(1), range: 0..<8), .text(turn: TurnID(1), range: 3..<3),
        .step(turn: TurnID(2), index: 0),
    ])
    func `what is not there is not selected, and what was selected stays`(_ selection: Selection) {
        var driver = driver()
        let before = Selection.step(turn: TurnID(1), index: 0)
        driver.apply(.select(before))
        driver.apply(.select(selection))
        #expect(driver.state.activeTab.selection == before)
    }

    @Test func `each tab has a selection of its own`() {
        var driver = driver()
        driver.apply(.select(.thought(turn: TurnID(1), index: 0)))
        driver.apply(.newTab)
        #expect(driver.state.activeTab.selection == nil)
        driver.apply(.selectTab(index: 0))
        #expect(driver.state.activeTab.selection == .thought(turn: TurnID(1), index: 0))
    }

    @Test func `another try of the turn lets go of what it put aside`() {
        var driver = driver()
        driver.receive(.ended(.incomplete, terminator: false), at: 400)
        driver.apply(.select(.step(turn: TurnID(1), index: 0)))
        driver.apply(.retry, at: 500)
        #expect(driver.state.activeTab.selection == nil)
    }
}
