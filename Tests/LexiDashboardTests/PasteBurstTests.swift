import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// Keys of one read, from a terminal that does not mark pastes.
@Suite struct PasteBurstTests {
    private func keys(_ text: String) -> [Key] {
        text.map { character in
            switch character {
            case "\r": .enter
            case "\n": .control("j")
            case "\t": .tab
            default: .character(character)
            }
        }
    }

    private func isSent(_ requests: [DashboardCore.Request]) -> Bool {
        requests.contains { if case .perform(.ask) = $0 { true } else { false } }
    }

    @Test func `lines in one read are a paste and do not send`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        #expect(!isSent(stage.read(keys("one\rtwo\tthree\rfour\r"))))
        #expect(stage.text == "one\ntwo\tthree\nfour\n")
        stage.milliseconds = 100
        #expect(!isSent(stage.expire()))
        // A key typed later is a key again.
        #expect(isSent(stage.read([.enter])))
    }

    @Test func `line ends of two characters are one`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        var batch = keys("one")
        batch += [.enter, .control("j")] + keys("two") + [.enter, .control("j")]
        stage.read(batch)
        #expect(stage.text == "one\ntwo\n")
    }

    @Test func `text and an Enter behind it are typed ahead and sent in a moment`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        #expect(!isSent(stage.read(keys("Who is Mara?\r"))))
        #expect(stage.core.sleep(now: at(0)) != nil)
        stage.milliseconds = 9
        #expect(!isSent(stage.expire()))
        stage.milliseconds = 10
        #expect(isSent(stage.expire()))
    }

    @Test func `text that follows within the moment makes a paste of both`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.read(keys("one\r"))
        stage.milliseconds = 5
        #expect(!isSent(stage.read(keys("two\r"))))
        stage.milliseconds = 20
        #expect(!isSent(stage.read(keys("three\r"))))
        stage.milliseconds = 200
        #expect(!isSent(stage.expire()))
        #expect(stage.text == "one\ntwo\nthree\n")
    }

    @Test func `another key lets a held Enter go first`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.read(keys("one\r"))
        #expect(isSent(stage.read([.control("n")])))
        #expect(stage.core.state.tabs.count == 2)
        #expect(stage.core.state.tabs[0].turns.count == 1)
    }

    @Test func `an Enter alone sends at once`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.read(keys("o"))
        #expect(isSent(stage.read([.enter])))
    }

    @Test func `a long paste without marks is folded like any other`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        let lines = (1...40).map { "line \($0)\r" }.joined()
        let all = keys(lines)
        stage.read(Array(all[..<150]))
        stage.milliseconds = 3
        stage.read(Array(all[150...]))
        #expect(stage.text == lines.replacing("\r", with: "\n"))
        #expect(stage.screen().contains("[pasted 311 bytes, 40 lines]"))
    }

    @Test func `in the panes letters stay keys, but lines of text are a paste`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.press(.tab)
        stage.read(keys("jjk"))
        #expect(stage.text == "")
        stage.read(keys("export\rremove\r"))
        #expect(stage.text == "export\nremove\n")
        #expect(stage.core.view.focus == .message)
    }
}
