import LexiScreen
import LexiTerminal
import LexiTesting
import Testing

extension TerminalTests {
    @Suite("Presenting frames")
    struct Present {
        static let lines = [
            "plain ASCII, and a very long line that is cut at the right edge of the screen",
            "漢字かな交じり文 한국어",
            "emoji 👍 😀🎉 end",
            "combining e\u{301} o\u{308}\u{323} n\u{303} end",
            "family 👨‍👩‍👧‍👦 coder 👩‍💻 end",
            "flags 🇸🇪🇩🇪 heart ❤️ keycap 1️⃣ tone 👍🏽",
            "│─┌┐ ⠹ ✓ ✗ – … ▌ ██▶",
            "\u{1B}[31mnot red\u{7} \u{9B} bell",
            "ไทย हिन्दी עברית العربية",
            // A wide character that the right edge cuts.
            String(repeating: "x", count: 39) + "漢",
        ]

        static func picture(columns: Int = 40, rows: Int = 12, shift: Int = 0) -> Grid {
            var grid = Grid(size: Size(columns: columns, rows: rows))
            let styles: [Style] = [
                .plain,
                Style(foreground: .palette(1)),
                Style(foreground: .palette(12), background: .palette(3)),
                Style(foreground: .palette(208), background: .palette(236), attributes: [.bold]),
                Style(attributes: [.underline]),
                Style(background: .palette(4), attributes: [.reverse]),
                Style(foreground: .palette(10), attributes: [.bold, .underline]),
            ]
            for row in 0..<rows {
                let index = (row + shift) % lines.count
                grid.write(lines[index], column: 0, row: row, style: styles[index % styles.count])
            }
            return grid
        }

        @Test(
            "what the grid holds is what the terminal shows",
            arguments: [
                "xterm-256color", "tmux-256color", "screen-256color",
            ])
        func showsGrid(type: String) throws {
            let open = try OpenTerminal(40, 12, type: type)
            let grid = Self.picture()
            open.present(grid, cursor: Point(column: 3, row: 4))
            open.expectScreen(shows: grid)
            #expect(open.screen.cursor == Point(column: 3, row: 4))
            #expect(open.screen.isCursorVisible)
            let next = Self.picture(shift: 3)
            open.present(next)
            open.expectScreen(shows: next)
            #expect(!open.screen.isCursorVisible)
        }

        @Test("terminals with few colours show the nearest")
        func fewColors() throws {
            let open = try OpenTerminal(40, 12, type: "linux")
            #expect(open.terminal.capabilities.colors == .ansi8)
            let grid = Self.picture()
            open.present(grid)
            let nearest: [Color: Color] = [
                .palette(12): .palette(4), .palette(10): .palette(2), .palette(208): .palette(3),
                .palette(236): .palette(0),
            ]
            open.expectScreen(shows: grid) { style in
                // `ncv`: on the Linux console colours and underlining exclude each other.
                let isColored =
                    style.foreground != .terminalDefault
                    || style.background != .terminalDefault
                return Style(
                    foreground: nearest[style.foreground] ?? style.foreground,
                    background: nearest[style.background] ?? style.background,
                    attributes: isColored
                        ? style.attributes.subtracting([.underline]) : style.attributes)
            }
        }

        @Test(
            "terminals without colours show attributes",
            arguments: [
                ("vt100", TerminalOptions.ColorChoice.automatic), ("xterm-256color", .none),
            ])
        func noColors(type: String, color: TerminalOptions.ColorChoice) throws {
            let open = try OpenTerminal(40, 12, type: type, color: color)
            #expect(open.terminal.capabilities.colors == .none)
            let grid = Self.picture()
            open.present(grid)
            open.expectScreen(shows: grid) { Style(attributes: $0.attributes) }
        }

