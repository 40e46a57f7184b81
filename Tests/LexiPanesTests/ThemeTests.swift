import LexiPanes
import LexiScreen
import Testing

@Suite struct ThemeTests {
    @Test(arguments: ThemeLibrary.names) func everyShippedThemeLoads(_ name: String) throws {
        let theme = try ThemeLibrary.theme(named: name)
        #expect(theme.name == name)
    }

    private func parse(_ text: String) throws -> Theme {
        try ThemeLibrary(
            own: [.init(name: "mine", file: "mine.toml", text: .success(text))]
        ).theme(named: "mine")
    }

    @Test func coloursComeInAllForms() throws {
        let theme = try parse(
            """
            name = "mine"
            [roles]
            text = { fg = "default", bg = "blue" }
            title = { fg = "#ff8000", bold = true, italic = true }
            border = { fg = 244 }
            error = { fg = "bright-red", reverse = true }
            """)
        #expect(theme[.text] == Style(background: .palette(4)))
        #expect(theme[.title] == Style(foreground: .rgb(0xFF8000), attributes: [.bold, .italic]))
        #expect(theme[.border] == Style(foreground: .palette(244)))
        #expect(theme[.error] == Style(foreground: .palette(9), attributes: .reverse))
        // A role without a style looks like text.
        #expect(theme[.code] == theme[.text])
    }

    @Test func aThemeMayExtendAnother() throws {
        let theme = try parse("name = \"mine\"\nextends = \"dark\"\n[roles]\ntext = { fg = 1 }\n")
        let dark = try ThemeLibrary.theme(named: "dark")
        #expect(theme[.text] == Style(foreground: .palette(1)))
        #expect(theme[.heading] == dark[.heading])
    }

    @Test(arguments: [
        (
            "name = \"x\"\n[roles]\n\"markdown.heding\" = { fg = 1 }\n",
            "mine.toml:3:1: unknown name \"markdown.heding\"; did you mean \"markdown.heading\"?"
        ),
        (
            "name = \"x\"\nextnds = \"dark\"\n",
            "mine.toml:2:1: unknown name \"extnds\"; did you mean \"extends\"?"
        ),
        (
            "name = \"x\"\n[roles]\ntext = { fg = \"redd\" }\n",
            "mine.toml:3:10: a colour of text is not \"default\", an ANSI name, \"#rrggbb\" or 0 to 255; "
                + "did you mean \"red\"?"
        ),
        (
            "name = \"x\"\n[roles]\ntext = { fg = 256 }\n",
            "mine.toml:3:10: colour 256 of text is not between 0 and 255"
        ),
        (
            "name = \"x\"\n[roles]\ntext = { bold = 1 }\n",
            "mine.toml:3:10: bold must be true or false"
        ),
        ("name = 1\n", "mine.toml:1:1: name must be a string"),
        (
            "extends = \"dark\"\n[colors]\nheding = 1\n",
            "mine.toml:3:1: unknown name \"heding\"; did you mean \"heading\"?"
        ),
        (
            "[colors]\ngold = \"#12345\"\n",
            "mine.toml:2:1: a colour of [colors] is not \"default\", an ANSI name, \"#rrggbb\" or 0 to 255"
        ),
        (
            "[colors]\ngold = 220\n[roles]\ntext = { fg = \"glod\" }\n",
            "mine.toml:4:10: a colour of text is not a name of [colors], \"default\", an ANSI name, "
                + "\"#rrggbb\" or 0 to 255; did you mean \"gold\"?"
        ),
        (
            "extends = \"dusk\"\n",
            "mine.toml:1:1: there is no theme \"dusk\"; did you mean \"dark\"?"
        ),
    ]) func mistakesAreNamedWithTheirPlace(_ text: String, _ message: String) {
        let error = #expect(throws: ThemeError.self) { try parse(text) }
        #expect(error?.description == message)
    }

    @Test func anUnknownThemeNamesTheNearestOrAll() {
        let near = #expect(throws: ThemeError.self) { try ThemeLibrary.theme(named: "gruvbox") }
        #expect(
            near?.description == "there is no theme \"gruvbox\"; did you mean \"gruvbox-dark\"?")
        let far = #expect(throws: ThemeError.self) { try ThemeLibrary.theme(named: "zzzz") }
        #expect(
            far?.description == "there is no theme \"zzzz\"; there are: "
                + ThemeLibrary.names.joined(separator: ", "))
    }

    @Test func `all mistakes of a theme are told`() {
        let error = #expect(throws: ThemeError.self) {
            try parse("nme = 1\n[roles]\ntext = { fg = 300 }\ntitel = {}\n")
        }
        #expect(
            error?.mistakes == [
                "mine.toml:1:1: unknown name \"nme\"; did you mean \"name\"?",
                "mine.toml:3:10: colour 300 of text is not between 0 and 255",
                "mine.toml:4:1: unknown name \"titel\"; did you mean \"title\"?",
            ])
    }

    @Test func `named colours reach the roles of what extends them`() throws {
        let theme = try parse(
            """
            extends = "dark"
            [colors]
            background = "#101010"
            accent = "#00ff00"
            """)
        #expect(theme[.accent] == Style(foreground: .rgb(0x00FF00), background: .rgb(0x101010)))
        #expect(theme[.text] == Style(background: .rgb(0x101010)))
    }

    private func library(_ files: [(name: String, text: String)]) -> ThemeLibrary {
        ThemeLibrary(
            own: files.map {
                .init(name: $0.name, file: "\($0.name).toml", text: .success($0.text))
            })
    }

    @Test func `a user's theme stands beside the shipped ones or in place of one`() throws {
        let library = library([
            ("dark", "extends = \"dark\"\n[colors]\naccent = 1\n"), ("abc", "extends = \"dark\"\n"),
        ])
        #expect(library.names == ThemeLibrary.names + ["abc"])
        #expect(try library.theme(named: "abc")[.accent].foreground == .palette(1))
        // Shipped themes extend shipped themes.
        let light = try library.theme(named: "light")
        #expect(light == (try ThemeLibrary.theme(named: "light")))
        #expect(library.mistakes == [])
    }

    @Test func `themes that extend each other are an error, not a loop`() {
        let library = library([
            ("a", "extends = \"b\"\n"), ("b", "extends = \"c\"\n"), ("c", "extends = \"a\"\n"),
        ])
        let error = #expect(throws: ThemeError.self) { try library.theme(named: "a") }
        #expect(
            error?.description
                == "a.toml:1:1: b.toml:1:1: c.toml:1:1: the themes extend each other in a circle: "
                + "a → b → c → a")
    }

    @Test func `a theme that cannot be read is named with its file`() {
        let library = ThemeLibrary(own: [
            .init(name: "x", file: "/t/x.toml", text: .failure(.init(reason: "Permission denied")))
        ])
        let error = #expect(throws: ThemeError.self) { try library.theme(named: "x") }
        #expect(error?.description == "/t/x.toml: Permission denied")
        #expect(library.mistakes == ["/t/x.toml: Permission denied"])
    }

    @Test func withoutColoursWhatWasFilledIsReversed() throws {
        let theme = try ThemeLibrary.theme(named: "dark").withoutColors
        #expect(theme[.badge] == Style(attributes: .reverse))
        // A background behind everything is no difference.
        let nord = try ThemeLibrary.theme(named: "nord").withoutColors
        #expect(nord[.text] == Style())
        #expect(nord[.badge] == Style(attributes: .reverse))
        for role in Role.allCases {
            #expect(theme[role].foreground == .terminalDefault)
            #expect(theme[role].background == .terminalDefault)
        }
    }
}
