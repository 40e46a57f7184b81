import Foundation
import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

@Suite struct ArrangementTests {
    private func stage(columns: Int, rows: Int) throws -> Stage {
        var stage = try Stage(columns: columns, rows: rows)
        _ = stage.frame()
        stage.press(.tab)
        _ = stage.frame()
        return stage
    }

    /// The column and the row in which a pane's title begins.
    private func place(_ title: String, _ stage: inout Stage) -> [Int]? {
        for (row, line) in stage.rows().enumerated() {
            // A notice may name the pane, too.
            guard let range = line.range(of: "─ \(title) ") else { continue }
            return [line.distance(from: line.startIndex, to: range.lowerBound) + 1, row]
        }
        return nil
    }

    @Test func `keys move the lines of the wide screen`() throws {
        var stage = try stage(columns: 120, rows: 40)
        #expect(place("Tools", &stage) == [73, 1])
        #expect(place("Thinking", &stage) == [73, 19])
        stage.press(.character(">"), .character(">"), .character("-"))
        #expect(place("Tools", &stage) == [82, 1])
        #expect(place("Thinking", &stage) == [82, 17])
        stage.press(.character("<"), .character("+"), .character("="))
        #expect(place("Tools", &stage) == [77, 1])
        #expect(place("Thinking", &stage) == [77, 21])
        stage.press(.character("0"))
        #expect(place("Tools", &stage) == [73, 1])
    }