        @Test("terminals with direct colours show them exactly")
        func directColors() throws {
            let open = try OpenTerminal(20, 3, type: "xterm-direct")
            #expect(open.terminal.capabilities.colors == .direct)
            var grid = Grid(size: open.terminal.size)
            let style = Style(foreground: .rgb(0x1A2B3C), background: .rgb(0xFEDCBA))
            grid.write("direct 漢", column: 0, row: 0, style: style)
            grid.write("ansi", column: 0, row: 1, style: Style(foreground: .palette(5)))
            open.present(grid)
            open.expectScreen(shows: grid)
        }

        @Test("RGB comes out as the nearest of 256")
        func nearestColors() throws {
            let open = try OpenTerminal(20, 1)
            var grid = Grid(size: open.terminal.size)
            let colors: [(UInt32, UInt8)] = [
                (0xFF8700, 208), (0xFF8800, 208), (0x808080, 244), (0x000000, 16),
                (0xFFFFFF, 231), (0x1E1E2E, 235),
            ]
            for (column, color) in colors.enumerated() {
                grid.write("x", column: column, row: 0, style: Style(foreground: .rgb(color.0)))
            }
            open.present(grid)
            for (column, color) in colors.enumerated() {
                #expect(open.screen[column, 0].style.foreground == .palette(color.1))
            }
        }

        @Test("an unchanged frame costs nothing, a changed cell a few bytes")
        func cost() throws {
            let open = try OpenTerminal(80, 24)
            var grid = Self.picture(columns: 80, rows: 24)
            let cursor = Point(column: 70, row: 20)
            open.present(grid, cursor: cursor)
            #expect(open.present(grid, cursor: cursor) == [])
            grid.write("Q", column: 60, row: 10, style: .plain)
            let bytes = open.present(grid, cursor: cursor)
            #expect(!bytes.isEmpty && bytes.count <= 24, "\(bytes.count)")
            open.expectScreen(shows: grid)
            // Typing: the letter, and the cursor is where it should be already.
            grid.write("w", column: 70, row: 20, style: .plain)
            #expect(open.present(grid, cursor: Point(column: 71, row: 20)) == Array("w".utf8))
        }

        @Test("random changes leave nothing behind", arguments: 1...5 as ClosedRange<UInt64>)
        func randomChanges(seed: UInt64) throws {
            let open = try OpenTerminal(30, 8)
            var random = SeededGenerator(seed: seed)
            var grid = Grid(size: open.terminal.size)
            let texts = ["漢", "a", "漢字", "e\u{301}", "🇸🇪", "👍", "  ", "│", "abc"]
            let styles: [Style] = [
                .plain, Style(background: .palette(4)), Style(attributes: [.reverse]),
            ]
            for _ in 0..<100 {
                for _ in 0..<Int.random(in: 1...5, using: &random) {
                    let text = texts.randomElement(using: &random)!
                    // libvterm 0.1 loses a mark in the last column after `ESC ( B`.
                    let end = text == "e\u{301}" ? 29 : 30
                    grid.write(
                        text,
                        column: Int.random(in: -1..<end, using: &random),
                        row: Int.random(in: 0..<8, using: &random),
                        style: styles.randomElement(using: &random)!)
                }
                open.present(grid)
                open.expectScreen(shows: grid)
            }
        }

        @Test("half of a wide character overwritten leaves no other half")
        func halfOfWide() throws {
            let open = try OpenTerminal(10, 2)
            var grid = Grid(size: open.terminal.size)
            grid.write("漢字漢字", column: 0, row: 0, style: .plain)
            open.present(grid)
            grid.write("x", column: 1, row: 0, style: .plain)
            grid.write("y", column: 4, row: 0, style: .plain)
            open.present(grid)
            open.expectScreen(shows: grid)
            #expect(open.screen.text(row: 0) == " x字y 字")
        }

        @Test("a wide character survives a change of its right half only")
        func rightHalfRestyled() throws {
            let open = try OpenTerminal(10, 1)
            var grid = Grid(size: open.terminal.size)
            grid.write("a漢b", column: 0, row: 0, style: .plain)
            open.present(grid)
            grid[2, 0].style.attributes = .reverse
            open.present(grid)
            #expect(open.screen.text(row: 0) == "a漢b")
        }

