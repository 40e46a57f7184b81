import LexiAPI
import LexiDashboard
import LexiScreen
import LexiSession
import LexiState
import Testing

/// Ctrl+R, Alt+P and Alt+N.
@Suite struct HistoryTests {
    private static let sent = [
        "Which deals are open?", "Who is Mara Vogt?\nAnd Acme?", "deals won",
    ]

    private func search(_ draft: String = "dra") throws -> Stage {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type(draft)
        #expect(stage.press(.control("r")) == [.loadHistory(.search)])
        stage.core.didLoadHistory(Self.sent, for: .search)
        return stage
    }

    @Test func `a search shows what it finds and takes it into the message`() throws {
        var stage = try search()
        #expect(stage.screen().contains("─ History ─"))
        #expect(stage.screen().contains("Which deals are open?"))
        stage.type("DEAL")
        #expect(stage.screen().contains("search: DEAL"))
        stage.press(.control("r"))
        #expect(stage.screen().contains("deals won"))
        #expect(stage.screen().contains("2/2"))
        stage.press(.control("r"))
        #expect(stage.screen().contains("No older message has this in it."))
        stage.press(.special(.down, []))
        #expect(stage.screen().contains("1/2"))
        stage.press(.enter)
        #expect(stage.text == "Which deals are open?")
        #expect(stage.core.state.activeTab.turns.isEmpty)
        stage.press(.control("_"))
        #expect(stage.text == "dra")
    }

    @Test func `what is typed right behind Ctrl+R is looked for`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        let requests = stage.read([
            .control("r"), .character("w"), .character("o"), .character("n"),
        ])
        #expect(requests == [.loadHistory(.search)])
        stage.core.didLoadHistory(Self.sent, for: .search)
        #expect(stage.screen().contains("search: won"))
        #expect(stage.screen().contains("deals won"))
        #expect(stage.text == "")
    }

    @Test func `Esc leaves the message as it was`() throws {
        var stage = try search()
        stage.type("mara")
        #expect(stage.screen().contains("And Acme?"))
        stage.press(.escape)
        #expect(stage.text == "dra")
        #expect(stage.core.state.historySearch == nil)
        #expect(stage.screen().contains("─ Message ─"))
    }

    @Test func `what is nowhere is told, and can be corrected`() throws {
        var stage = try search()
        stage.type("marx")
        #expect(stage.screen().contains("not found: marx"))
        stage.press(.enter)
        #expect(stage.text == "dra")
        stage = try search()
        stage.type("marx")
        stage.press(.backspace)
        #expect(stage.screen().contains("search: mar"))
        #expect(stage.screen().contains("Who is Mara Vogt?"))
    }

    @Test func `the cursor is behind what is looked for`() throws {
        var stage = try search()
        stage.type("ma")
        let frame = stage.frame()
        let cursor = try #require(frame.cursor)
        #expect(frame.grid.text(row: cursor.row).contains("search: ma"))
        #expect(cursor.column == 2 + "search: ma".count)
    }

    @Test func `Alt+P and Alt+N go through the messages and back to what was written`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("draft")
        for expected in Self.sent {
            #expect(stage.press(.alt("p")) == [.loadHistory(.previous)])
            stage.core.didLoadHistory(Self.sent, for: .previous)
            #expect(stage.text == expected)
        }
        stage.press(.alt("p"))
        stage.core.didLoadHistory(Self.sent, for: .previous)
        #expect(stage.screen().contains("There is no older message."))
        stage.press(.alt("n"))
        stage.press(.alt("n"))
        #expect(stage.text == Self.sent[0])
        stage.press(.alt("n"))
        #expect(stage.text == "draft")
        stage.press(.alt("n"))
        #expect(stage.text == "draft")
    }

    @Test func `a message keeps what was changed of it while one goes past it`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        func older() {
            stage.press(.alt("p"))
            stage.core.didLoadHistory(Self.sent, for: .previous)
        }
        stage.type("draft")
        older()
        older()
        stage.type("?")
        older()
        #expect(stage.text == Self.sent[2])
        stage.press(.alt("n"))
        #expect(stage.text == Self.sent[1] + "?")
        stage.press(.alt("n"), .alt("n"))
        #expect(stage.text == "draft")
        // The change is there as long as nothing is sent.
        stage.type("s")
        older()
        older()
        #expect(stage.text == Self.sent[1] + "?")
        stage.press(.alt("n"), .alt("n"))
        #expect(stage.text == "drafts")
        stage.press(.enter)
        older()
        older()
        #expect(stage.text == Self.sent[1])
    }

    @Test func `what is changed back is no change`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.press(.alt("p"))
        stage.core.didLoadHistory(Self.sent, for: .previous)
        stage.type("?")
        stage.press(.backspace, .alt("n"), .alt("p"))
        // Later messages come into view once nothing is kept.
        stage.core.didLoadHistory(["A newer one"] + Self.sent, for: .previous)
        #expect(stage.text == "A newer one")
    }

    @Test func `composed and decomposed letters are found alike`() throws {
        for (wanted, sent) in [("café", "Cafe\u{301}?"), ("cafe\u{301}", "Café?")] {
            var stage = try Stage(columns: 80, rows: 24)
            stage.press(.control("r"))
            stage.core.didLoadHistory([sent], for: .search)
            stage.type(wanted)
            stage.press(.enter)
            #expect(stage.text == sent)
        }
    }

    @Test func `arrows in an empty message scroll, and nothing empty is remembered`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        #expect(stage.press(.special(.up, [])) == [])
        #expect(stage.press(.enter) == [])
        stage.type("Q")
        #expect(stage.press(.enter).last == .remember("Q"))
    }

    @Test func `without any message the search says so`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.press(.control("r"))
        stage.core.didLoadHistory([], for: .search)
        #expect(stage.screen().contains("No message has been sent"))
        #expect(stage.core.state.historySearch == nil)
    }
}
