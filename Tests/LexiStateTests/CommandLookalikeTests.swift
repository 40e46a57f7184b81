import LexiSession
import LexiState
import Testing

@Suite struct CommandLookalikeTests {
    @Test(arguments: [
        (":theme nord", ":theme"), ("/help", "/help"), ("/new-chat now", "/new-chat"),
        (":q", ":q"), (":retyr", ":retyr"), ("/model\nWho is Mara?", "/model"), ("/HELP", "/HELP"),
        (":set\tmotion false", ":set"), (" :theme nord", ":theme"), ("\n\t/help", "/help"),
    ])
    func `what looks like a command is told`(_ message: String, _ words: String) {
        #expect(CommandLookalike(message)?.words == words)
    }

    @Test(arguments: [
        "", " ", " : theme", " /var/log", "Who is Mara?", "/var/log is full, why?", "/etc/hosts",
        ":D", ":)", ":-)",
        ":P thanks",
        ":tada: done", "/", ":", "//", ":: a", ": theme", "/ help", "/1 of 2", "/Übersicht",
        ":theme?",
        "Type /help for help", "https://example.com", "/-", "/q", "/usr/bin/env swift",
        "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ])
    func `all else is a message`(_ message: String) {
        #expect(CommandLookalike(message) == nil)
    }
}
