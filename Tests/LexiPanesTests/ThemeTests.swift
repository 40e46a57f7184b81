import LexiPanes
import LexiScreen
import Testing

@Suite struct ThemeTests {
    @Test(arguments: ThemeLibrary.names) func everyShippedThemeLoads(_ name: String) throws {
        let theme = try ThemeLibrary.theme(named: name)
        #expect(theme.name == name)
    }

    private func parse(_ text: String) throws -> Theme {
        try ThemeFile.parse(text, file: "mine.toml") { (name: String) throws(ThemeError) in
            try ThemeLibrary.theme(named: name)
        }
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
            "mine.toml:3:10: a colour of text is not \"default\", an ANSI name, \"#rrggbb\" or 0 to 255"
        ),
        (
            "name = \"x\"\n[roles]\ntext = { fg = 256 }\n",
            "mine.toml:3:10: colour 256 of text is not between 0 and 255"
        ),
        (
            "name = \"x\"\n[roles]\ntext = { bold = 1 }\n",
            "mine.toml:3:10: bold must be true or false"
        ),
        ("[roles]\n", "mine.toml: name = \"…\" is missing"),
    ]) func mistakesAreNamedWithTheirPlace(_ text: String, _ message: String) {
        let error = #expect(throws: ThemeError.self) { try parse(text) }
        #expect(error?.description == message)
    }

    @Test func anUnknownThemeNamesTheKnownOnes() {
        let error = #expect(throws: ThemeError.self) { try ThemeLibrary.theme(named: "dusk") }
        #expect(
            error?.description
                == "there is no theme \"dusk\"; there are: dark, light, high-contrast, mono")
    }

    @Test func withoutColoursWhatWasFilledIsReversed() throws {
        let theme = try ThemeLibrary.theme(named: "dark").withoutColors
        #expect(theme[.badge] == Style(attributes: .reverse))
        for role in Role.allCases {
            #expect(theme[role].foreground == .terminalDefault)
            #expect(theme[role].background == .terminalDefault)
        }
    }
}
