import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState
import Testing

@Suite struct SignInTests {
    private static let key = "wbk_live_0123456789abcdef0123456789abcdef"
    private static let facts = SignInFacts(
        host: "data.leadlex.com",
        keeping: .offered(file: "/c/default.key", remark: "Nobody else can read it."))
    private static let hosted = Service(
        label: "data.leadlex.com", isDemo: false, profile: "default",
        keyOrigin: .file(path: "/c/default.key", profile: "default"))

    /// The first start: no key, and the screen for it is open.
    private func stage(
        columns: Int = 100, rows: Int = 30, _ facts: SignInFacts = Self.facts
    ) throws -> Stage {
        var stage = try Stage(columns: columns, rows: rows)
        var state = AppState(
            service: Service(label: "data.leadlex.com", isDemo: false, lacksKey: true))
        _ = reduce(&state, .signIn(.open(facts)))
        stage.core = DashboardCore(
            state: state,
            preferences: Preferences(look: Look(theme: try ThemeLibrary.theme(named: "dark"))))
        return stage
    }

    /// A session whose only turn was refused.
    private func refused() throws -> Stage {
        var stage = try Stage(columns: 100, rows: 30)
        stage.core = DashboardCore(
            state: AppState(
                service: Service(
                    label: "data.leadlex.com", isDemo: false, keyOrigin: .environment)),
            preferences: Preferences(look: Look(theme: try ThemeLibrary.theme(named: "dark"))))
        stage.type("Who is Mara?")
        stage.press(.enter)
        stage.receive(
            .requested(ChatRequest(message: "Who is Mara?"), idempotencyKey: "idem"),
            .failed(Failure(code: .invalidKey, message: "Invalid API key", status: 401)))
        stage.end(.failed)
        return stage
    }

    private func signedIn(
        _ service: Service, _ text: String = "Done", drafts: [Draft] = []
    ) -> Result<SignedIn, SignInProblem> {
        .success(SignedIn(service: service, notice: Notice(.information, text), drafts: drafts))
    }

    @Test func `the first screen offers three things, the demo first`() throws {
        var stage = try stage()
        let screen = stage.screen()
        for words in [
            "Welcome to lexi", "▸ Try the demo", "Enter an API key", "Where to get a key",
            "lexi · no key · data.leadlex.com",
        ] {
            #expect(screen.contains(words), "\(words)")
        }
        #expect(stage.press(.enter) == [.startDemo])
        // There are no drafts to be kept for the demo from now on.
        #expect(stage.didSignIn(signedIn(Service(label: "demo", isDemo: true))) == [])
        #expect(stage.screen().contains("lexi · demo"))
        #expect(stage.screen().contains("This is the demo"))
    }

    @Test func `a pasted key is dots and a count, and is asked for`() throws {
        var stage = try stage()
        stage.press(.paste(Self.key + "\n", isLast: true))
        #expect(stage.screen().contains("▸ •••••"))
        #expect(stage.screen().contains("41 characters"))
        #expect(stage.press(.enter) == [.checkKey(Secret(Self.key), id: KeyCheckID(1))])
        #expect(stage.screen().contains("Asking data.leadlex.com whether it takes the key."))
        #expect(!stage.screen().contains("Keep"))
        #expect(stage.checked(1, .accepted) == [])
        #expect(stage.screen().contains("Keep the key?"))
        #expect(stage.screen().contains("/c/default.key"))
        #expect(stage.press(.enter) == [.useKey(Secret(Self.key), isKept: true)])
        stage.didSignIn(signedIn(Self.hosted, "The key is in /c/default.key"))
        let screen = stage.screen()
        #expect(screen.contains("lexi · default · data.leadlex.com"))
        #expect(screen.contains("The key is in /c/default.key"))
        #expect(screen.contains("Questions go to data.leadlex.com"))
    }

    @Test func `a key that is typed at once, also without marks of a paste, is no message`() throws
    {
        var stage = try stage()
        let requests = stage.read(Self.key.map(Key.character) + [.enter])
        #expect(requests == [.checkKey(Secret(Self.key), id: KeyCheckID(1))])
        #expect(stage.checked(1, .accepted) == [])
        #expect(stage.screen().contains("Keep the key?"))
        #expect(stage.text.isEmpty)
        stage.press(.special(.down, []))
        #expect(stage.press(.enter) == [.useKey(Secret(Self.key), isKept: false)])
    }

    @Test func `the key gets into no cell, draft, undo or notice`() throws {
        var stage = try stage()
        stage.milliseconds = 10_000
        var screens = ""
        for press: [Key] in [
            [.paste(Self.key, isLast: false)], [.enter], [.escape], [.escape], [.escape],
            [.control("y")], [.control("_")], [.alt("y")], [.special(.up, [])], [.control("z")],
        ] {
            for key in press { stage.press(key) }
            screens += stage.screen()
        }
        stage.milliseconds = 60_000
        stage.expire()
        #expect(!screens.contains("0123456789"))
        #expect(!"\(stage.saved)\(stage.core.unsavedDrafts())".contains("0123456789"))
        #expect(stage.text.isEmpty)
        var text = ""
        dump(stage.core, to: &text)
        #expect(!text.contains("0123456789abcdef"))
    }

