import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// The bottom row in every state and at every width.
@Suite struct StatusBarTests {
    private static let theme = Result { try ThemeLibrary.theme(named: "dark") }

    private static func bar(_ scene: Scene, _ columns: Int, glyphs: GlyphSet = .unicode) throws
        -> String
    {
        var view = ScreenView(look: Look(theme: try theme.get(), glyphs: glyphs))
        let size = Size(columns: columns, rows: 10)
        return view.render(scene.state, size: size, now: scene.now).grid.text(row: 9)
    }

    // MARK: States

    private static func running(_ events: RunEvent..., wait: UInt64 = 900) -> Scene {
        var scene = Scene()
        scene.ask("Q")
        for event in events { scene.receive(event) }
        scene.pass(milliseconds: wait)
        return scene
    }

    private static let head = RunEvent.responded(ResponseHead(status: 200))
    private static let step = RunEvent.toolStep(.init(tool: "deals.get", status: "started"))

    private static func ended(_ outcome: Outcome, _ failure: Failure? = nil) -> Scene {
        var scene = running(head, .text(delta: "A", conversationID: nil))
        if let failure { scene.receive(.failed(failure)) }
        scene.receive(.ended(outcome, terminator: outcome == .completed))
        return scene
    }

    private static var unreachable: Scene {
        var scene = Scene()
        scene.ask("Q")
        scene.receive(.failed(Failure(code: .network, message: "refused")))
        scene.receive(.ended(.failed, terminator: false))
        return scene
    }

    static let states: [(Scene, String)] = [
        (Scene(), " idle │"),
        (running(), " ⠸ connecting 0.9s │"),
        (running(head), " ⠼ waiting 1.0s │"),
        (running(head, .thinking(text: "t")), " ⠼ thinking 1.1s │"),
        (running(head, step), " ⠼ tool deals.get 1.1s │"),
        (
            running(head, .text(delta: "A", conversationID: nil)),
            " ⠼ streaming 1.1s · first text 0.2s │"
        ),
        (running(head, step, wait: 17_000), " ⠼ stalled 17s (last: tool deals.get started) │"),
        (running(head, wait: 15_000), " ⠼ stalled 15s │"),
        (Scene.retrying, " ⠼ rate limited, retry in 2m33s · Esc stops │"),
        (ended(.completed), " ✓ idle · answered in 1.2s · first text 0.2s │"),
        (ended(.cancelled), " ✗ cancelled after 1.2s · first text 0.2s │"),
        (ended(.incomplete), " ✗ incomplete after 1.2s · first text 0.2s │"),
        (
            ended(.failed, Failure(code: .insufficientCredits, message: "No", status: 402)),
            " ✗ failed insufficient_credits │"
        ),
        (unreachable, " ✗ offline │"),
    ]

    @Test(arguments: states.indices)
    func `each state is told in words`(_ index: Int) throws {
        let (scene, expected) = Self.states[index]
        let bar = try Self.bar(scene, 200)
        #expect(bar.hasPrefix(expected), "\(bar)")
    }

    // MARK: Widths

    @Test(arguments: states.indices)
    func `nothing is cut at any width, and a wider bar never says less`(_ index: Int) throws {
        var (scene, _) = Self.states[index]
        // All parts: balance, its change, limits, a request and a moment.
        if index == 9 { scene = Scene.answered }
        let bars = try (40...220).map { try Self.bar(scene, $0) }
        var before = 0
        for (columns, bar) in zip(40..., bars) {
            #expect(TextWidth.columns(of: bar) <= columns)
            let parts = bar.split(separator: "│").map {
                String($0.drop { $0 == " " })
            }
            #expect(parts.count >= before, "\(columns): \(bar)")
            before = parts.count
            for part in parts.dropFirst() {
                let text = part.last == " " ? part.dropLast() : part[...]
                #expect(Self.isWhole(text), "\(columns): \(part)| of \(bar)")
            }
            // The state is there, and the two numbers that are looked for most.
            #expect(parts.count >= 3, "\(columns): \(bar)")
        }
    }

    /// Whether a part behind the state is one of the forms that there are.
    private static func isWhole(_ part: Substring) -> Bool {
        let forms: [Regex<Substring>] = [
            #/(?:credits|cr) (?:–|\d+)(?: \([+-]?\d+\))?/#,
            #/(?:rate )?(?:–|\d+/\d+)/#,
            #/rate \d+/\d+ resets \d\d:\d\d UTC(?: \(\d+h\d\dm\))?/#,
            #/req_01JTB6Z0(?:…|V3W8N5Q2K7M4C9)XHDA/#,
            #/\? help/#,
        ]
        return forms.contains { part.wholeMatch(of: $0) != nil }
    }

