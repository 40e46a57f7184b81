import LexiScreen
import LexiTesting
import Testing

/// The real dashboard on each type of terminal: what it sends there, and what is seen.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct TerminalTypeTests {
    /// The colours on a screen, without the terminal's own.
    private func colors(_ screen: VirtualTerminal) -> Set<Color> {
        var colors: Set<Color> = []
        for row in 0..<screen.size.rows {
            for column in 0..<screen.size.columns {
                let style = screen[column, row].style
                colors.formUnion([style.foreground, style.background])
            }
        }
        return colors.subtracting([.terminalDefault])
    }

    /// Shows an answer with a tool, a table and wide characters, and what was sent for it.
    private func answered(
        _ arguments: [String] = [], type: String = "xterm-256color",
        environment: [String: String] = [:]
    ) throws -> PseudoTerminal {
        let program = try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"),
            arguments: ["--demo", "--demo-pace", "0"] + arguments,
            environment: ["TERM": type, "TZ": "UTC", "LANG": "C.UTF-8"].merging(environment) { $1 },
            size: Size(columns: 120, rows: 40))
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("What do we know about Mara Vogt?\r")
        try program.waitUntil("the end", timeout: .seconds(30)) {
            $0.text(row: 39).contains("answered in")
        }
        #expect(program.screen.text.contains("notes.search"))
        #expect(program.screen.text.contains("Draft term sheet comments"))
        return program
    }

    @Test(arguments: ["xterm-256color", "tmux-256color", "screen-256color"])
    func `of 256 colours those of the palette are used`(type: String) throws {
        let colors = try colors(answered(type: type).screen)
        #expect(
            colors.allSatisfy { if case .palette = $0.kind { true } else { false } })
        #expect(colors.contains(.palette(247)))
    }

    @Test func `of direct colours the exact ones are used`() throws {
        let colors = try colors(answered(type: "xterm-direct").screen)
        // 247 of the palette of 256.
        #expect(colors.contains(.rgb(0x9E9E9E)))
    }

    @Test(arguments: ["truecolor", "24bit"])
    func `a terminal of 256 that tells of direct colours gets the exact ones`(
        told: String
    ) throws {
        let program = try answered(
            ["--theme", "nord"], environment: ["COLORTERM": told, "HOME": "/dev/null"])
        let colors = colors(program.screen)
        #expect(colors.contains(.rgb(0x2E3440)) && colors.contains(.rgb(0xECEFF4)))
        // Keys are those of the type that TERM names.
        try program.send(Array("\u{1B}[1;3D".utf8))
        try program.send([0x04])
        #expect(try program.waitForExit() == .exited(status: 0))
        #expect(!program.screen.isAlternateScreen && program.screen.isCursorVisible)
    }

    @Test func `in a screen that drops direct colours the nearest are used`() throws {
        let program = try answered(
            ["--theme", "nord"], type: "screen-256color", environment: ["COLORTERM": "truecolor"])
        #expect(
            colors(program.screen).allSatisfy {
                if case .palette = $0.kind { true } else { false }
            })
    }

    @Test func `the Linux console has its eight, and no modes it does not know`() throws {
        let program = try answered(type: "linux")
        let colors = colors(program.screen)
        #expect(!colors.isEmpty)
        #expect(
            colors.allSatisfy { if case .palette(let index) = $0.kind { index < 8 } else { false } }
        )
        #expect(program.screen.privateModes.isDisjoint(with: [1004, 2004]))
        // But for what puts its palette back, which is the one such sequence that it knows.
        let output = String(decoding: program.output, as: UTF8.self)
        #expect(!output.replacing("\u{1B}]R", with: "").contains("\u{1B}]"))
    }

    @Test func `a VT100 has no colours and ASCII alone`() throws {
        let program = try answered(type: "vt100")
        #expect(colors(program.screen).isEmpty)
        #expect(program.output.allSatisfy { $0 < 0x80 })
        #expect(program.screen.text.contains("+- Conversation -"))
    }

    @Test(arguments: [[:], ["LC_ALL": "C"], ["LANG": "de_DE.ISO-8859-1"]] as [[String: String]])
    func `without UTF-8, by the settings or the locale, one byte is one column`(
        environment: [String: String]
    ) throws {
        let folder = try UserFolder()
        let file = try folder.write("ascii = true\n", to: "config.toml")
        let program = try answered(
            environment.isEmpty ? ["--config", file] : [], environment: environment)
        #expect(program.output.allSatisfy { $0 < 0x80 })
        #expect(program.screen.text.contains("Claire O'Donovan"))
    }

    @Test func `NO_COLOR leaves attributes, and the terminal is not asked for its colour`() throws {
        let program = try answered(environment: ["NO_COLOR": "1"])
        #expect(colors(program.screen).isEmpty)
        #expect(!String(decoding: program.output, as: UTF8.self).contains("\u{1B}]11"))
    }

    @Test func `dumb is refused with two ways out`() throws {
        let program = try Program.dashboard("--demo", type: "dumb")
        #expect(try program.waitForExit() == .exited(status: 64))
        #expect(program.screen.text.contains("`lexi --linear` or `lexi ask`"))
        #expect(!program.output.contains(0x1B))
    }

    // MARK: The background

    private static let lightBlue = Color.palette(25)
    private static let cyan = Color.palette(14)

    private func start(
        _ arguments: String..., environment: [String: String] = [:]
    ) throws -> PseudoTerminal {
        let program = try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"), arguments: ["--demo"] + arguments,
            environment: ["TERM": "xterm-256color", "TZ": "UTC", "LANG": "C.UTF-8"].merging(
                environment
            ) { $1 },
            size: Size(columns: 120, rows: 40))
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        return program
    }

    @Test func `a light background brings the light theme, however late and in pieces`() throws {
        let program = try start()
        #expect(
            String(decoding: program.output, as: UTF8.self).contains("\u{1B}]11;?\u{1B}\\"))
        #expect(colors(program.screen).contains(Self.cyan))
        try program.type("ab\u{1B}]11;rgb:ff")
        try program.waitUntil("what was typed") { $0.text.contains("2/12000") }
        try program.type("ff/ffff/ffff\u{1B}")
        try program.type("\\c")
        try program.waitUntil("the light theme") { screen in
            colors(screen).contains(Self.lightBlue) && screen.text.contains("3/12000")
        }
        #expect(program.screen.text.contains(" abc "))
        #expect(!colors(program.screen).contains(Self.cyan))
    }

    @Test func `COLORFGBG counts until the terminal answers`() throws {
        let program = try start(environment: ["COLORFGBG": "0;15"])
        #expect(colors(program.screen).contains(Self.lightBlue))
        try program.type("\u{1B}]11;rgb:0000/0000/0000\u{7}")
        try program.waitUntil("the dark theme") { colors($0).contains(Self.cyan) }
    }

    @Test func `a theme that is named stays, and nothing is asked`() throws {
        let program = try start("--theme", "dark", environment: ["COLORFGBG": "0;15"])
        #expect(colors(program.screen).contains(Self.cyan))
        #expect(!String(decoding: program.output, as: UTF8.self).contains("\u{1B}]11"))
    }

    @Test func `an answer that is on its way when the program ends does not reach the shell`()
        throws
    {
        let program = try start()
        let settings = program.settingsFound
        try program.send([0x04])
        try program.type("\u{1B}]11;rgb:0000/0000/0000\u{1B}\\")
        #expect(try program.waitForExit() == .exited(status: 0))
        #expect(program.pair.settings == settings)
        #expect(!program.screen.isAlternateScreen)
        #expect(program.pair.unreadInput() == 0)
    }
}
