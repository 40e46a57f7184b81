import Foundation
import LexiScreen
import LexiTesting
import Testing

/// The home of somebody who had version 0.1.0: all that is in it stays valid.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct FormerHomeTests {
    private static let settings = """
        # mine
        theme = "mine"
        motion = false
        thinking = "open"

        [keys]
        new-tab = "F6"
        zoom = ["z", "Leader z"]
        export = false

        [timeouts]
        idle = 45

        [profiles.work.context]
        contact = "c_17"
        """
    private static let theme = """
        extends = "dark"
        [colors]
        accent = "#5fafff"
        [roles]
        error = { fg = "accent", bold = true }
        """
    private static let layout = """
        # How the panes of lexi are arranged; written by lexi.
        thinking = "open"

        [wide]
        conversation = 40
        tools = 50
        hidden = ["thinking"]
        """

    /// The files as that version wrote them.
    private static func home() throws -> UserFolder {
        let home = try UserFolder()
        try FileManager.default.createDirectory(
            atPath: home.configuration + "/themes", withIntermediateDirectories: true)
        try home.write(settings, to: "config.toml")
        try home.write(theme, to: "themes/mine.toml")
        let files = [
            "layout.toml": layout,
            "drafts/profile-work.1.json":
                #"{"version":1,"drafts":[{"text":"Half a question","conversation_id":null,"#
                + #""context":{"contact_id":"c_3"},"allow_tools":true}]}"#,
            "history/profile-work.jsonl":
                #"{"at":1777380000,"message":"Which invoices are open?"}"# + "\n",
        ]
        for (name, text) in files {
            let file = URL(filePath: home.path + "/.local/state/lexi/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return home
    }

    @Test func `its settings, keys and theme hold`() throws {
        let home = try Self.home()
        let environment = home.environment.merging(["LEXI_API_KEY": "wbk_live_one"]) { $1 }
        let checked = try Program.run("config", "check", environment: environment)
        #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
        let keys = try Program.run("keys", environment: environment)
        #expect(keys.output.contains("F6"))
    }

    @Test func `its draft comes back unsent and marked, and what was sent is found`() throws {
        let home = try Self.home()
        let server = try ResumeTests.server("Mara heads legal.")
        defer { server.stop() }
        let program = try ResumeTests.open(home, ["--base-url", server.url])
        // It has another context than the tab that the program begins with.
        try program.waitUntil("the notice") {
            $0.text.contains("An earlier version kept it without its server.")
        }
        try program.send([0x1B, 0x32])
        try program.waitUntil("the draft") { $0.text.contains("Half a question") }
        #expect(program.screen.text.contains("Message, for an unknown server"))
        #expect(program.screen.text.contains("contact c_3"))
        #expect(!program.screen.text.contains("Thinking"), "the layout hides it")
        #expect(server.requests.isEmpty)
        // Ctrl+R searches what was sent, before the draft is.
        try program.send([0x12])
        try program.waitUntil("what was sent") { $0.text.contains("Which invoices are open?") }
        try program.send([0x1B])
        try program.waitUntil("the draft again") { $0.text.contains("Half a question") }
        try program.type("\r")
        try program.waitUntil("the answer") { $0.text.contains("Mara heads legal.") }
        #expect(server.requests.count == 1)
    }
}