    static let ladder: [(Int, String)] = [
        (
            140,
            " ✓ idle · answered in 2.1s · first text 1.4s │ credits 4840 │ "
                + "rate 871/1000 resets 00:00 UTC │ req_01JTB6Z0V3W8N5Q2K7M4C9XHDA │ ? help"
        ),
        (
            130,
            " ✓ idle · answered in 2.1s · first text 1.4s │ credits 4840 │ "
                + "rate 871/1000 resets 00:00 UTC │ req_01JTB6Z0…XHDA │ ? help"
        ),
        (
            108,
            " ✓ idle · first text 1.4s │ credits 4840 │ rate 871/1000 resets 00:00 UTC │ "
                + "req_01JTB6Z0…XHDA"
        ),
        (80, " ✓ idle │ credits 4840 │ rate 871/1000 resets 00:00 UTC │ req_01JTB6Z0…XHDA"),
        (60, " ✓ idle │ credits 4840 │ rate 871/1000 resets 00:00 UTC"),
        (50, " ✓ idle │ credits 4840 │ rate 871/1000"),
        (40, " ✓ idle │ credits 4840 │ rate 871/1000"),
    ]

    @Test(arguments: ladder)
    func `the least important gives way first`(_ columns: Int, _ expected: String) throws {
        let bar = try Self.bar(Scene.answered, columns)
        #expect(bar == expected)
    }

    // MARK: What is old

    @Test func `a limit that has reset and a balance after a broken turn are called old`() throws {
        var scene = Scene.answered
        #expect(try Self.bar(scene, 200).contains("credits 4840 │"))
        scene.ask("Once more")
        scene.receive(.text(delta: "A", conversationID: nil))
        #expect(try Self.bar(scene, 200).contains("credits 4840 │"))
        scene.receive(.ended(.incomplete, terminator: false))
        #expect(try Self.bar(scene, 200).contains("credits 4840 (old) │"))
        scene.pass(milliseconds: 90_000_000)
        #expect(try Self.bar(scene, 200).contains("rate 871/1000 (old: has reset)"))
        scene.ask("And again")
        scene.receive(.done(creditsRemaining: 4836, messageID: nil, conversationID: nil))
        // The turn that broke off may have cost a part of the difference.
        #expect(try Self.bar(scene, 200).contains("credits 4836 │"))
    }

    @Test func `a turn's cost stands only beside the balance that it left`() throws {
        var scene = Scene.answered
        scene.ask("One")
        scene.receive(.done(creditsRemaining: 4838, messageID: nil, conversationID: nil))
        scene.receive(.ended(.completed, terminator: true))
        #expect(try Self.bar(scene, 200).contains("credits 4838 (-2) │"))
        scene.apply(.newTab)
        #expect(try Self.bar(scene, 200).contains("credits 4838 │"))
        scene.ask("Two")
        scene.receive(.done(creditsRemaining: 4814, messageID: nil, conversationID: nil))
        scene.receive(.ended(.completed, terminator: true))
        #expect(try Self.bar(scene, 200).contains("credits 4814 (-24) │"))
        // The first tab's turn cost two, which did not lead to this balance.
        scene.apply(.selectTab(index: 0))
        #expect(try Self.bar(scene, 200).contains("credits 4814 │"))
    }

    @Test func `a refused turn leaves the balance as it was`() throws {
        var scene = Scene.answered
        scene.ask("Once more")
        scene.receive(.failed(Failure(code: .rateLimited, message: "No", status: 429)))
        scene.receive(.ended(.failed, terminator: false))
        #expect(try Self.bar(scene, 200).contains("credits 4840 │"))
    }

    /// A turn whose limit resets at a later time.
    private static func resetting(inHours hours: Int64) -> Scene {
        var scene = running(
            .responded(
                ResponseHead(
                    status: 200, requestID: "req_01JTB6Z0V3W8N5Q2K7M4C9XHDA",
                    rateLimit: RateLimit(
                        limit: 1000, remaining: 871, reset: 1_777_380_000 + hours * 3600))))
        scene.receive(.done(creditsRemaining: 4840, messageID: nil, conversationID: nil))
        scene.receive(.ended(.completed, terminator: true))
        return scene
    }

    @Test(arguments: [
        (60, "Fri 00:40 UTC", "Fri", "3 d"), (400, "2026-05-15 04:40 UTC", "2026-05-15", "17 d"),
    ])
    func `a reset that is not today is never shown without its day`(
        _ hours: Int64, _ time: String, _ day: String, _ left: String
    ) throws {
        let scene = Self.resetting(inHours: hours)
        let forms = ["resets \(time) (\(left))", "resets \(time)", "resets \(day)"]
        var shown = Set<String>()
        for columns in 40...220 {
            let bar = try Self.bar(scene, columns)
            guard let start = bar.firstRange(of: "resets") else { continue }
            let words = String(bar[start.lowerBound...].prefix(while: { $0 != "│" }))
                .replacing(#/ $/#, with: "")
            #expect(forms.contains(words), "\(columns): \(bar)")
            shown.insert(words)
        }
        #expect(shown == Set(forms))
        #expect(try Self.bar(scene, 220).contains(forms[0]))
        #expect(try Self.bar(scene, 60).contains("resets \(day)"))
    }

    @Test func `the countdown to the reset shows while something runs`() throws {
        #expect(
            try Self.bar(Scene.streaming, 200).contains("rate 871/1000 resets 00:00 UTC (11h19m)"))
        #expect(try !Self.bar(Scene.answered, 200).contains("(11h"))
    }