    @Test(arguments: [("T", "Tools"), ("K", "Thinking")] as [(Character, String)])
    func `who hides a pane reads how to show it again`(key: Character, title: String) throws {
        var stage = try stage(columns: 120, rows: 40)
        stage.press(.character(key))
        #expect(place(title, &stage) == nil)
        #expect(
            stage.screen().contains(
                "\(title) is hidden: \(key), outside the message, shows it again."))
        stage.press(.character(key))
        #expect(place(title, &stage) != nil)
        #expect(!stage.screen().contains("is hidden"))
    }

    @Test func `how thoughts are shown is not changed while their pane is hidden`() throws {
        var stage = try stage(columns: 120, rows: 40)
        let mode = stage.core.state.thinkingMode
        stage.press(.character("K"), .control("t"))
        #expect(stage.core.state.thinkingMode == mode)
        #expect(
            stage.screen().contains(
                "Thinking is hidden: K, outside the message, shows it again."))
        stage.press(.character("K"), .control("t"))
        #expect(stage.core.state.thinkingMode != mode)
    }

    @Test func `keys move the lines of the stacked screen, which has its own`() throws {
        var stage = try stage(columns: 100, rows: 30)
        let tools = try #require(place("Tools", &stage))
        let thinking = try #require(place("Thinking", &stage))
        stage.press(.character("-"), .character(">"))
        #expect(place("Tools", &stage) == [tools[0], tools[1] - 1])
        #expect(place("Thinking", &stage) == [thinking[0] + 4, thinking[1] - 1])
        stage.size = Size(columns: 120, rows: 40)
        #expect(place("Tools", &stage) == [73, 1])
    }

    @Test func `no pane becomes smaller than its least`() throws {
        for (columns, rows) in [(120, 20), (120, 40), (80, 20), (119, 24), (200, 60)] {
            for keys in [["<", "-"], ["<", "+"], [">", "-"], [">", "+"]] as [[Character]] {
                var stage = try stage(columns: columns, rows: rows)
                for _ in 1...30 { stage.press(.character(keys[0]), .character(keys[1])) }
                _ = stage.frame()
                let layout = ScreenLayout(
                    size: stage.size, focus: .conversation, zoomed: false, messageRows: 1,
                    arrangement: stage.core.view.arrangement)
                for (pane, rect) in layout.contents {
                    #expect(rect.columns >= 16, "\(pane) \(columns)x\(rows) \(keys)")
                    #expect(rect.rows >= (pane == .message ? 1 : 3), "\(pane) \(columns)x\(rows)")
                }
            }
        }
    }

    @Test func `hidden panes leave their room, and Tab passes them by`() throws {
        for (columns, rows) in [(120, 40), (90, 30)] {
            var stage = try stage(columns: columns, rows: rows)
            stage.press(.character("T"))
            #expect(place("Tools", &stage) == nil)
            #expect(place("Thinking", &stage) != nil)
            stage.press(.character("K"))
            #expect(place("Thinking", &stage) == nil)
            #expect(place("Conversation", &stage) == [2, 1])
            stage.press(.tab)
            #expect(stage.core.view.focus == .message)
            stage.press(.backTab, .character("T"), .tab)
            #expect(stage.core.view.focus == .tools)
            stage.press(.character("T"))
            #expect(stage.core.view.focus == .conversation)
            stage.press(.character("0"))
            #expect(place("Tools", &stage) != nil)
        }
    }

    @Test func `one pane at a time has nothing to arrange and says so`() throws {
        var stage = try stage(columns: 40, rows: 10)
        stage.press(.character("T"))
        #expect(
            stage.core.state.notice?.text
                == "One pane at a time is shown here: Tab shows the next.")
        #expect(stage.core.view.arrangement == PaneArrangement())
    }

    @Test func `an arrangement is written and read again as it was`() throws {
        var stage = try stage(columns: 120, rows: 40)
        stage.press(.character(">"), .character("+"), .character("K"), .character("z"))
        let remembered = stage.core.view.rememberedArrangement
        #expect(
            remembered.text == """
                # How the panes of lexi are arranged; written by lexi.
                zoomed = "conversation"

                [wide]
                conversation = 64
                tools = 54
                hidden = ["thinking"]

                [stacked]
                conversation = 60
                tools = 50
                hidden = []

                """)
        #expect(try PaneArrangement(text: remembered.text, file: "layout.toml") == remembered)
        var next = try Stage(columns: 120, rows: 40)
        next.core.restore(remembered)
        #expect(next.frame() == stage.frame() || next.core.view.isZoomed)
        #expect(next.core.view.focus == .conversation)
        next.press(.character("z"))
        #expect(place("Thinking", &next) == nil)
    }

    @Test func `how thoughts are shown sticks`() throws {
        var stage = try Stage(columns: 120, rows: 40)
        #expect(stage.core.rememberedArrangement.thinking == nil)
        stage.press(.control("t"))
        let remembered = stage.core.rememberedArrangement
        #expect(remembered.thinking == .open)
        #expect(try PaneArrangement(text: remembered.text, file: "layout.toml") == remembered)
        var next = try Stage(columns: 120, rows: 40)
        next.core.restore(remembered)
        #expect(next.core.state.thinkingMode == .open)
        #expect(next.core.rememberedArrangement == remembered)
        next.press(.control("t"), .control("t"))
        #expect(next.core.rememberedArrangement.thinking == .live)
        // The settings go first, and change nothing of what was left.
        next = try Stage(columns: 120, rows: 40, thinking: .hidden)
        next.core.restore(remembered)
        #expect(next.core.state.thinkingMode == .hidden)
        #expect(next.core.rememberedArrangement == remembered)
        // A reload that says nothing new about them leaves what was chosen since.
        next.press(.control("t"))
        let look = next.core.view.look
        next.core.didReadSettings(
            .success(Preferences(look: look, thinking: .hidden)), isAsked: true)
        #expect(next.core.state.thinkingMode == .live)
        next.core.didReadSettings(.success(Preferences(look: look, thinking: .open)), isAsked: true)
        #expect(next.core.state.thinkingMode == .open)
    }

    @Test(arguments: [
        ("wide = 3", "layout.toml:1:1: wide must be a table"),
        ("[wide]\nconversation = 200", "layout.toml:2:1: conversation must be"),
        ("[wide]\nhidden = 1", "layout.toml:2:1: hidden must be"), ("{", "layout.toml:1:"),
        ("[wid]", "layout.toml:1:2: unknown name \"wid\"; did you mean \"wide\"?"),
    ]) func `an odd file is refused with its place`(_ text: String, _ start: String) {
        let error = #expect(throws: ArrangementError.self) {
            try PaneArrangement(text: text, file: "layout.toml")
        }
        #expect(error?.description.hasPrefix(start) == true, "\(error?.description ?? "")")
    }

    @Test func `resizes through every width keep the reader's line`() throws {
        var stage = try Stage(columns: 200, rows: 50)
        stage.type("Q")
        stage.press(.enter)
        for number in 1...80 {
            let words = (1...40).map { "p\(number)w\($0)" }.joined(separator: " ")
            stage.receive(.text(delta: "\(words)\n\n", conversationID: nil))
        }
        _ = stage.frame()
        stage.press(.tab, .special(.pageUp, []), .special(.pageUp, []))
        let before = stage.rows()
        let word = try #require(before[4].split(separator: " ").first { $0.hasPrefix("p") })
        for (columns, rows) in [(80, 24), (40, 10), (120, 40), (80, 24), (200, 50)] {
            stage.size = Size(columns: columns, rows: rows)
            let text = stage.rows()
            let top = text.prefix(6).joined(separator: " ")
            #expect(top.contains(word), "\(columns)x\(rows)")
        }
        #expect(stage.rows() == before)
    }

    @Test func `the context form can be filled in on the smallest screen`() throws {
        var stage = try Stage(columns: 40, rows: 10)
        _ = stage.frame()
        stage.press(.control("o"))
        for label in ["contact", "deal", "matter", "company", "page", "tools"] {
            let frame = stage.frame()
            let row = (0..<10).first { frame.grid.text(row: $0).contains("▸ \(label)") }
            #expect(row != nil, "\(label)")
            if label != "tools" { #expect(frame.cursor?.row == row, "\(label)") }
            stage.press(.special(.down, []))
        }
    }
}
