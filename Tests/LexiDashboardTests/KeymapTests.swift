import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// Keys that the settings change.
@Suite struct KeymapTests {
    private static func reasons(_ rows: [String: [String]]) -> [String] {
        Keymap.mistakes(in: rows).map { "\($0.row): \($0.reason)" }
    }

    // MARK: Names

    @Test(arguments: [
        ("Ctrl+N", Key.control("n")), ("ctrl+n", .control("n")), ("Control+N", .control("n")),
        ("Ctrl+Space", .control("@")), ("Ctrl+_", .control("_")), ("Alt+N", .alt("n")),
        ("alt+n", .alt("n")), ("Alt+Shift+N", .alt("N")), ("Meta+Shift+n", .alt("N")),
        ("Alt+1", .alt("1")), ("Alt++", .alt("+")), ("Alt+Enter", .altEnter), ("Enter", .enter),
        ("Return", .enter), ("Esc", .escape), ("Escape", .escape), ("Tab", .tab),
        ("Shift+Tab", .backTab), ("Backspace", .backspace), ("Alt+Backspace", .altBackspace),
        ("F1", .special(.function(1), [])), ("f12", .special(.function(12), [])),
        ("Shift+F3", .special(.function(3), .shift)), ("PageUp", .special(.pageUp, [])),
        ("Ctrl+Left", .special(.left, .control)), ("Ctrl+Alt+Up", .special(.up, [.control, .alt])),
        ("Del", .special(.delete, [])), ("Insert", .special(.insert, [])),
    ])
    func `keys are named`(name: String, key: Key) {
        let keymap = Keymap(["zoom": [name]])
        #expect(Self.reasons(["zoom": [name]]) == [])
        #expect(keymap.plainKeys(of: "zoom") == [KeyName.text(key)])
    }

    @Test(arguments: [
        ("G", Key.character("G")), ("Shift+g", .character("G")), ("+", .character("+")),
        ("Space", .character(" ")), ("ü", .character("ü")), ("\"", .character("\"")),
    ])
    func `characters are named`(name: String, key: Key) {
        #expect(Self.reasons(["zoom": [name]]) == [])
        #expect(Keymap(["zoom": [name]]).plainKeys(of: "zoom") == [KeyName.text(key)])
    }

    /// Each with what to write instead, where there is something.
    @Test(arguments: [
        ("Ctrl+I", "terminals send the same for Ctrl+I and Tab; write Tab"),
        ("Ctrl+M", "terminals send the same for Ctrl+M and Enter; write Enter"),
        ("Ctrl+H", "terminals send the same for Ctrl+H and Backspace; write Backspace"),
        ("Ctrl+[", "terminals send the same for Ctrl+[ and Esc; write Esc"),
        ("Ctrl+/", "terminals send the same for Ctrl+/ and Ctrl+_; write Ctrl+_"),
        ("Ctrl+Shift+N", "terminals do not tell Ctrl+Shift+N from Ctrl+N"),
        ("Ctrl+Alt+N", "terminals do not tell Ctrl+Alt+N from Ctrl+N"),
        ("Ctrl+1", "terminals have no code for Ctrl+1"),
        ("Ctrl+ü", "terminals have no code for Ctrl+ü"),
        (
            "Shift+Enter",
            "terminals send Enter for Shift+Enter, and some Alt+Enter; use Alt+Enter or Ctrl+J"
        ),
        ("Ctrl+Tab", "terminals do not tell Ctrl+Tab from Tab"),
        ("Ctrl+Backspace", "terminals do not tell Ctrl+Backspace from Backspace"),
        ("Shift+Esc", "terminals do not tell Shift+Esc from Esc"),
        ("Alt+[", "terminals begin other keys with what Alt+[ sends; use another key"),
        (
            "Shift+1",
            "terminals send the character that Shift makes; write that in place of Shift+1"
        ),
        (
            "Super+N",
            "\"Super\" in \"Super+N\" is none of Ctrl, Alt and Shift; terminals do not send Super"
        ),
        ("Hypr+N", "\"Hypr\" in \"Hypr+N\" is none of Ctrl, Alt and Shift"),
        (
            "PgUpp",
            "there is no key \"PgUpp\"; keys are written as Ctrl+N, Alt+Enter, F2, PgUp, G or Space"
        ),
        (
            "Back",
            "there is no key \"Back\"; did you mean Backspace? keys are written as Ctrl+N, Alt+Enter, F2, PgUp, G or Space"
        ),
        ("", "there is no key \"\"; keys are written as Ctrl+N, Alt+Enter, F2, PgUp, G or Space"),
        (
            "F21",
            "there is no key \"F21\"; keys are written as Ctrl+N, Alt+Enter, F2, PgUp, G or Space"
        ),
        ("j k", "\"j k\" is no key; of two keys the first is Leader"),
    ])
    func `keys that cannot be`(name: String, reason: String) {
        #expect(Self.reasons(["zoom": [name]]) == ["zoom: \(reason)"])
        // What cannot be used is as if it were not there.
        #expect(Keymap(["zoom": [name]]).plainKeys(of: "zoom") == ["z"])
    }

