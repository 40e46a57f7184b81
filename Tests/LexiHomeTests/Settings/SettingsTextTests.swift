import LexiAPI
import LexiHome
import LexiTesting
import Testing

@Suite struct SettingsTextTests {
    private func read(_ text: String) -> SettingsReading {
        SettingsReading(
            text: text, file: "/c/config.toml", paths: SettingsPaths { _ in nil })
    }

    @Test func `the page of the documentation is the table`() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        try Snapshot.check(
            text: SettingsText.page(), path: root.joined(separator: "/") + "/docs/settings.md")
    }

    @Test func `a file to begin with is as it was looked at`() throws {
        try Snapshot.check(text: SettingsText.template(), named: "template")
    }

    @Test func `a file to begin with changes nothing`() {
        let reading = read(SettingsText.template())
        #expect(reading.errors == [])
        var settings = reading.settings
        settings.file = nil
        #expect(settings == Settings())
    }

    @Test func `every line of it can be used as it stands`() {
        // One of the two ways to a key has to stay away.
        let lines = SettingsText.template().split(separator: "\n").map { line in
            line.hasPrefix("# ") || line.hasPrefix("#api_key_command")
                ? "" : line.hasPrefix("#") ? String(line.dropFirst()) : String(line)
        }
        let reading = read(lines.joined(separator: "\n"))
        #expect(reading.errors == [])
        #expect(reading.settings.profiles.map(\.name) == ["work"])
        #expect(reading.settings.profiles[0].context[.page] == "/deals")
        #expect(reading.settings.limits.idle == .seconds(120))
        #expect(reading.settings.theme == "dark")
    }

    @Test func `what holds is told with whether it was set`() {
        let general = read("ascii = true\n").settings.general
        #expect(general.map(\.name) == SettingSection.all[0].rows.map(\.name))
        #expect(general.first { $0.name == "ascii" }?.value == "true")
        #expect(general.first { $0.name == "ascii" }?.isSet == true)
        #expect(general.first { $0.name == "theme" }?.value == "\"auto\"")
        #expect(general.first { $0.name == "theme" }?.isSet == false)
    }
}
