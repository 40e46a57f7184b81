import Foundation
import LexiAPI
import LexiHome
import Testing

@Suite(.timeLimit(.minutes(5))) struct KeySourceTests {
    private func failure(_ source: KeySource) -> String? {
        let error = #expect(throws: SettingsError.self) {
            try source.readKey(profile: "work")
        }
        return error?.description
    }

    private func command(_ script: String, timeout: Duration = .seconds(20)) -> KeySource {
        .command(["sh", "-c", script], timeout: timeout)
    }

    @Test func `a file of the user's own gives its one line`() throws {
        let file = try Folder()
        let path = try file.write("wbk_live_abc\n", to: "key")
        #expect(try KeySource.file(path).readKey(profile: "work") == Secret("wbk_live_abc"))
    }

    @Test func `a byte order mark is not part of a key`() throws {
        let folder = try Folder()
        let path = try folder.write("\u{FEFF}wbk_live_abc\r\n", to: "key")
        #expect(try KeySource.file(path).readKey(profile: "work") == Secret("wbk_live_abc"))
        let printed = try KeySource.command(
            ["cat", path], timeout: .seconds(20)
        ).readKey(profile: "work")
        #expect(printed == Secret("wbk_live_abc"))
        // As in LEXI_API_KEY.
        #expect(Secret("\u{FEFF}wbk_live_abc").revealed == "wbk_live_abc")
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o602]) func `a file that others can get at is refused`(
        _ mode: Int
    ) throws {
        let folder = try Folder()
        let path = try folder.write("wbk_live_abc", to: "key", mode: mode)
        #expect(
            failure(.file(path))
                == "profile \"work\": api_key_file \(path): others may read this key; run: "
                + "chmod 600 \(path)")
    }

    @Test func `a path with a NUL names no other file`() throws {
        let folder = try Folder()
        let path = try folder.write("wbk_live_abc", to: "key")
        #expect(failure(.file(path + "\0more"))?.hasSuffix(": Invalid argument") == true)
    }

    @Test func `what is no key file is told apart`() throws {
        let folder = try Folder()
        #expect(
            failure(.file("\(folder.path)/none"))
                == "profile \"work\": api_key_file \(folder.path)/none: No such file or directory")
        #expect(
            failure(.file(folder.path))
                == "profile \"work\": api_key_file \(folder.path): this is no regular file")
        let empty = try folder.write(" \n", to: "empty")
        #expect(
            failure(.file(empty))
                == "profile \"work\": api_key_file \(empty) gives no key: it is empty")
        let two = try folder.write("wbk_one\nwbk_two\n", to: "two")
        #expect(
            failure(.file(two))
                == "profile \"work\": api_key_file \(two) must give the key alone, in one line")
        let large = try folder.write(String(repeating: "k", count: 5000), to: "large")
        #expect(
            failure(.file(large))
                == "profile \"work\": api_key_file \(large): the file is larger than 4096 bytes")
    }

    @Test func `a command prints the key and sees its arguments as they are`() throws {
        let key = try KeySource.command(
            ["printf", "%s\\n", "wbk_$HOME;*"], timeout: .seconds(20)
        ).readKey(profile: "work")
        // No shell has read the argument.
        #expect(key == Secret("wbk_$HOME;*"))
    }

    @Test func `a command has nothing to read`() throws {
        let key = try command("cat; echo wbk_after").readKey(profile: "work")
        #expect(key == Secret("wbk_after"))
    }

    @Test(arguments: [
        ("exit 3", "ended with status 3"),
        ("echo wbk_hush; exit 1", "ended with status 1"),
        ("kill -KILL $$", "was ended by signal 9"),
        (":", "gives no key: it is empty"),
        ("printf 'wbk_a\\nwbk_hush'", "must give the key alone, in one line"),
        ("head -c 100000 /dev/zero", "printed more than a key"),
    ]) func `a command that gives no key says why, and not what it printed`(
        _ script: String, _ reason: String
    ) {
        #expect(
            failure(command(script))
                == "profile \"work\": api_key_command `sh` \(reason)")
    }

    /// - Returns: What is told of the standard error.
    private func notes(_ script: String) -> [String] {
        var notes: [String] = []
        _ = try? command(script).readKey(profile: "work") { notes.append($0) }
        return notes
    }

    @Test func `what a command says on its standard error is told, cleaned and without the key`() {
        #expect(notes("echo wbk_0123456789abcdef") == [])
        #expect(
            notes("printf 'no\\033[31m agent\\nat all\\007' >&2; exit 2") == ["no agent\nat all"])
        #expect(
            notes("echo 'is wbk_0123456789abcdef' >&2; echo wbk_0123456789abcdef") == ["is •••"])
        #expect(notes("echo wbk_live_0123456789abcdef >&2; exit 3") == ["•••"])
        #expect(notes("echo 'token wbk_short: expired' >&2; exit 3") == ["token •••: expired"])
        #expect(notes("printf 'wbk_live_\\033[m0123\\000456789abcdef' >&2; exit 3") == ["•••"])
    }

    @Test func `a command that says more than a pipe holds is not kept from going on`() throws {
        var told = ""
        let key = try command("head -c 200000 /dev/zero | tr '\\0' x >&2; echo wbk_key").readKey(
            profile: "work"
        ) { told = $0 }
        #expect(key == Secret("wbk_key"))
        #expect(told == String(repeating: "x", count: 1 << 14))
    }

    @Test func `a command finds its signals as a shell leaves them`() {
        signal(SIGPIPE, SIG_IGN)
        #expect(
            failure(command("kill -PIPE $$; echo wbk_deaf"))
                == "profile \"work\": api_key_command `sh` was ended by signal 13")
    }

    @Test func `a command inherits no file of ours`() throws {
        // As a library opens one: without close-on-exec.
        let number = fcntl(0, F_DUPFD, 777)
        #expect(number >= 777)
        defer { close(number) }
        let found = "if [ -e /dev/fd/\(number) ]; then echo inherited; else echo alone; fi"
        #expect(try command(found).readKey(profile: "work") == Secret("alone"))
    }

    @Test func `what a command leaves behind is not waited for`() throws {
        // It keeps the output open, as an agent for pass phrases may.
        let key = try command("sleep 30 2>/dev/null & echo wbk_key").readKey(profile: "work")
        #expect(key == Secret("wbk_key"))
    }

    @Test func `a program that is not there is named`() {
        #expect(
            failure(.command(["lexi-no-such-program"], timeout: .seconds(20)))
                == "profile \"work\": api_key_command `lexi-no-such-program` cannot be run: "
                + "there is no program lexi-no-such-program")
    }

    @Test(arguments: [
        "exec sleep 60", "trap '' TERM; exec sleep 60",
    ])
    func `a command that does not end is not waited for`(_ script: String) {
        #expect(
            failure(command(script, timeout: .milliseconds(50)))?.contains(
                "did not end within") == true)
    }

    #if os(Linux)
        @Test(arguments: ["", "trap '' TERM; "])
        func `what a command has started ends with it`(_ trap: String) throws {
            let folder = try Folder()
            let file = "\(folder.path)/pid"
            // Not the shell itself, which has to go on behind it.
            let script =
                "\(trap)sh -c 'echo $$ > \(file).new; mv \(file).new \(file); exec sleep 60'; "
            #expect(
                failure(command(script + "echo wbk_key", timeout: .seconds(2)))?.contains(
                    "did not end within") == true)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let process = try #require(pid_t(text.trimmingCharacters(in: .newlines)))
            #expect(kill(process, 0) == -1)
        }
    #endif
}