    @Test func `escape leaves the empty dashboard, which says what is missing`() throws {
        var stage = try stage(columns: 40, rows: 10)
        stage.press(.escape)
        let screen = stage.screen()
        #expect(screen.contains("There is no API key yet"))
        #expect(screen.contains(stage.core.state.keys[.signIn]))
        #expect(screen.contains("no key"))
    }

    @Test func `what is sent without a key stays written and leads back`() throws {
        var stage = try stage()
        stage.press(.escape)
        stage.type("Who is Mara?")
        #expect(stage.press(.enter) == [.openSignIn])
        stage.core.openSignIn(Self.facts)
        #expect(stage.text == "Who is Mara?")
        stage.press(.enter)
        stage.didSignIn(signedIn(Service(label: "demo", isDemo: true)))
        let requests = stage.press(.enter)
        guard case .perform(.ask(let asking))? = requests.first else {
            Issue.record("nothing was asked: \(requests)")
            return
        }
        #expect(asking.request.message == "Who is Mara?")
    }

    @Test func `mistakes are told under the line`() throws {
        var stage = try stage()
        stage.press(.special(.down, []), .enter)
        stage.press(.enter)
        #expect(stage.screen().contains("There is nothing yet"))
        stage.type("wbk_12 34")
        stage.press(.enter)
        #expect(stage.screen().contains("a blank or a character in it that no key has"))
        stage.press(.control("u"))
        stage.type("other")
        stage.press(.enter)
        #expect(stage.screen().contains("begin with wbk_, and this does not"))
        #expect(stage.press(.enter) == [.checkKey(Secret("other"), id: KeyCheckID(1))])
        #expect(stage.screen().contains("Checking the key"))
    }

    @Test func `a key that is refused is not used, and the line says why`() throws {
        var stage = try stage()
        stage.press(.paste(Self.key, isLast: true), .enter)
        #expect(stage.checked(1, .refused("invalid_key: No such key")) == [])
        #expect(stage.screen().contains("It was refused: invalid_key: No such key"))
        #expect(stage.core.state.service.lacksKey)
        #expect(stage.press(.enter) == [.checkKey(Secret(Self.key), id: KeyCheckID(2))])
    }

    @Test func `what a server says late to a check of before counts no more, not even to this key`()
        throws
    {
        var stage = try stage()
        stage.press(.paste(Self.key, isLast: true), .enter, .escape)
        #expect(stage.checked(1, .accepted) == [])
        #expect(stage.screen().contains("Enter an API key"))
        #expect(stage.press(.enter) == [.checkKey(Secret(Self.key), id: KeyCheckID(2))])
        #expect(stage.checked(1, .refused("invalid_key: No such key")) == [])
        #expect(stage.screen().contains("Checking the key"))
        // The screen that is opened anew does not count from the beginning.
        stage.press(.escape, .escape, .escape)
        stage.core.openSignIn(Self.facts)
        stage.press(.paste(Self.key, isLast: true))
        #expect(stage.press(.enter) == [.checkKey(Secret(Self.key), id: KeyCheckID(3))])
        #expect(stage.checked(2, .unknown("offline: nothing answers")) == [])
        #expect(stage.screen().contains("Checking the key"))
        #expect(stage.checked(3, .accepted) == [])
        #expect(stage.screen().contains("Keep the key?"))
    }

    @Test(arguments: EventOrigin.allCases.filter { $0 != .live })
    func `what a server once said to a key is no answer now`(_ origin: EventOrigin) throws {
        var stage = try stage()
        stage.press(.paste(Self.key, isLast: true), .enter)
        #expect(stage.checked(1, .unknown("offline: nothing answers"), origin) == [])
        #expect(stage.screen().contains("Checking the key"))
    }

