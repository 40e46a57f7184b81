import LexiHome
import LexiTesting
import Testing

@Suite struct SettingsFuzzTests {
    private static let seeds = [
        SettingsText.template().split(separator: "\n").map { line in
            line.hasPrefix("#") && !line.hasPrefix("# ") ? line.dropFirst() : line
        }.joined(separator: "\n"),
        "a.b.c = { d = [1, \"2\", '''x''', { e = 1979-05-27 }] }\n[[t]]\n\"q\\u00e9\" = 1\n",
        "theme = \"dark\" # c\r\n[profiles.\"a b\"]\nbase_url = \"http://x\"\n",
    ]

    @Test func `damaged files are mistakes with a place, never a crash`() throws {
        let paths = SettingsPaths { _ in nil }
        let mutator = ByteMutator(
            samples: Self.seeds, tokens: ["[", "]]", "\"\"\"", "=", ".", "{", "\u{FEFF}"])
        try Fuzz.run("settings", rounds: 400, mutator) { input, _ in
            let text = String(decoding: input, as: UTF8.self)
            let reading = SettingsReading(text: text, file: "c.toml", paths: paths)
            if let odd = reading.errors.first(where: { !$0.hasPrefix("c.toml:") }) {
                return "a mistake without its file: \(odd)"
            }
            // Whatever can be changed can be read afterwards.
            if let changed = SettingsText.text(text, withTheme: "nord"),
                SettingsReading(text: changed, file: "c.toml", paths: paths).settings.theme
                    != "nord"
            {
                return "the theme is not in: \(changed)"
            }
            return nil
        }
    }
}
