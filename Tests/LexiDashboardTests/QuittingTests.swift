import LexiAPI
import LexiDashboard
import LexiScreen
import LexiSession
import LexiState
import Testing

@Suite struct QuittingTests {
    @Test func controlCTwiceWithinTheWindowQuits() throws {
        var stage = try Stage(columns: 80, rows: 24)
        #expect(stage.press(.control("c")) == [])
        #expect(stage.screen().contains("Ctrl+C again quits"))
        stage.milliseconds = 1500
        #expect(stage.press(.control("c")) == [.quit])
    }

    @Test func controlCTwiceSlowlyDoesNotQuit() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.press(.control("c"))
        stage.milliseconds = 1501
        #expect(stage.press(.control("c")) == [])
    }

    @Test func theWindowEndsByItselfAndSaysSo() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.press(.control("c"))
        _ = stage.frame()
        let sleep = try #require(stage.core.sleep(now: at(0)))
        #expect(sleep > .milliseconds(1499) && sleep < .milliseconds(1501))
        stage.core.expire(now: at(1501))
        #expect(!stage.screen().contains("Ctrl+C again quits"))
        #expect(stage.core.sleep(now: at(1501)) == nil)
    }

    @Test(arguments: [Key.tab, .character("a"), .alt("1"), .control("t"), .special(.pageUp, [])])
    func aKeyInBetweenEndsTheWindowAndItsNotice(_ key: Key) throws {
        var stage = try Stage(columns: 120, rows: 24)
        stage.press(.control("c"))
        #expect(stage.screen().contains("Ctrl+C again quits"))
        stage.press(key)
        #expect(!stage.screen().contains("Ctrl+C again quits"))
        #expect(stage.press(.control("c")) == [])
    }

    @Test func `what the first press cleared is kept when the second quits`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("a draft to keep")
        stage.press(.control("c"))
        #expect(stage.core.state.drafts.isEmpty)
        #expect(stage.press(.control("c")) == [.quit])
        #expect(stage.core.state.drafts.map(\.text) == ["a draft to keep"])
    }

    @Test func aKeyInBetweenKeepsWhatWasTyped() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("abc")
        stage.press(.control("c"))
        stage.type("new text that matters")
        #expect(stage.press(.control("c")) == [])
    }

    @Test func controlCClearsTheDraftFirstAndItCanBePutBack() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("precious draft")
        #expect(stage.press(.control("c")) == [])
        #expect(stage.core.state.activeTab.composer.isEmpty)
        stage.press(.control("y"))
        #expect(stage.core.state.activeTab.composer.text == "precious draft")
        // Another key disarms: the next press clears again.
        #expect(stage.press(.control("c")) == [])
    }

    @Test func controlCStopsARun() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("Q")
        stage.press(.enter)
        #expect(stage.press(.control("c")).count == 1)
    }

    @Test func controlDQuitsOnlyWhenTheMessageIsEmpty() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("x")
        #expect(stage.press(.control("d")) == [])
        stage.press(.backspace)
        #expect(stage.press(.control("d")) == [.quit])
    }

    @Test func controlDInAPaneScrolls() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.press(.tab)
        #expect(stage.press(.control("d")) == [])
    }
}