    // MARK: Rows

    @Test func `two actions on one key are a mistake where both have their meaning`() {
        #expect(
            Self.reasons(["zoom": ["F8"], "export": ["F8"]]) == ["zoom: F8 is export's already"])
        #expect(
            Self.reasons(["zoom": ["Leader q"], "send": ["Leader q"]])
                == ["zoom: Leader q is send's already"])
        #expect(Self.reasons(["half-page-down": ["F8"], "yank": ["F8"]]) == [])
    }

    @Test func `what is typed cannot be a key of the message`() {
        #expect(
            Self.reasons(["send": ["x"]])
                == ["send: cannot be on x: it would not be typed any more"])
        #expect(Self.reasons(["zoom": ["x"]]) == [])
        #expect(
            Self.reasons(["leader": ["x"]])
                == ["leader: cannot be on x: it would not be typed any more"])
    }

    @Test func `what leads out keeps a key`() {
        #expect(Self.reasons(["help-close": []]).count == 1)
        #expect(Self.reasons(["interrupt": []]).count == 1)
        #expect(Self.reasons(["stop": []]) == [])
    }

    @Test func `the leader's own key begins other keys`() {
        #expect(
            Self.reasons(["zoom": ["Ctrl+X"]])
                == ["zoom: Ctrl+X is the leader, which begins other keys"])
        #expect(Self.reasons(["zoom": ["Ctrl+X"], "leader": ["F12"]]) == [])
        #expect(Self.reasons(["leader": ["F2", "F3"]]) == ["leader: the leader is one key"])
        #expect(Self.reasons(["form-accept": ["Leader a"]]).count == 1)
    }

    @Test func `a key that is given away is told of`() {
        #expect(
            Keymap(["zoom": ["Ctrl+W"]]).warnings
                == ["Ctrl+W is zoom's now, and not close-tab's"])
        #expect(
            Keymap(["zoom": ["z", "Ctrl+D"]]).warnings
                == ["Ctrl+D is zoom's now, and not half-page-down's"])
        #expect(
            Keymap(["focus-next": ["Ctrl+C"]]).warnings.contains(
                "Ctrl+C is focus-next's now, and not interrupt's, which has no key any more"))
    }

    @Test func `a key that means something else elsewhere is told of`() {
        #expect(
            Keymap(["new-tab": ["Ctrl+K"]]).warnings
                == ["in the message, Ctrl+K is kill-to-line-end's, and not new-tab's"])
        #expect(
            Keymap(["zoom": ["Ctrl+N"]]).warnings
                == ["in the other panes, Ctrl+N is zoom's now, and not new-tab's"])
    }

    @Test func `keys that others keep for themselves are told of`() {
        #expect(
            Keymap(["zoom": ["Ctrl+B"]]).warnings
                == [
                    "zoom is on Ctrl+B: tmux keeps Ctrl+B for itself, unless its prefix is another"
                ])
        #expect(Keymap(["leader": ["Ctrl+S"]]).warnings.first?.contains("stop and start") == true)
        #expect(Keymap(["line-start": ["Ctrl+A"]]).warnings == [])
    }

    // MARK: On the screen

    @Test func `another key does it, and the old one no longer`() throws {
        var stage = try Stage(columns: 120, rows: 40, keymap: Keymap(["new-tab": ["F8"]]))
        stage.press(.control("n"))
        #expect(stage.core.state.tabs.count == 1)
        stage.press(.special(.function(8), []))
        #expect(stage.core.state.tabs.count == 2)
    }

    @Test func `an action without keys has none`() throws {
        var stage = try Stage(columns: 120, rows: 40, keymap: Keymap(["new-tab": []]))
        stage.press(.control("n"), .control("x"), .character("n"))
        #expect(stage.core.state.tabs.count == 1)
    }

    @Test func `the leader reaches what is outside of the message`() throws {
        var stage = try Stage(columns: 120, rows: 40)
        stage.press(.control("x"))
        #expect(stage.screen().contains("Ctrl+X, then (Esc goes back)"))
        #expect(stage.screen().contains("zoom"))
        stage.press(.character("z"))
        #expect(stage.core.view.isZoomed)
        #expect(stage.core.state.overlay == nil && stage.text.isEmpty)
        stage.press(.control("x"), .character("z"))
        #expect(!stage.core.view.isZoomed)
        // An action of a pane goes there.
        stage.press(.control("x"), .character("F"))
        #expect(stage.core.view.focus == .tools && stage.core.state.activeTab.tools.isFiltering)
    }

    @Test func `after the leader another key does nothing but say so`() throws {
        var stage = try Stage(columns: 120, rows: 40)
        stage.press(.control("x"), .character("Q"))
        #expect(stage.text.isEmpty && stage.core.state.overlay == nil)
        #expect(stage.screen().contains("Ctrl+X Q is nothing. Ctrl+X lists what is."))
        stage.press(.control("x"), .escape)
        #expect(stage.core.state.overlay == nil)
        #expect(!stage.screen().contains("is nothing"))
    }

    @Test func `a list of the leader's keys that does not fit is scrolled`() throws {
        var stage = try Stage(columns: 40, rows: 10)
        stage.press(.control("x"))
        let top = stage.rows()[1]
        stage.press(.special(.down, []))
        #expect(stage.rows()[0] != top && stage.rows()[1] != top)
        stage.press(.special(.end, []))
        #expect(!stage.screen().contains("more"))
        stage.press(.character("z"))
        #expect(stage.core.view.isZoomed)
        stage.press(.control("x"))
        #expect(stage.rows()[1] == top)
    }

    @Test func `the leader and its key may come in one read, and text behind them`() throws {
        var stage = try Stage(columns: 120, rows: 40)
        stage.read([.control("x"), .character("n"), .character("h"), .character("i")])
        #expect(stage.core.state.tabs.count == 2)
        #expect(stage.text == "hi")
    }

    @Test func `another leader leaves Ctrl+X alone`() throws {
        var stage = try Stage(columns: 120, rows: 40, keymap: Keymap(["leader": ["F12"]]))
        stage.press(.control("x"), .special(.function(12), []), .character("z"))
        #expect(stage.core.view.isZoomed)
        stage = try Stage(columns: 120, rows: 40, keymap: Keymap(["leader": []]))
        stage.press(.control("x"), .character("z"))
        #expect(!stage.core.view.isZoomed && stage.text == "z")
    }

    @Test func `the screen names the keys that are set`() throws {
        let keymap = Keymap(["help": ["F9"], "context": ["Alt+X"], "stop": []])
        var stage = try Stage(columns: 120, rows: 40, keymap: keymap)
        #expect(stage.screen().contains("F9 help"))
        #expect(stage.screen().contains("Alt+X sets the context"))
        stage.type("Q")
        stage.press(.enter)
        #expect(stage.screen().contains(":stop stops Lexi"))
    }

    @Test func `boxes name the keys that are set`() throws {
        let keymap = Keymap([
            "help-close": ["F8"], "form-close": ["F9"], "palette-close": ["F7"],
            "themes-accept": ["F6"],
        ])
        var stage = try Stage(columns: 120, rows: 40, keymap: keymap)
        stage.press(.special(.function(1), []))
        #expect(stage.screen().contains("Help (F8 closes)"))
        stage.press(.special(.function(8), []), .control("o"))
        #expect(stage.screen().contains("F9 leaves it as it was."))
        stage.press(.special(.function(9), []), .control("p"))
        #expect(stage.screen().contains("Palette (F7 closes)"))
        _ = stage.core.didLoadPalette(themes: nil, settings: [], now: at(0))
        stage.press(.special(.function(7), []))
        stage.core.openThemes(.shipped)
        #expect(stage.screen().contains("Themes (F6 keeps, Esc leaves)"))
    }

    @Test func `changed settings bring their keys`() throws {
        var stage = try Stage(columns: 120, rows: 40)
        stage.core.didReadSettings(
            .success(
                Preferences(look: stage.core.view.look, keymap: Keymap(["help": ["F9"]]))),
            isAsked: false)
        #expect(stage.screen().contains("F9 help"))
        stage.press(.special(.function(9), []))
        #expect(stage.core.state.overlay == .help)
        stage.press(.escape)
        stage.core.didReadSettings(
            .success(
                Preferences(look: stage.core.view.look, keymap: Keymap(["zoom": ["Ctrl+W"]]))),
            isAsked: true)
        #expect(
            stage.screen().contains(
                "Settings read. Keys: Ctrl+W is zoom's now, and not close-tab's.")
        )
    }

    /// Bare characters of actions that are known anywhere are text in the message, but for the
    /// help's, which the status bar names, while the message is empty.
    @Test func `the question mark is text in a message`() throws {
        var stage = try Stage(columns: 120, rows: 40)
        stage.type("Why?")
        #expect(stage.text == "Why?" && stage.core.state.overlay == nil)
        stage.press(.tab, .character("?"))
        #expect(stage.core.state.overlay == .help)
        stage.press(.escape, .escape, .control("u"))
        #expect(stage.core.view.focus == .message && stage.text.isEmpty)
        stage.type("?")
        #expect(stage.text.isEmpty)
        #expect(stage.core.state.overlay == .help)
    }
}
