import LexiScreen
import LexiTerminal
import LexiTesting
import Testing

extension TerminalTests {
    /// Characters of Unicode 15 to 17: older C libraries, and terminals, know no width for them.
    @Suite("Characters newer than the C library")
    struct NewCharacters {
        private static let style = Style(
            foreground: .palette(208), background: .palette(236), attributes: [.bold])

        private static func row(_ text: String) -> Grid {
            var grid = Grid(size: Size(columns: 20, rows: 3))
            grid.write("before", column: 0, row: 0, style: .plain)
            grid.write(text, column: 0, row: 1, style: style)
            grid.write("after", column: 0, row: 2, style: .plain)
            return grid
        }

        @Test(
            "they reach the terminal with their width, and the row goes on in its place",
            arguments: [
                ("\u{1FAE8}", 2), ("\u{1F6DC}", 2), ("\u{2FFC}", 2), ("\u{1FAEA}", 2),
                ("\u{1E5D0}", 1), ("e\u{1ACF}", 1), ("\u{1FAE8}\u{1F6DC}", 4),
            ] as [(String, Int)], ["xterm-256color", "tmux-256color", "linux"])
        func shows(sample: (text: String, columns: Int), type: String) throws {
            let (text, columns) = sample
            let open = try OpenTerminal(20, 3, type: type)
            let bytes = open.present(Self.row("│\(text)│ on"), cursor: Point(column: 2, row: 2))
            #expect(String(decoding: bytes, as: UTF8.self).contains(text.prefix(1)))
            #expect(open.screen[0, 1].text == "│")
            #expect(open.screen[columns + 1, 1].text == "│")
            #expect(open.screen.text(row: 1).hasSuffix("│ on"))
            #expect(!open.screen.text.contains("\u{FFFD}"))
            #expect(open.screen.text(row: 0) == "before" && open.screen.text(row: 2) == "after")
            // The cursor is where it belongs, and the next text in its own colours.
            #expect(open.screen.cursor == Point(column: 2, row: 2))
            var grid = Self.row("│\(text)│ on")
            grid.write("plain", column: 7, row: 2, style: .plain)
            open.present(grid)
            #expect(open.screen.text(row: 2) == "after  plain")
            #expect(open.screen[7, 2].style == .plain)
        }

        @Test("they are in the style of their cell")
        func styled() throws {
            let open = try OpenTerminal(20, 3)
            open.present(Self.row("│\u{1FAE8}│"))
            #expect(open.screen[1, 1].text == "\u{1FAE8}")
            #expect(open.screen[1, 1].style == Self.style)
        }

        @Test("spaces wipe them away, and a fresh drawing brings them back")
        func wiped() throws {
            let open = try OpenTerminal(20, 3)
            open.present(Self.row("\u{1FAE8}\u{2FFC} a"))
            open.screen.feed("\u{1B}[2J".utf8)
            open.terminal.invalidate()
            open.present(Self.row("\u{1FAE8}\u{2FFC} a"))
            #expect(open.screen.text(row: 1).hasPrefix("\u{1FAE8}"))
            open.present(Self.row("     a"))
            #expect(open.screen.text(row: 1) == "     a")
        }

        @Test("an ASCII terminal gets none of them")
        func ascii() throws {
            let open = try OpenTerminal(20, 3, isASCII: true)
            let bytes = open.present(Self.row("a\u{1FAE8}b"))
            #expect(bytes.allSatisfy { $0 < 0x80 })
        }
    }
}
