import LexiAPI
import LexiSession
import LexiState
import Testing

@Suite struct PaletteTests {
    private static let items: [PaletteItem] = [
        .init(.action, "new-tab", "New conversation in a tab", keys: "Ctrl+N", .action("new-tab")),
        .init(.action, "zoom", "Zoom the pane, or back", keys: "z", .action("zoom")),
        .init(.action, "export", "To a Markdown file", .action("export")),
        .init(.tab, "1 Acme", "Tab", argument: "1", .tab(ConversationID(1))),
        .init(.tab, "2 Vogt 1", "Tab", argument: "2", .tab(ConversationID(2))),
        .init(.theme, "dark", "Theme", .theme("dark")),
        .init(.theme, "dark-plus", "Theme", .theme("dark-plus")),
        .init(.theme, "nord", "Theme", .theme("nord")),
        .init(
            .conversation, "Series B", "conv_1", argument: "conv_1",
            .conversation(id: "conv_1", title: "Series B", context: ChatContext())),
        .init(.setting, "motion = true", "Turns", argument: "motion", .write(":set motion ")),
        .init(
            .setting, "motion = false", "Turns", argument: "motion false",
            .set(name: "motion", value: "false")),
        .init(.setting, "idle = 120", "Waits", argument: "idle", .write(":set idle ")),
    ]

    private struct Scene {
        var state = AppState(service: Service(label: "demo", isDemo: true))

        init(_ text: String = "") { open(text) }

        mutating func open(_ text: String) {
            step(.open(text))
            step(.load(PaletteTests.items))
        }
        mutating func step(_ step: PaletteStep) { _ = reduce(&state, .palette(step)) }
        mutating func type(_ text: String) { step(.edit(.insert(text))) }

        var palette: Palette {
            guard case .palette(let palette) = state.overlay else {
                Issue.record("no palette")
                fatalError("no palette")
            }
            return palette
        }
        var names: [String] { (0..<palette.count).map { palette[$0].name.text } }
    }

