import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import LexiTesting
import Testing

@Suite struct ActionTableTests {
    @Test func everyActionHasANameKeysAndHelp() {
        for action in ActionTable.actions {
            #expect(!action.keys.isEmpty, "\(action.name)")
            #expect(action.help.count > 3 && action.help.first!.isUppercase, "\(action.name)")
            #expect(!action.help.hasSuffix("."), "\(action.name)")
            #expect(
                action.name.allSatisfy {
                    $0 == "-" || $0.isNumber || ($0.isASCII && $0.isLowercase)
                },
                "\(action.name)")
        }
    }

    @Test func noKeyMeansTwoThingsInOneScope() {
        for scope in KeyScope.allCases {
            let keys = ActionTable.actions.filter { $0.scope == scope }
                .flatMap(\.keys).filter { !$0.followsLeader }
            #expect(Set(keys).count == keys.count, "\(scope)")
        }
        let behindLeader = ActionTable.actions.flatMap(\.keys).filter(\.followsLeader)
        #expect(Set(behindLeader).count == behindLeader.count)
    }

    @Test func namesAreUnique() {
        let names = ActionTable.actions.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(!names.contains("leader"))
    }

    @Test func keysThatTerminalsAndMultiplexersTakeStayFree() {
        let keys = Set(ActionTable.actions.flatMap(\.keys).map(\.key))
        for letter in ["b", "s", "q", "h", "i", "m", "x"] {
            #expect(!keys.contains(.control(Character(letter))))
        }
    }

    /// What can be read can be written: the names of all keys in the table name those keys.
    @Test func everyKeyIsNamed() {
        for row in Keymap.rows {
            #expect(Keymap.mistakes(in: [row.name: row.keys]).isEmpty, "\(row.name)")
            #expect(!row.keys.contains { $0.isEmpty || $0.hasSuffix("Leader ") }, "\(row.name)")
        }
        let all = Dictionary(uniqueKeysWithValues: Keymap.rows.map { ($0.name, $0.keys) })
        #expect(Keymap.mistakes(in: all).map(\.reason) == [])
        #expect(Keymap(all).warnings == [])
    }

    @Test func theHelpShowsTheTable() throws {
        var stage = try Stage(columns: 120, rows: 300)
        stage.press(.special(.function(1), []))
        let screen = stage.screen()
        for action in ActionTable.actions where !action.name.hasPrefix("tab-") {
            let keys = Keymap.standard.text(action).prefix(20)
            #expect(screen.contains(keys), "\(action.name)")
        }
        stage.press(.escape)
        #expect(stage.core.state.overlay == nil)
    }

    @Test func theHelpBeginsWithWhatHasTheFocus() throws {
        var stage = try Stage(columns: 120, rows: 40)
        func first() -> String {
            stage.rows().first { $0.contains("│ In ") || $0.contains("│ Any") } ?? ""
        }
        stage.press(.special(.function(1), []))
        #expect(first().contains("In the message"))
        stage.press(.escape, .tab, .tab, .character("?"))
        #expect(first().contains("In Tools"), "\(first())")
    }

    @Test func theHelpSaysWhereTheRestIs() throws {
        var stage = try Stage(columns: 120, rows: 40)
        stage.press(.special(.function(1), []), .special(.end, []))
        #expect(stage.screen().contains("lexi config init"))
    }

    /// What hints name is what the table has.
    @Test func hintsAreNamesOfActions() {
        #expect(Keymap.standard.hints == KeyHints())
        for hint in KeyHint.allCases {
            #expect(ActionTable.action(named: hint.rawValue) != nil, "\(hint)")
        }
    }

    @Test func `the page of keys is made from the table`() throws {
        try Snapshot.check(text: KeyPage.text, path: KeyPage.path)
    }
}

/// `docs/keys.md`.
enum KeyPage {
    static let path =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/") + "/docs/keys.md"

    static var text: String {
        var text = """
            # Keys

            Each action has a name, by which the settings' `[keys]` give it other keys:

            ```toml
            [keys]
            new-tab = "F6"                     # one key in place of all it has
            zoom = ["z", "Ctrl+F", "Leader z"] # several; Leader stands for the leader
            export = false                     # none
            leader = "F12"                     # instead of Ctrl+X; false for none
            ```

            A key that is given to an action is no longer that of another in the same place. `lexi
            keys` lists what holds, `lexi config check` names mistakes: keys that terminals cannot
            send, two actions on one key, names that are none. An open dashboard takes up what
            changes.

            The leader and a key count wherever the message or a pane has the focus; the leader
            alone lists what can follow. Bare characters count outside of the message only.

            This page is made from the table of actions: `LEXI_RECORD=1 swift test --filter
            ActionTable` renews it.

            """
        for scope in KeyScope.allCases {
            text += "\n## \(scope.rawValue)\n\n| action | keys | does |\n|---|---|---|\n"
            for action in ActionTable.actions where action.scope == scope {
                let keys = Keymap.standard.text(action)
                    .replacing("|", with: "\\|").replacing("`", with: "\\`")
                text += "| `\(action.name)` | \(keys) | \(action.help) |\n"
            }
        }
        return text
    }
}
