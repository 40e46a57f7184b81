import Foundation
import LexiScreen
import LexiTesting
import Testing

/// Copying and arranging with the real program in a terminal.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct CopyDashboardTests {
    private func answered(
        _ user: UserFolder, type: String = "xterm-256color", _ environment: [String: String] = [:]
    ) throws -> PseudoTerminal {
        let program = try Program.dashboard(
            "--demo", "--demo-pace", "0.05", type: type,
            environment: user.environment.merging(environment) { $1 })
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("Who is Mara Vogt?\r")
        try program.waitUntil("the end", timeout: .seconds(60)) {
            $0.text.contains("answered in")
                || $0.text.contains("Read Mara Vogt")
                    && $0.text.contains("thoughts in")
        }
        try program.type("\t")
        return program
    }

    private func copyQuestion(_ program: PseudoTerminal) throws {
        try program.type("c")
        try program.waitUntil("the list") { $0.text.contains("the question") }
        for _ in 1...30 {
            let row = program.screen.text.split(separator: "\n").first { $0.contains("▸ the") }
            if row?.contains("▸ the question") == true { break }
            let before = program.screen.text
            try program.type("j")
            try program.waitUntil("the next") { $0.text != before }
        }
        try program.type("\r")
    }

    @Test func `a copy goes to the clipboard as OSC 52`() throws {
        let user = try UserFolder()
        let program = try answered(user)
        try copyQuestion(program)
        try program.waitUntil("the notice") {
            $0.text.contains("Copied the question, 17 characters, sent to")
        }
        // Who is Mara Vogt?
        let wanted = Array("\u{1B}]52;c;V2hvIGlzIE1hcmEgVm9ndD8=\u{07}".utf8)
        #expect(program.output.firstRange(of: wanted) != nil)
        #expect(!FileManager.default.fileExists(atPath: user.copied))
    }

    @Test func `in tmux it is handed on too`() throws {
        let user = try UserFolder()
        let program = try answered(
            user, type: "tmux-256color", ["TMUX": "/tmp/tmux-0/default,1,0"])
        try copyQuestion(program)
        try program.waitUntil("the notice") { $0.text.contains("Copied the question") }
        let wanted = Array(
            ("\u{1B}]52;c;V2hvIGlzIE1hcmEgVm9ndD8=\u{07}"
                + "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;V2hvIGlzIE1hcmEgVm9ndD8=\u{07}\u{1B}\\").utf8)
        #expect(program.output.firstRange(of: wanted) != nil)
    }

    /// A `tmux` that answers with a value of `set-clipboard` and keeps what it is given.
    private func fakeTmux(
        _ user: UserFolder, clipboard: String, isAttached: Bool = true,
        features: String = "bpaste,clipboard,title", sequence: String = "[missing]"
    ) throws -> [String: String] {
        let program = try user.write(
            """
            #!/bin/sh
            echo "$*" >> "\(user.path)/asked"
            case "$1" in
            show-options) echo \(clipboard) ;;
            list-clients) \(isAttached ? "echo /dev/pts/1: 0" : ":") ;;
            display-message) echo "\(isAttached ? "/dev/pts/1 " + features : " ")" ;;
            show-messages)
                echo 'Terminal 0: xterm for /dev/pts/10, flags=0x0:'
                echo ' 192: Ms: (string) else'
                echo 'Terminal 1: vt220 for /dev/pts/1, flags=0x0:'
                echo ' 192: Ms: \(sequence)' ;;
            load-buffer) /bin/cat > "\(user.path)/buffer" ;;
            esac

            """, to: "tmux", mode: 0o700)
        return [
            "TMUX": "/tmp/nowhere,1,0",
            "PATH": URL(filePath: program).deletingLastPathComponent().path,
        ]
    }

    private static let reachQuestion =
        "display-message -p #{client_name} #{client_termfeatures}\n"

    @Test func `what tmux would drop it is given to send`() throws {
        let user = try UserFolder()
        let program = try answered(
            user, type: "tmux-256color", fakeTmux(user, clipboard: "external"))
        try copyQuestion(program)
        try program.waitUntil("the notice") {
            $0.text.contains("sent to the terminal's clipboard through tmux")
        }
        #expect(
            try String(contentsOfFile: user.path + "/buffer", encoding: .utf8)
                == "Who is Mara Vogt?")
        #expect(
            try String(contentsOfFile: user.path + "/asked", encoding: .utf8)
                == "show-options -sv set-clipboard\n\(Self.reachQuestion)load-buffer -w -\n")
        #expect(program.output.firstRange(of: Array("]52;".utf8)) == nil)
        #expect(!FileManager.default.fileExists(atPath: user.copied))
    }

    @Test func `where tmux keeps copies to itself there is a file too`() throws {
        let user = try UserFolder()
        let program = try answered(user, type: "tmux-256color", fakeTmux(user, clipboard: "off"))
        try copyQuestion(program)
        try program.waitUntil("the notice") { $0.text.contains("tmux keeps it in its own") }
        #expect(
            try String(contentsOfFile: user.path + "/asked", encoding: .utf8)
                == "show-options -sv set-clipboard\nload-buffer -\n")
        #expect(try String(contentsOfFile: user.copied, encoding: .utf8) == "Who is Mara Vogt?")
    }

    @Test func `nothing is said to be sent where no terminal is attached`() throws {
        let user = try UserFolder()
        let program = try answered(
            user, type: "tmux-256color",
            fakeTmux(user, clipboard: "external", isAttached: false))
        try copyQuestion(program)
        try program.waitUntil("the notice") { $0.text.contains("tmux keeps it in its own") }
        #expect(
            try String(contentsOfFile: user.path + "/asked", encoding: .utf8)
                == "show-options -sv set-clipboard\n\(Self.reachQuestion)load-buffer -\n")
        #expect(try String(contentsOfFile: user.copied, encoding: .utf8) == "Who is Mara Vogt?")
    }

    @Test func `nothing is said to be sent to a terminal whose clipboard tmux does not know`()
        throws
    {
        let user = try UserFolder()
        let program = try answered(
            user, type: "tmux-256color",
            fakeTmux(user, clipboard: "external", features: "bpaste,title"))
        try copyQuestion(program)
        try program.waitUntil("the notice") { $0.text.contains("tmux keeps it in its own") }
        #expect(
            try String(contentsOfFile: user.path + "/asked", encoding: .utf8)
                == "show-options -sv set-clipboard\n\(Self.reachQuestion)show-messages -T\n"
                + "load-buffer -\n")
        #expect(try String(contentsOfFile: user.copied, encoding: .utf8) == "Who is Mara Vogt?")
    }

    @Test func `a clipboard of which tmux was told by hand is one`() throws {
        let user = try UserFolder()
        let program = try answered(
            user, type: "tmux-256color",
            fakeTmux(
                user, clipboard: "external", features: "bpaste,title",
                sequence: "(string) \\033]52;%p1%s;%p2%s\\a"))
        try copyQuestion(program)
        try program.waitUntil("the notice") {
            $0.text.contains("sent to the terminal's clipboard through tmux")
        }
        #expect(!FileManager.default.fileExists(atPath: user.copied))
    }

    @Test(arguments: [
        ("external", true, "bpaste,clipboard", "to the terminal, by tmux load-buffer -w"),
        ("on", true, "bpaste", "as the terminal around it has no clipboard that tmux knows of"),
        ("external", false, "", "to tmux's own buffer and a file, as no terminal is attached"),
        ("off", true, "clipboard", "(set-clipboard off)"),
    ])
    func `doctor tells where a copy would go`(
        _ clipboard: String, _ isAttached: Bool, _ features: String, _ words: String
    ) throws {
        let user = try UserFolder()
        let tmux = try fakeTmux(
            user, clipboard: clipboard, isAttached: isAttached, features: features)
        let result = try Program.run(
            "doctor", "--offline", environment: user.environment.merging(tmux) { $1 })
        #expect(result.output.contains(words))
        #expect(
            result.output.contains("! copy in tmux")
                == !words.hasPrefix("to the terminal,"))
    }

    @Test func `a terminal without a clipboard gets a file for the user alone`() throws {
        let user = try UserFolder()
        let program = try answered(user, type: "linux")
        try copyQuestion(program)
        try program.waitUntil("the notice") { $0.text.contains("Copied the question") }
        #expect(program.output.firstRange(of: Array("]52;".utf8)) == nil)
        #expect(try String(contentsOfFile: user.copied, encoding: .utf8) == "Who is Mara Vogt?")
        let mode = try FileManager.default.attributesOfItem(atPath: user.copied)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `the settings choose the file`() throws {
        let user = try UserFolder()
        try user.write("clipboard = \"both\"\n", to: "config.toml")
        let program = try answered(user)
        try copyQuestion(program)
        try program.waitUntil("the notice") {
            $0.text.contains("sent to the terminal's clipboard and")
        }
        #expect(program.output.firstRange(of: Array("]52;c;V2hv".utf8)) != nil)
        #expect(try String(contentsOfFile: user.copied, encoding: .utf8) == "Who is Mara Vogt?")
    }

    @Test func `the arrangement is found again, and an odd file is not`() throws {
        let user = try UserFolder()
        let program = try Program.dashboard("--demo", environment: user.environment)
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("\tKz")
        try program.waitUntil("the zoom") { !$0.text.contains(" Tools") }
        try program.send([0x03, 0x03])
        #expect(try program.waitForExit() == .exited(status: 0))
        let path = user.path + "/.local/state/lexi/layout.toml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains("zoomed = \"conversation\""))
        #expect(text.contains("[wide]\nconversation = 60\ntools = 50\nhidden = [\"thinking\"]"))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)

        let next = try Program.dashboard("--demo", environment: user.environment)
        try next.waitUntil("the same") {
            $0.text.contains("idle") && $0.text.contains("Conversation")
        }
        #expect(!next.screen.text.contains(" Tools"))
        try next.type("z")
        try next.waitUntil("the other panes") { $0.text.contains(" Tools") }
        #expect(!next.screen.text.contains(" Thinking"))
        try next.send([0x03, 0x03])
        #expect(try next.waitForExit() == .exited(status: 0))

        try Data("[wide]\nconversation = \"all\"\n".utf8).write(to: URL(filePath: path))
        let last = try Program.dashboard("--demo", environment: user.environment)
        try last.waitUntil("all panes") {
            $0.text.contains(" Tools") && $0.text.contains(" Thinking")
        }
        #expect(user.log.contains("layout.toml:2:1"))
    }
}

extension UserFolder {
    fileprivate var copied: String { path + "/.local/state/lexi/copied.txt" }
}
