import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

@Suite struct SearchTests {
    /// A conversation whose answer has many paragraphs, with the conversation focused.
    private func stage(
        _ paragraphs: [String], columns: Int = 80, rows: Int = 24
    ) throws -> Stage {
        var stage = try Stage(columns: columns, rows: rows)
        stage.type("Where is it?")
        stage.press(.enter)
        for paragraph in paragraphs {
            stage.receive(.text(delta: paragraph + "\n\n", conversationID: "c-1"))
        }
        _ = stage.frame()
        stage.press(.tab)
        _ = stage.frame()
        return stage
    }

    private func lines(_ range: ClosedRange<Int>) -> [String] { range.map { "Line \($0)" } }

    /// The text of the cells in a role's style.
    private func text(_ stage: inout Stage, in role: Role) throws -> String {
        let theme = try ThemeLibrary.theme(named: "dark")
        let frame = stage.frame()
        return frame.grid.cells.filter {
            $0.style.background == theme[role].background
                && $0.style.foreground == theme[role].foreground
        }.map(\.glyph.text).joined()
    }

    @Test func `typing after a slash finds while one types and says how many`() throws {
        var stage = try stage(lines(1...60))
        stage.press(.character("/"))
        stage.type("line 1")
        let screen = stage.screen()
        // 1, 10 to 19.
        #expect(screen.contains("/line 1"))
        #expect(screen.contains("1/11 wrapped"))
        #expect(screen.contains("Line 1"))
        #expect(stage.core.state.activeTab.composer.isEmpty)
    }

    @Test(arguments: [
        ("café", "Der Cafe\u{301}bar folgt ein Café.", "Cafe\u{301}Café"),
        ("cafe\u{301}b", "Der Cafe\u{301}bar folgt ein Café.", "Cafe\u{301}b"),
        ("Café", "cafe\u{301} und Cafe\u{301}", "Cafe\u{301}"),
        ("cafe", "Cafe\u{301} und Café", ""),
        ("bar", "Cafe\u{301}bar und e\u{301}bar", "barbar"),
        ("のが", "そのか\u{3099}く", "のか\u{3099}"),
        ("한국", "\u{1112}\u{1161}\u{11AB}국어", "\u{1112}\u{1161}\u{11AB}국"),
        ("\u{958}a", "\u{958}abc", "\u{958}a"), ("\u{915}\u{93C}ab", "\u{958}abc", "\u{958}ab"),
        ("å", "5 \u{212B} lang", "\u{212B}"),
    ])
    func `composed and decomposed letters are found alike, and marked`(
        _ wanted: String, _ text: String, _ marked: String
    ) throws {
        var stage = try stage([text])
        stage.press(.character("/"))
        stage.type(wanted)
        let shown = try self.text(&stage, in: .matchCurrent) + self.text(&stage, in: .match)
        // Equal as characters are; a terminal is given either form.
        #expect(shown == marked)
    }

    @Test func `n and N step from match to match and go round`() throws {
        var stage = try stage(lines(1...60))
        stage.press(.character("/"))
        stage.type("Line 2")
        stage.press(.enter)
        #expect(stage.screen().contains("1/11 wrapped"))
        stage.press(.character("n"))
        #expect(stage.screen().contains("2/11 "))
        #expect(!stage.screen().contains("wrapped"))
        stage.press(.character("N"), .character("N"))
        #expect(stage.screen().contains("11/11 wrapped"))
        #expect(stage.screen().contains("Line 29"))
        stage.press(.character("n"))
        #expect(stage.screen().contains("1/11 wrapped"))
    }

    @Test func `Esc gives the search up and goes back`() throws {
        var stage = try stage(lines(1...60))
        stage.press(.special(.pageUp, []))
        let before = stage.screen()
        stage.press(.character("/"))
        stage.type("Line 3")
        #expect(stage.screen() != before)
        stage.press(.escape)
        #expect(stage.screen() == before)
        // The run was not stopped by it.
        #expect(stage.core.view.focus == .conversation)
    }