    // MARK: Notices

    private static let exported =
        "Exported to /home/someone/Documents/exports/2026/04/acme-series-b.md"

    static let notices: [(Int, String)] = [
        (120, " \(exported)"), (80, " \(exported)"),
        (60, " Exported to …/Documents/exports/2026/04/acme-series-b.md"),
        (40, " Exported to …/2026/04/acme-series-b.md"),
    ]

    @Test(arguments: notices)
    func `of a long path the file's name is kept`(_ columns: Int, _ expected: String) throws {
        var scene = Scene.answered
        scene.apply(.notify(Notice(.information, Self.exported)))
        let rows = try Self.rows(scene, columns, 10)
        #expect(rows[8] == expected)
    }

    private static func rows(_ scene: Scene, _ columns: Int, _ rows: Int) throws -> [String] {
        var view = ScreenView(look: Look(theme: try theme.get()))
        let frame = view.render(
            scene.state, size: Size(columns: columns, rows: rows), now: scene.now)
        return (0..<rows).map { frame.grid.text(row: $0) }
    }

    private static let question =
        "Ask this again as a new turn, which costs anew? Press y for yes."

    @Test(arguments: 40...220)
    func `a notice takes nothing from the bar`(_ columns: Int) throws {
        for scene in [Scene.answered, Scene.streaming, Scene.refused, Scene.retrying] {
            let rows = columns < 80 ? 10 : 24
            let bar = try Self.rows(scene, columns, rows)[rows - 1]
            var told = scene
            for text in ["Mouse off.", Self.exported, Self.question] {
                told.apply(.notify(Notice(.information, text)))
                #expect(try Self.rows(told, columns, rows)[rows - 1] == bar)
            }
        }
    }

    @Test(arguments: [(40, 10), (60, 10), (80, 24), (120, 40), (200, 60)])
    func `a notice covers neither text nor the caret`(_ columns: Int, _ rows: Int) throws {
        var scene = Scene.answered
        scene.apply(.edit(.insert("Who is Mara Vogt?")))
        let before = try Self.rows(scene, columns, rows)
        #expect(before.contains { $0.contains("Who is Mara Vogt?") })
        for text in ["Mouse off.", Self.exported, Self.question, Self.exported + Self.question] {
            scene.apply(.notify(Notice(.warning, text)))
            var view = ScreenView(look: Look(theme: try Self.theme.get()))
            let frame = view.render(
                scene.state, size: Size(columns: columns, rows: rows), now: scene.now)
            let shown = (0..<rows).map { frame.grid.text(row: $0) }
            let place = try #require(
                shown.firstIndex { $0.contains("Who is Mara Vogt?") }, "\(shown)")
            let caret = try #require(frame.cursor)
            #expect(caret.row == place)
            // The last line of the answer is there, too: nothing lies over the panes' rows.
            if rows > 10 { #expect(shown[..<place].contains { $0.contains("Fleet") }) }
        }
    }

    @Test(arguments: [40, 60])
    func `a long question stands above the bar, whole`(_ columns: Int) throws {
        var scene = Scene.answered
        scene.apply(.notify(Notice(.warning, Self.question)))
        var view = ScreenView(look: Look(theme: try ThemeLibrary.theme(named: "dark")))
        let frame = view.render(
            scene.state, size: Size(columns: columns, rows: 10), now: scene.now)
        let rows = try Self.rows(scene, columns, 10)
        let shown = rows[7...8].joined(separator: "")
        #expect(shown.split(separator: " ").joined(separator: " ") == Self.question)
        #expect(rows[9].hasPrefix(" ✓ idle │ credits"))
        // The message has moved up, with its caret.
        #expect(frame.cursor == Point(column: 2, row: 6))
    }

    // MARK: The service

    static let services: [(Service, Int, String)] = [
        (Service(label: "demo", isDemo: true), 80, "lexi · demo"),
        (
            Service(label: "app.example.com", isDemo: false, profile: "work"), 80,
            "lexi · work · app.example.com"
        ),
        (
            Service(label: "app.example.com", isDemo: false, profile: "work"), 45,
            "work · app.example.com"
        ),
        (Service(label: "app.example.com", isDemo: false, profile: "work"), 40, "work"),
        (Service(label: "app.example.com", isDemo: false), 40, "app.example.com"),
    ]

    @Test(arguments: services)
    func `the first row names the profile and the host`(
        _ service: Service, _ columns: Int, _ expected: String
    ) throws {
        var view = ScreenView(look: Look(theme: try ThemeLibrary.theme(named: "dark")))
        let scene = Scene(service: service)
        let grid = view.render(
            scene.state, size: Size(columns: columns, rows: 24), now: scene.now
        ).grid
        #expect(grid.text(row: 0).hasSuffix(" " + expected), "\(grid.text(row: 0))")
    }
}