    @Test func `a key that nobody could be asked about is used, and not offered for keeping`()
        throws
    {
        var stage = try stage()
        stage.press(.paste(Self.key, isLast: true), .enter)
        #expect(
            stage.checked(1, .unknown("offline: nothing answers"))
                == [.useKey(Secret(Self.key), isKept: false)])
        stage.didSignIn(signedIn(Self.hosted, "Used until you quit"))
        #expect(stage.screen().contains("once the server has taken it"))
        #expect(stage.checked(1, .accepted) == [])
    }

    @Test func `where it cannot be kept the screen says why before`() throws {
        var stage = try stage(
            SignInFacts(host: "h", keeping: .impossible("There is no place for it.")))
        stage.press(.paste(Self.key, isLast: true))
        #expect(stage.screen().contains("It is used until you quit. There is no place for it."))
        #expect(stage.press(.enter) == [.checkKey(Secret(Self.key), id: KeyCheckID(1))])
        #expect(
            stage.checked(1, .accepted)
                == [.useKey(Secret(Self.key), isKept: false)])
    }

    @Test func `where to get one can be read and its address copied`() throws {
        var stage = try stage(columns: 40, rows: 10)
        stage.press(.special(.down, []), .special(.down, []), .enter)
        #expect(stage.screen().contains("In LeadLex, under Settings, API"))
        #expect(
            stage.press(.character("y")) == [.copy(CopyItem("the address", SignIn.documentation))])
        stage.press(.special(.pageDown, []), .special(.pageDown, []), .special(.pageDown, []))
        #expect(stage.screen().contains("base_url in a profile"))
        stage.press(.escape)
        #expect(stage.screen().contains("▸ Where to get a key"))
    }

    @Test func `a refused key leads to the screen, and r asks again with the same key`() throws {
        var stage = try refused()
        #expect(
            stage.rows().last!.contains("failed invalid_key: \(stage.core.state.keys[.signIn])"))
        #expect(stage.screen().contains("Ctrl+X a takes another key"))
        #expect(stage.press(.control("x"), .character("a")) == [.openSignIn])
        stage.core.openSignIn(Self.facts)
        #expect(
            stage.screen().contains(
                "LEXI_API_KEY was refused: invalid_key (HTTP 401): Invalid"))
        stage.press(.paste(Self.key, isLast: true), .enter)
        _ = stage.checked(1, .accepted)
        #expect(stage.press(.enter) == [.useKey(Secret(Self.key), isKept: true)])
        stage.didSignIn(signedIn(Self.hosted))
        #expect(stage.screen().contains("Done. r, outside the message, asks again."))
        #expect(stage.text == "Who is Mara?")
        stage.press(.tab)
        #expect(
            stage.press(.character("r")).essential == [
                .perform(
                    .startTurn(
                        tab: ConversationID(1), turn: TurnID(1),
                        request: ChatRequest(message: "Who is Mara?"), idempotencyKey: "idem"))
            ])
    }

    @Test func `what went wrong is told, and everything is as it was`() throws {
        var stage = try stage()
        stage.press(.enter)
        #expect(stage.didSignIn(.failure(SignInProblem(reason: "No."))) == [])
        #expect(stage.screen().contains("Everything is as it was: No."))
        #expect(stage.core.state.service.lacksKey)
    }

    @Test func `drafts go along, and those that were left there come back`() throws {
        var stage = try stage()
        stage.press(.escape)
        stage.type("Mine")
        let requests = stage.didSignIn(
            signedIn(Service(label: "demo", isDemo: true), drafts: [Draft(text: "Left")]))
        #expect(requests == [.saveDrafts([Draft(text: "Mine"), Draft(text: "Left")])])
        #expect(stage.text == "Mine")
        #expect(stage.core.state.tabs.count == 2)
    }

    @Test func `what was written for one server stays with it`() throws {
        var stage = try Stage(columns: 100, rows: 30)
        stage.type("About Mara")
        stage.press(.control("n"))
        stage.type("First")
        stage.press(.enter)
        stage.type("Queued")
        stage.press(.enter)
        let requests = stage.didSignIn(signedIn(Self.hosted, drafts: [Draft(text: "Left")]))
        #expect(
            requests == [
                .leaveDrafts([
                    Draft(text: "About Mara"),
                    // In this tab something was asked: its name is worth keeping.
                    Draft(text: "Queued", conversation: ConversationID(2), isQueued: true),
                ]),
                .saveDrafts([Draft(text: "Left")]),
            ])
        #expect(stage.screen().contains("What you wrote is kept for demo"))
        // What runs goes on, and neither its queue nor its message reaches the other server.
        stage.receive(.ended(.failed, terminator: false), tab: 2)
        #expect(stage.core.state.drafts == [Draft(text: "Left")])
    }

    @Test func `what waits is not sent with another key by itself`() throws {
        var stage = try refused()
        stage.press(.enter)
        stage.type("Queued")
        stage.press(.enter)
        stage.didSignIn(signedIn(Self.hosted))
        stage.receive(.text(delta: "A", conversationID: "c-1"))
        #expect(stage.end(.completed) == [])
        #expect(stage.screen().contains("waits: Queued"))
    }

    @Test func `a draft of which nobody knows the server says so until it is sent`() throws {
        var stage = try Stage(columns: 100, rows: 30)
        var state = stage.core.state
        let draft = Draft(text: "Old", isOfUnknownOrigin: true)
        #expect(reduce(&state, .restore([draft])) == [])
        stage.core = DashboardCore(
            state: state,
            preferences: Preferences(look: Look(theme: try ThemeLibrary.theme(named: "dark"))))
        #expect(stage.screen().contains("Message, for an unknown server"))
        #expect(stage.screen().contains("An earlier version kept it without its server."))
        #expect(stage.core.state.drafts == [draft])
        stage.press(.enter)
        #expect(!stage.screen().contains("unknown server"))
    }

    @Test func `in the demo Enter on its line only goes on`() throws {
        var stage = try Stage(columns: 100, rows: 30)
        stage.core.openSignIn(Self.facts)
        #expect(stage.screen().contains("▸ Enter an API key"))
        stage.press(.character("k"))
        #expect(stage.screen().contains("▸ Go on with the demo"))
        #expect(stage.press(.enter) == [])
        #expect(stage.core.state.overlay == nil)
    }
}
