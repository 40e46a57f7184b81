import LexiAPI
import LexiDashboard
import LexiScreen
import LexiState
import Testing

@Suite struct KeyTableTests {
    @Test func everyBindingHasANameKeysAndHelp() {
        for binding in KeyTable.bindings {
            #expect(!binding.name.isEmpty && !binding.keys.isEmpty)
            #expect(!binding.keyNames.isEmpty && binding.help.count > 3, "\(binding.name)")
        }
    }

    @Test func noKeyMeansTwoThingsInOneScope() {
        for scope in KeyScope.allCases {
            let keys = KeyTable.bindings.filter { $0.scope == scope }.flatMap(\.keys)
            #expect(Set(keys).count == keys.count, "\(scope)")
        }
    }

    @Test func namesAreUnique() {
        let names = KeyTable.bindings.map { "\($0.scope) \($0.name)" }
        #expect(Set(names).count == names.count)
    }

    @Test func keysThatTerminalsAndMultiplexersTakeStayFree() {
        let keys = Set(KeyTable.bindings.flatMap(\.keys))
        for letter in ["b", "s", "q", "h", "i", "m"] {
            #expect(!keys.contains(.control(Character(letter))))
        }
    }

    @Test func theHelpShowsTheTable() throws {
        var stage = try Stage(columns: 120, rows: 200)
        stage.press(.special(.function(1), []))
        let screen = stage.screen()
        for binding in KeyTable.bindings where !binding.name.hasPrefix("tab-") {
            #expect(screen.contains(binding.keyNames), "\(binding.name)")
        }
        stage.press(.escape)
        #expect(stage.core.state.overlay == nil)
    }
}
