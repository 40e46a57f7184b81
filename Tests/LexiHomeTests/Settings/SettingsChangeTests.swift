import Foundation
import LexiHome
import Testing

@Suite struct SettingsChangeTests {
    private let paths = SettingsPaths { _ in nil }

    private func change(_ text: String?, _ name: String, _ value: String) throws -> SettingsChange {
        let file = FileManager.default.temporaryDirectory.path + "/lexi-\(UUID().uuidString).toml"
        if let text { try Data(text.utf8).write(to: URL(filePath: file)) }
        defer { try? FileManager.default.removeItem(atPath: file) }
        return SettingsText.change(file, setting: name, to: value, paths: paths)
    }

    @Test(arguments: [
        ("", "motion", "false", "motion = false\n"),
        ("motion = true # calm\n", "motion", "false", "motion = false # calm\n"),
        ("clipboard = 'osc52'\n", "clipboard", "both", "clipboard = \"both\"\n"),
        ("clipboard = 'osc52'\n", "clipboard", "\"both\"", "clipboard = \"both\"\n"),
        (
            "[timeouts]\nidle = 5\nconnect = 1\n", "timeouts.idle", "7.5",
            "[timeouts]\nidle = 7.5\nconnect = 1\n"
        ),
        (
            "timeouts = { connect = 1, idle = 5 }\n", "timeouts.idle", "7",
            "timeouts = { connect = 1, idle = 7 }\n"
        ),
        ("timeouts.idle = 5\n", "timeouts.idle", "7", "timeouts.idle = 7\n"),
        (
            "[timeouts]\nconnect = 1\n\n[profiles.w]\nbase_url = \"https://w.example\"\n",
            "timeouts.idle", "7",
            "[timeouts]\nidle = 7\nconnect = 1\n\n[profiles.w]\nbase_url = \"https://w.example\"\n"
        ),
        (
            "# mine\nascii = true\n", "timeouts.idle", "7",
            "# mine\nascii = true\n\n[timeouts]\nidle = 7\n"
        ),
        (
            "[profiles.w]\nbase_url = \"https://w.example\"\n", "ascii", "true",
            "ascii = true\n\n[profiles.w]\nbase_url = \"https://w.example\"\n"
        ),
    ]) func `a value is put into the file, and all else stays`(
        _ before: String, _ name: String, _ value: String, _ after: String
    ) throws {
        #expect(try change(before, name, value) == .changed(after))
        #expect(try change(after, name, value) == .unchanged)
    }

    @Test func `a file that is not there begins with it`() throws {
        #expect(try change(nil, "ascii", "true") == .changed("ascii = true\n"))
    }

    @Test(arguments: [
        ("motion", "maybe"), ("ascii", "3"), ("ambiguous_width", "5"), ("timeouts.idle", "-1"),
        ("timeouts.idle", "soon"), ("clipboard", "nowhere"), ("profile", "none"),
        ("nothing", "1"), ("timeouts.nothing", "1"), ("motion", "true\nascii = true"),
    ]) func `what a setting cannot be is refused`(_ name: String, _ value: String) throws {
        guard case .refused(let reason) = try change("ascii = true\n", name, value) else {
            Issue.record(
                "\(name) = \(value) was taken: \(try change("ascii = true\n", name, value))")
            return
        }
        #expect(!reason.isEmpty && !reason.hasSuffix("."))
    }

    @Test func `what is no value at all is told what it must be`() throws {
        #expect(try change("", "ascii", "maybe") == .refused("ascii must be true or false"))
        #expect(
            try change("", "timeouts.idle", "")
                == .refused("timeouts.idle must be a number of seconds from 0.1 to 86400"))
    }

    @Test(arguments: ["timeouts = { connect = 1 }\n", "ascii = \n", "[[timeouts]]\n"])
    func `what is not understood is left alone`(_ text: String) throws {
        #expect(try change(text, "timeouts.idle", "7") == .unclear)
    }

    @Test func `mistakes that were there do not stand in the way`() throws {
        #expect(
            try change("thme = 1\nascii = true\n", "ascii", "false")
                == .changed("thme = 1\nascii = false\n"))
    }

    @Test func `every setting is listed with what holds`() throws {
        let settings = try Settings(
            text: "ascii = true\n[timeouts]\nidle = 7\n", file: "c", paths: paths)
        let all = settings.changeable
        #expect(all.first { $0.name == "ascii" }?.value == "true")
        #expect(
            all.first { $0.name == "timeouts.idle" }.map { "\($0.value) \($0.isSet)" } == "7 true")
        #expect(all.first { $0.name == "motion" }.map { "\($0.value) \($0.isTOML)" } == "true true")
        #expect(all.first { $0.name == "ascii" }?.row.choices == ["true", "false"])
    }
}
