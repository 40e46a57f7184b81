import LexiHome
import LexiPanes

extension SettingSection {
    /// The dashboard's keys.
    static var keys: SettingSection {
        SettingSection(
            table: "keys",
            summary: "The keys of the dashboard's actions: a key or several, such as \"F2\", "
                + "[\"Ctrl+N\", \"Leader n\"]; false for none. `lexi keys` shows what holds.",
            rows: Keymap.rows.map { row in
                let keys = row.keys.map { "\"\($0 == "\"" || $0 == "\\" ? "\\\($0)" : $0)\"" }
                let value = keys.count == 1 ? keys[0] : "[" + keys.joined(separator: ", ") + "]"
                return SettingRow(
                    row.name, values: "a key, several keys, or false", standard: value,
                    summary: row.help)
            })
    }
}

extension OpenTable {
    /// The table of the dashboard's keys.
    static var keys: OpenTable {
        OpenTable(section: .keys) { Keymap.mistakes(in: $0) }
    }
}

extension Settings {
    /// The keys as they are set.
    var keymap: Keymap { open["keys"].map { Keymap($0) } ?? .standard }
}
