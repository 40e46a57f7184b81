import LexiHome
import Testing

@Suite struct OpenTableTests {
    private static let keys = OpenTable(
        section: SettingSection(
            table: "keys", summary: "Keys.",
            rows: [
                SettingRow("send", values: "keys", standard: "\"Enter\"", summary: "Sends."),
                SettingRow("quit", values: "keys", standard: "\"q\"", summary: "Quits."),
            ])
    ) { rows in
        rows.filter { $0.value.contains("Hyper") }.map { ($0.key, "cannot be Hyper") }
    }

    private func read(_ text: String) -> SettingsReading {
        SettingsReading(
            text: text, file: "c.toml", paths: SettingsPaths { _ in nil }, tables: [Self.keys])
    }

    @Test func `its values are strings, several strings, or off`() {
        let reading = read("[keys]\nsend = [\"a\", \"b\"]\nquit = false\n")
        #expect(reading.errors == [])
        #expect(reading.settings.open == ["keys": ["send": ["a", "b"], "quit": []]])
        #expect(read("[keys]\nsend = \"a\"\n").settings.open == ["keys": ["send": ["a"]]])
        #expect(read("").settings.open == [:])
    }

    @Test func `its mistakes have their places`() {
        let reading = read("[keys]\nsend = \"Hyper\"\nquti = \"a\"\nquit = 3\n")
        #expect(
            reading.errors == [
                "c.toml:2:1: send: cannot be Hyper",
                "c.toml:3:1: unknown name \"quti\"; did you mean \"quit\"?",
                "c.toml:4:1: quit must be a string, an array of strings, or false",
            ])
    }
}
