import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import LexiTesting
import Testing

/// The screen for signing in, text and styles.
@Suite struct SignInSnapshotTests {
    static let sizes = [(40, 10), (80, 24), (120, 40)]
    private static let file = "/home/mara/.config/lexi/default.key"
    private static let facts = SignInFacts(
        host: "data.leadlex.com",
        keeping: .offered(
            file: file, remark: "Nobody else can read it. config.toml beside it will name it."))

    private func check(
        _ name: String, _ columns: Int, _ rows: Int, theme: String = "dark",
        glyphs: GlyphSet = .unicode, _ actions: SignInAction...
    ) throws {
        var scene = Scene(
            service: Service(label: "data.leadlex.com", isDemo: false, lacksKey: true))
        scene.apply(.signIn(.open(Self.facts)))
        for action in actions { scene.apply(.signIn(action)) }
        try check(name, scene, columns, rows, theme: theme, glyphs: glyphs)
    }

    private func check(
        _ name: String, _ scene: Scene, _ columns: Int, _ rows: Int, theme: String = "dark",
        glyphs: GlyphSet = .unicode
    ) throws {
        var view = ScreenView(
            look: Look(theme: try ThemeLibrary.theme(named: theme), glyphs: glyphs))
        let frame = view.render(
            scene.state, size: Size(columns: columns, rows: rows), now: scene.now)
        try Snapshot.check(frame, named: "\(name)-\(columns)x\(rows)")
    }

    private static let key = SignInAction.write(
        Secret("wbk_live_0123456789abcdef0123456789abcdef"))

    @Test(arguments: sizes) func `the choices`(_ columns: Int, _ rows: Int) throws {
        try check("sign-in-choices", columns, rows)
    }

    @Test(arguments: sizes) func `a key that is written`(_ columns: Int, _ rows: Int) throws {
        try check("sign-in-key", columns, rows, Self.key)
    }

    @Test(arguments: sizes) func `the question whether to keep it`(
        _ columns: Int, _ rows: Int
    ) throws {
        try check(
            "sign-in-keep", columns, rows, Self.key, .goOn, .checked(KeyCheckID(1), .accepted))
    }

    @Test(arguments: sizes) func `a key that is checked, and refused`(
        _ columns: Int, _ rows: Int
    ) throws {
        try check("sign-in-checking", columns, rows, Self.key, .goOn)
        try check(
            "sign-in-key-refused", columns, rows, Self.key, .goOn,
            .checked(KeyCheckID(1), .refused("invalid_key: The API key is invalid")))
    }

    @Test(arguments: sizes) func `where to get one`(_ columns: Int, _ rows: Int) throws {
        try check("sign-in-about", columns, rows, .move(2), .goOn)
    }

    @Test(arguments: sizes) func `a mistake`(_ columns: Int, _ rows: Int) throws {
        try check("sign-in-mistake", columns, rows, .write(Secret(verbatim: "sk-12")), .goOn)
    }

    @Test(arguments: sizes) func `the dashboard without a key`(_ columns: Int, _ rows: Int) throws {
        try check("without-key", columns, rows, .goBack)
    }

    @Test(arguments: sizes) func `a refused key`(_ columns: Int, _ rows: Int) throws {
        var scene = Scene(
            service: Service(label: "data.leadlex.com", isDemo: false, keyOrigin: .environment))
        scene.ask("Who is Mara?")
        scene.receive(
            .failed(
                Failure(
                    code: .invalidKey, message: "The API key is invalid or has expired",
                    status: 401)))
        scene.receive(.ended(.failed, terminator: false))
        try check("sign-in-turn-refused", scene, columns, rows)
        scene.apply(.signIn(.open(Self.facts)))
        try check("sign-in-refused", scene, columns, rows)
    }

    @Test func `without colours`() throws {
        try check("sign-in-key-mono", 80, 24, theme: "mono", Self.key)
    }

    @Test func `in ASCII`() throws {
        try check("sign-in-key-ascii", 80, 24, theme: "mono", glyphs: .ascii, Self.key)
        try check("sign-in-choices-ascii", 40, 10, theme: "mono", glyphs: .ascii)
    }
}