        @Test("a grid put together wrongly cannot shift a row or send a control")
        func malformedGrid() throws {
            let open = try OpenTerminal(8, 1)
            var grid = Grid(size: open.terminal.size)
            grid.write("abcdefgh", column: 0, row: 0, style: .plain)
            grid[1, 0].glyph = .continuation
            grid[3, 0].glyph = Glyph("漢")
            grid[5, 0].glyph = Glyph("\u{1B}")
            grid[6, 0].glyph = Glyph("\u{9B}")
            grid[7, 0].glyph = Glyph("漢")
            open.present(grid)
            #expect(open.screen.text(row: 0) == "a c e\u{FFFD}\u{FFFD}")
        }

        @Test("invalidating draws everything again")
        func invalidates() throws {
            let open = try OpenTerminal(40, 12)
            let grid = Self.picture()
            open.present(grid)
            open.screen.feed("\u{1B}[H\u{1B}[2Jrubbish".utf8)
            #expect(open.present(grid) == [])
            open.terminal.invalidate()
            open.present(grid)
            open.expectScreen(shows: grid)
        }

        @Test("a frame of another size is shown as far as it fits")
        func otherSize() throws {
            let open = try OpenTerminal(20, 3)
            var grid = Grid(size: Size(columns: 30, rows: 2))
            grid.write("012345678901234567漢字漢字", column: 0, row: 0, style: .plain)
            open.present(grid, cursor: Point(column: 25, row: 1))
            #expect(open.screen.text(row: 0) == "012345678901234567漢")
            #expect(!open.screen.isCursorVisible)
            var shifted = Grid(size: Size(columns: 30, rows: 2))
            shifted.write("0123456789012345678漢字漢字", column: 0, row: 0, style: .plain)
            open.present(shifted)
            #expect(open.screen.text(row: 0) == "0123456789012345678")
        }

        @Test("more pairs of colours than the terminal has are found room for, frame by frame")
        func manyPairs() throws {
            let open = try OpenTerminal(40, 2, type: "linux")
            for start in 0..<4 {
                var grid = Grid(size: open.terminal.size)
                for column in 0..<40 {
                    let number = start * 40 + column
                    let style = Style(
                        foreground: .palette(UInt8(number % 8)),
                        background: .palette(UInt8(number / 8 % 8)))
                    grid.write("x", column: column, row: 0, style: style)
                }
                open.present(grid)
                open.expectScreen(shows: grid)
            }
        }

        @Test(
            "closing gives back the screen, the cursor, the modes and the settings",
            arguments: [
                "xterm-256color", "tmux-256color", "screen-256color", "linux", "vt100",
                "xterm-direct",
            ])
        func closes(type: String) throws {
            let pair = try TerminalPair(size: Size(columns: 40, rows: 5))
            pair.screen.feed("before".utf8)
            let settings = pair.settings
            var options = TerminalOptions(type: type)
            options.input = pair.programEnd
            options.output = pair.programEnd
            let terminal = try Terminal.open(options: options)
            terminal.present(Frame(grid: Present.picture(rows: 5), cursor: nil))
            pair.showOutput()
            #expect(pair.settings != settings)
            #expect(
                pair.screen.privateModes.contains(2004) == terminal.capabilities.hasPrivateModes)
            terminal.close()
            terminal.close()
            pair.showOutput()
            #expect(pair.settings == settings)
            #expect(pair.screen.isCursorVisible)
            #expect(!pair.screen.isAlternateScreen)
            #expect(pair.screen.privateModes.isDisjoint(with: [1, 1000, 1002, 1004, 1006, 2004]))
            if type != "linux", type != "vt100" { #expect(pair.screen.text(row: 0) == "before") }
        }
    }
}