    @Test func `without text everything is listed, kind by kind, but not the command words`() {
        let scene = Scene()
        #expect(
            scene.names == [
                "new-tab", "zoom", "export", "1 Acme", "2 Vogt 1", "Series B", "dark",
                "dark-plus", "nord", "motion = true", "motion = false", "idle = 120",
            ])
        #expect(scene.palette.total == 12)
    }

    @Test(arguments: [
        ("nord", false), ("norm", false), ("ttl", false), ("longab", false), ("vltaqr", false),
        ("north", true), ("more", true), ("quart", true), ("long abo", true), ("arterly", true),
        ("q", true), ("Revenue", false), ("revenue", true), ("conv_8", true),
    ])
    func `of a long title words are found, and no letters that lie in it`(
        _ words: String, _ isFound: Bool
    ) {
        let title = "A very long title about quarterly revenue in the north and more"
        var state = AppState(service: Service(label: "demo", isDemo: true))
        for (prefix, item) in [
            (
                "@",
                PaletteItem(
                    .conversation, title, "conv_8", argument: "conv_8",
                    .conversation(id: "conv_8", title: title, context: ChatContext()))
            ), ("#", PaletteItem(.tab, title, "conv_8", argument: "1", .tab(ConversationID(1)))),
        ] {
            _ = reduce(&state, .palette(.open(prefix)))
            _ = reduce(&state, .palette(.load([item])))
            _ = reduce(&state, .palette(.edit(.insert(words))))
            guard case .palette(let palette) = state.overlay else {
                Issue.record("no palette")
                return
            }
            #expect((0..<palette.count).contains { palette[$0].name.text == title } == isFound)
        }
    }

    @Test(arguments: [
        (">", ["new-tab", "zoom", "export"]), ("#", ["1 Acme", "2 Vogt 1"]),
        ("@", ["Series B"]), ("~nor", ["nord"]), ("=mot", ["motion = true", "motion = false"]),
        ("#2", ["2 Vogt 1"]), ("# 1", ["1 Acme", "2 Vogt 1"]),
    ]) func `a prefix narrows to a kind`(_ text: String, _ names: [String]) {
        #expect(Scene(text).names == names)
    }

    @Test func `what was used leads the next list`() {
        var scene = Scene("~nord")
        scene.step(.done)
        #expect(scene.state.overlay == nil)
        scene.open("zoom")
        scene.step(.done)
        scene.open("")
        #expect(Array(scene.names.prefix(3)) == ["zoom", "nord", "new-tab"])
        #expect(scene.names.count == 12)
    }

    // MARK: Command lines

    @Test(arguments: [
        (":theme nord", PaletteDeed.theme("nord")), (":theme dark", .theme("dark")),
        ("theme nord", .theme("nord")), (":theme  dar", .theme("dark")),
        (":tab 2", .tab(ConversationID(2))), (":tab vogt", .tab(ConversationID(2))),
        (":q", .action("quit")),
        (":new", .action("new-tab")), (": export", .action("export")), (":zoom", .action("zoom")),
        (":stop", .stop), (":help", .action("help")), (":keys", .action("help")),
        (":theme", .write(":theme ")), (":set motion false", .set(name: "motion", value: "false")),
        (":set motion=false", .set(name: "motion", value: "false")),
        (":set idle = 30", .set(name: "idle", value: "30")),
        (":set motion", .write(":set motion ")),
        ("set idle 30", .set(name: "idle", value: "30")),
        (
            ":open conv_1",
            .conversation(id: "conv_1", title: "Series B", context: ChatContext())
        ),
        (
            ":open series",
            .conversation(id: "conv_1", title: "Series B", context: ChatContext())
        ),
        (":open conv_9", .conversation(id: "conv_9", title: nil, context: ChatContext())),
        (
            ":context contact=c1 deal= tools=off",
            .context([.contact: "c1", .deal: ""], tools: false)
        ),
    ]) func `a command line comes to one deed`(_ line: String, _ deed: PaletteDeed) {
        #expect(Scene(line).palette.selected?.deed == deed)
    }

    @Test(arguments: [
        (":thme nord", "No command is called thme; did you mean theme?"),
        (":theme nrod", "No theme is called nrod; did you mean nord?"),
        (":theme qqqqqqq", "No theme is called qqqqqqq."),
        (":tab 7", "There is no tab 7; there are 2."),
        (":set motoin false", "No setting is called motoin; did you mean motion?"),
        (":set moton true", "No setting is called moton; did you mean motion?"),
        (":set moton = true", "No setting is called moton; did you mean motion?"),
        (":set mot true", "No setting is called mot; did you mean motion?"),
        (":new tab", ":new takes nothing behind it."),
        (":zoom in", ":zoom takes nothing behind it."),
        (
            ":context foo=1",
            "The context has contact, deal, matter, company, page and tools, and no foo."
        ),
        (":context contact", "Write it as :context contact=ID."),
        (":context ", "Write it as :context contact=ID tools=off; deal= takes the deal away."),
        (":xqj", "No command is called xqj."),
    ]) func `a mistake is told with the nearest right word`(_ line: String, _ advice: String) {
        let palette = Scene(line).palette
        #expect(palette.advice == advice)
        #expect(palette.selected == nil)
    }

    @Test func `tab completes, and what is completed is what was selected`() {
        var scene = Scene(":th")
        scene.step(.complete)
        #expect(scene.palette.field.text == ":theme ")
        scene.type("no")
        scene.step(.complete)
        #expect(scene.palette.field.text == ":theme nord")
        #expect(scene.palette.selected?.deed == .theme("nord"))
        scene = Scene("vogt")
        scene.step(.complete)
        #expect(scene.palette.field.text == "#2")
        #expect(scene.palette.selected?.deed == .tab(ConversationID(2)))
    }

    @Test func `up brings the lines of before, and down what was typed`() {
        var scene = Scene(":theme nord")
        scene.step(.done)
        scene.open(":zoom")
        scene.step(.done)
        scene.open(":")
        scene.type("x")
        scene.step(.up)
        #expect(scene.palette.field.text == ":zoom")
        scene.step(.up)
        #expect(scene.palette.field.text == ":theme nord")
        scene.step(.up)
        #expect(scene.palette.field.text == ":theme nord")
        scene.step(.down)
        scene.step(.down)
        #expect(scene.palette.field.text == ":x")
    }

    @Test func `in the list up and down go round, pages do not`() {
        var scene = Scene("")
        scene.step(.up)
        #expect(scene.palette.selectedIndex == 11)
        scene.step(.down)
        #expect(scene.palette.selectedIndex == 0)
        scene.step(.move(20))
        #expect(scene.palette.selectedIndex == 11)
        scene.step(.move(-20))
        #expect(scene.palette.selectedIndex == 0)
    }

    @Test func `items that come later do not move the selection away`() {
        var scene = Scene()
        scene.step(.down)
        scene.step(.down)
        #expect(scene.palette.selected?.name.text == "export")
        let more = PaletteItem(.action, "again", "", .again)
        scene.step(.load([more] + Self.items))
        #expect(scene.palette.selected?.name.text == "export")
        // What nobody has moved to is the first.
        scene = Scene()
        scene.step(.load([more] + Self.items))
        #expect(scene.palette.selected?.name.text == "again")
    }

    @Test func `a paste is one line, and a long one is cut`() {
        var scene = Scene()
        scene.step(.edit(.paste("dark\nplus", isLast: true)))
        #expect(scene.palette.field.text == "dark plus")
        #expect(scene.names == ["dark-plus"])
        scene.step(.edit(.paste(String(repeating: "a ", count: 100_000), isLast: true)))
        #expect(scene.palette.field.scalarCount <= 2_000)
    }

    @Test func `nothing that is typed traps`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var scene = Scene()
            for _ in 0..<12 {
                let pieces = [
                    ":", "set ", "theme ", "tab ", "open ", "context ", "=", " ", "-1",
                    "99999999999999999999",
                    "é", "\u{202E}", "\"", "x", "~", "@", "#",
                ]
                scene.type(pieces.randomElement(using: &random)!)
                scene.step(Bool.random() ? .down : .up)
                if Bool.random() { scene.step(.complete) }
                _ = scene.palette.selected
                for row in 0..<scene.palette.count { _ = scene.palette.marks(inRow: row) }
            }
        }
    }
}
