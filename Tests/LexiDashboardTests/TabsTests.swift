import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

@Suite struct TabsTests {
    @Test func `a tab that is opened again stands where it stood`() throws {
        var stage = try Stage(columns: 100, rows: 30)
        for tab in 1...3 {
            if tab > 1 { stage.press(.control("n")) }
            stage.type("Question \(tab)")
            stage.press(.enter)
            stage.receive(
                .text(delta: "A", conversationID: "c-\(tab)"),
                .ended(.completed, terminator: true), tab: tab, turn: tab)
        }
        stage.press(.alt("2"))
        let second = stage.core.state.activeTab.id
        stage.press(.control("x"), .character("w"))
        #expect(stage.core.state.tabs.count == 2)
        stage.press(.control("x"), .character("U"))
        #expect(stage.core.state.tabs.map(\.id)[1] == second)
        #expect(stage.core.state.tabs.count == 3 && stage.core.state.activeIndex == 1)
    }

    @Test func twoConversationsStreamAtOnce() throws {
        var stage = try Stage(columns: 120, rows: 30)
        stage.type("First question")
        stage.press(.enter)
        stage.press(.control("n"))
        stage.type("Second question")
        stage.press(.enter)
        stage.receive(.text(delta: "Answer one", conversationID: nil), tab: 1, turn: 1)
        stage.receive(.text(delta: "Answer two", conversationID: nil), tab: 2, turn: 2)
        #expect(stage.screen().contains("Answer two"))
        #expect(!stage.screen().contains("Answer one"))
        #expect(stage.rows()[0].contains("1 First question ⠋"))
        stage.receive(.ended(.completed, terminator: true), tab: 1, turn: 1)
        #expect(stage.rows()[0].contains("1 First question ●"))
        stage.press(.alt("1"))
        #expect(stage.screen().contains("Answer one"))
        #expect(stage.rows()[0].contains("1 First question │"))
        stage.press(.tab, .character("]"))
        #expect(stage.core.state.activeIndex == 1)
        stage.press(.character("["))
        #expect(stage.core.state.activeIndex == 0)
        stage.press(.control("w"))
        #expect(stage.core.state.tabs.map(\.id) == [ConversationID(2)])
    }

    /// Only what can still come is waited for: no visit is needed to see that nothing does.
    @Test(arguments: [true, false])
    func aStalledTabIsMarkedWithoutAVisit(_ hasMotion: Bool) throws {
        var stage = try Stage(columns: 120, rows: 30)
        var look = stage.core.view.look
        look.hasMotion = hasMotion
        stage.core.didReadSettings(.success(Preferences(look: look)), isAsked: false)
        stage.type("First question")
        stage.press(.enter, .control("n"))
        #expect(stage.rows()[0].contains("1 First question \(hasMotion ? "⠋" : "⠿")"))
        stage.milliseconds = 14_900
        #expect(!stage.rows()[0].contains("!"))
        // The screen wakes by itself, and not before there is something to see.
        let sleep = try #require(stage.core.sleep(now: at(14_900)))
        #expect(sleep <= .seconds(1))
        stage.milliseconds = 15_000
        #expect(stage.core.isPaintDue(now: at(15_000)))
        #expect(stage.rows()[0].contains("1 First question !"))
        stage.receive(.text(delta: "Late", conversationID: nil), tab: 1, turn: 1)
        #expect(!stage.rows()[0].contains("!"))
        stage.receive(.ended(.completed, terminator: true), tab: 1, turn: 1)
        stage.milliseconds = 60_000
        #expect(stage.rows()[0].contains("1 First question ●"))
    }

    @Test func aTabThatStallsWhileThePaletteIsOpenIsListedAsSuch() throws {
        var stage = try Stage(columns: 120, rows: 30)
        stage.type("First question")
        stage.press(.enter, .control("n"))
        stage.pressing(.control("p"))
        stage.typing("#")
        #expect(stage.list()[0].contains("Tab, running"))
        stage.milliseconds = 15_000
        #expect(stage.list()[0].contains("Tab, stalled"))
        stage.pressing(.special(.down, []))
        stage.receive(.ended(.completed, terminator: true), tab: 1, turn: 1)
        #expect(stage.list()[0].contains("Tab, new answer"))
        // Who was on the way to a row stays there.
        #expect(stage.list()[1].hasPrefix("▸"))
    }

    @Test func aNewTabIsWrittenIntoAtOnce() throws {
        var stage = try Stage(columns: 120, rows: 30)
        stage.press(.tab, .control("n"))
        stage.type("zz?")
        #expect(stage.core.state.activeTab.composer.text == "zz?")
    }

    @Test func aTabDoesNotShowTheRequestOfAnother() throws {
        var stage = try Stage(columns: 120, rows: 30)
        stage.type("Q")
        stage.press(.enter)
        stage.receive(.responded(ResponseHead(status: 200, requestID: "req_FIRST")))
        #expect(stage.screen().contains("req_FIRST"))
        stage.press(.control("n"))
        #expect(!stage.screen().contains("req_FIRST"))
    }

    @Test func aNoticeIsSeenAtEveryWidth() throws {
        for columns in [40, 80, 100, 120] {
            var stage = try Stage(columns: columns, rows: 24)
            stage.type("Q")
            stage.press(.enter)
            stage.receive(.toolStep(.init(tool: "deals.list", status: "started")))
            stage.type("two")
            stage.press(.enter)
            #expect(stage.screen().contains("Queued: g"), "\(columns)")
            stage.receive(.ended(.cancelled, terminator: false))
            #expect(!stage.screen().contains("Queued: g"))
        }
    }

    @Test func theContextFormEditsTheNextTurn() throws {
        var stage = try Stage(columns: 100, rows: 30, context: ChatContext(deal: "deal-001"))
        #expect(stage.screen().contains("context  deal deal-001 · tools on"))
        stage.press(.control("o"))
        stage.type("contact-001")
        #expect(stage.screen().contains("Context of the next message"))
        stage.press(.special(.up, []), .character(" "), .enter)
        #expect(
            stage.screen().contains("context  tools off · contact contact-001 · deal deal-001"))
        stage.type("Q")
        stage.press(.enter)
        #expect(stage.screen().contains("with contact contact-001 · deal deal-001 · tools off"))
    }
}