    @Test func `a capital letter makes the case count`() throws {
        var stage = try stage(["One alpha, one Alpha, ÄRGER and ärger"])
        stage.press(.character("/"))
        stage.type("alpha")
        #expect(stage.screen().contains("1/2 "))
        stage.press(.control("u"))
        stage.type("Alpha")
        #expect(stage.screen().contains("1/1 "))
        stage.press(.control("u"))
        stage.type("ärger")
        #expect(stage.screen().contains("1/2 "))
        stage.press(.control("u"))
        stage.type("Ärger")
        #expect(stage.screen().contains("no match"))
    }

    @Test func `a phrase that is wrapped is found and marked on both lines`() throws {
        let words = (1...40).map { "word\($0)" }.joined(separator: " ")
        var stage = try stage([words])
        let rows = stage.rows()
        let row = try #require(rows.firstIndex { $0.contains("word1 ") })
        let last = try #require(
            rows[row].split(separator: " ").last { $0.hasPrefix("word") }.map(String.init))
        let number = try #require(Int(last.dropFirst(4)))
        stage.press(.character("/"))
        stage.type("\(last) word\(number + 1)")
        #expect(stage.screen().contains("1/1 "))
        #expect(try text(&stage, in: .matchCurrent) == "\(last)word\(number + 1)")
    }

    @Test func `marks of Markdown do not hide what is between them`() throws {
        var stage = try stage(["Acme raised **EUR 40m** in `March`."])
        stage.press(.character("/"))
        stage.type("raised eur 40m in march.")
        #expect(stage.screen().contains("1/1 "))
        #expect(try text(&stage, in: .matchCurrent) == "raised EUR 40m in March.")
    }

    @Test func `questions are searched too, and every match in sight is marked`() throws {
        var stage = try stage(["It is here, where it was."])
        stage.press(.character("/"))
        stage.type("where")
        #expect(stage.screen().contains("1/2 "))
        #expect(try text(&stage, in: .matchCurrent) == "Where")
        #expect(try text(&stage, in: .match) == "where")
    }

    @Test func `new matches are counted without moving the reader`() throws {
        var stage = try stage(lines(1...60))
        stage.press(.character("/"))
        stage.type("Line 4")
        stage.press(.enter)
        #expect(stage.screen().contains("1/11 wrapped"))
        let top = stage.rows()[4]
        stage.receive(.text(delta: "Line 4 again\n\nLine 41\n\n", conversationID: nil))
        #expect(stage.screen().contains("1/13"))
        #expect(stage.rows()[4] == top)
        stage.receive(
            .done(creditsRemaining: 1, messageID: nil, conversationID: nil),
            .ended(.completed, terminator: true))
        #expect(stage.screen().contains("1/13"))
        #expect(stage.rows()[4] == top)
    }

    @Test func `nothing found leaves the reader where the search began`() throws {
        var stage = try stage(lines(1...60))
        stage.press(.special(.pageUp, []))
        let before = stage.rows()[4]
        stage.press(.character("/"))
        stage.type("Line 1")
        #expect(stage.rows()[4] != before)
        stage.type("xyz")
        #expect(stage.screen().contains("no match"))
        #expect(stage.rows()[4] == before)
        stage.press(.control("u"))
        #expect(stage.rows()[4] == before)
    }

    @Test func `the field is edited as the message is, and a paste goes into it`() throws {
        var stage = try stage(lines(1...9))
        stage.press(.character("/"))
        stage.type("abc Lin")
        stage.press(.control("a"), .alt("d"), .special(.delete, []), .control("e"))
        stage.press(.paste("e 7\n", isLast: true))
        stage.press(.backspace)
        #expect(stage.screen().contains("/Line 7"))
        #expect(stage.screen().contains("1/1 "))
        #expect(stage.core.state.activeTab.composer.isEmpty)
    }

    @Test func `the caret stands in the field`() throws {
        var stage = try stage(lines(1...9), columns: 120, rows: 40)
        stage.press(.character("/"))
        stage.type("Line")
        stage.press(.special(.left, []))
        let frame = stage.frame()
        let cursor = try #require(frame.cursor)
        let row = frame.grid.text(row: cursor.row)
        let before = Array(row)[..<cursor.column]
        #expect(String(before).hasSuffix("/Lin"))
    }

    @Test func `tools and thinking have searches of their own`() throws {
        var stage = try stage(["Mara is here."], columns: 120, rows: 30)
        stage.receive(
            .thinking(text: "Looking up Mara"), .thinking(text: "Mara has a deal"),
            .toolStep(.init(tool: "contacts.get", status: "started")),
            .toolStep(
                .init(tool: "contacts.get", status: "completed", summary: "Read Mara Vogt")))
        stage.press(.tab, .character("/"))
        stage.type("mara")
        stage.press(.enter)
        #expect(stage.screen().contains("/mara 1/1"))
        stage.press(.tab, .character("/"))
        stage.type("mara")
        stage.press(.enter)
        #expect(stage.screen().contains("/mara 1/2"))
        stage.press(.tab, .tab, .tab, .character("/"))
        stage.type("contacts.g")
        #expect(stage.screen().contains("/contacts.g 1/1"))
    }

    @Test func `folded thoughts unfold for a match in them, and fold again`() throws {
        var stage = try stage(["Mara is here."], columns: 120, rows: 30)
        stage.receive(
            .thinking(text: "Looking up Mara"), .thinking(text: "She has a deal"),
            .ended(.completed, terminator: true))
        #expect(!stage.screen().contains("Looking up Mara"))
        stage.press(.tab, .tab, .character("/"))
        stage.type("zzz")
        #expect(!stage.screen().contains("Looking up Mara"))
        stage.press(.control("u"))
        stage.type("looking")
        #expect(stage.screen().contains("Looking up Mara"))
        #expect(stage.screen().contains("1/1"))
        stage.press(.escape)
        #expect(!stage.screen().contains("Looking up Mara"))
    }

    @Test func `the help is searched`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.press(.special(.function(1), []))
        _ = stage.frame()
        stage.press(.character("/"))
        stage.type("suspend")
        #expect(stage.screen().contains("/suspend 1/1"))
        #expect(stage.screen().contains("Suspend to the shell"))
        stage.press(.enter, .escape)
        #expect(stage.core.state.overlay == .help)
        stage.press(.escape)
        #expect(stage.core.state.overlay == nil)
    }

    @Test func `Esc lets go of a search that was kept, then goes back to the message`() throws {
        var stage = try stage(lines(1...60))
        stage.receive(.ended(.completed, terminator: true))
        stage.press(.character("/"))
        stage.type("Line 30")
        stage.press(.enter)
        let top = stage.rows()[4]
        stage.press(.escape)
        #expect(!stage.screen().contains("/Line 30"))
        #expect(stage.rows()[4] == top)
        #expect(stage.core.view.focus == .conversation)
        stage.press(.escape)
        #expect(stage.core.view.focus == .message)
    }

    @Test func `an empty field repeats the last search`() throws {
        var stage = try stage(lines(1...60))
        stage.press(.character("/"))
        stage.type("Line 30")
        stage.press(.enter, .character("g"), .character("/"), .enter)
        #expect(stage.screen().contains("/Line 30 1/1"))
    }

    @Test func `each size shows field, count and match`() throws {
        for (columns, rows) in [(40, 10), (80, 24), (120, 40), (200, 60)] {
            var stage = try stage(lines(1...99), columns: columns, rows: rows)
            stage.press(.character("/"))
            stage.type("Line 5")
            stage.press(.character("7"))
            #expect(stage.screen().contains("/Line 57 1/1"), "\(columns)x\(rows)")
            #expect(try text(&stage, in: .matchCurrent) == "Line 57", "\(columns)x\(rows)")
        }
    }

    @Test func `a long transcript is searched a piece a frame, without a key`() throws {
        var stage = try Stage(columns: 120, rows: 40)
        stage.type("Q")
        stage.press(.enter)
        let text = (1...30_000).map { "    line \($0)" }.joined(separator: "\n")
        stage.receive(.text(delta: text + "\nneedle\n", conversationID: nil))
        _ = stage.frame()
        stage.press(.tab, .special(.home, []))
        _ = stage.frame()
        stage.press(.character("/"))
        stage.type("needle")
        #expect(stage.screen().contains("/needle …"))
        #expect(stage.core.isDirty)
        // First the lines are counted, a slice a frame too.
        var frames = 0
        while stage.core.isDirty, frames < 100 {
            _ = stage.frame()
            frames += 1
        }
        #expect(frames > 1)
        #expect(stage.screen().contains("/needle 1/1"))
        #expect(!stage.core.isDirty)
    }
}
