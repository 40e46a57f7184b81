import Foundation
import LexiScreen
import LexiTesting
import Testing

@Suite(.timeLimit(.minutes(10)), .ownThreads) struct ConversationsTests {
    private static let list = """
        {"data": {"conversations": [
          {"id": "6f0c1d52-3a7e-4b1f-9a55-2f1f6f0f7a10", "title": "Acme \\u001b[31mSeries B",
           "message_count": 12, "last_message_at": "2026-11-24T14:02:33Z", "archived": false,
           "context": {"contact_id": "contact-001"}, "created_at": "2026-11-20T08:00:00Z"},
          {"id": "conv_2", "title": "株式会社の契約\\u202e\\nnext line", "message_count": 3,
           "last_message_at": "sometime", "archived": true},
          {"id": "conv_3", "message_count": null}
        ]}, "meta": {"page": 1, "per_page": 3, "total": 235}}
        """

    @Test func `the list is aligned, local, harmless, and says what is unknown`() throws {
        let (result, requests) = try API.run(
            ["conversations", "list"], API.json(Self.list), environment: ["TZ": "XYZ-2"])
        #expect(result.status == 0)
        #expect(
            result.output == """
                ID                                    LAST MESSAGE      MESSAGES  TITLE
                6f0c1d52-3a7e-4b1f-9a55-2f1f6f0f7a10  2026-11-24 16:02        12  Acme Series B
                conv_2                                sometime                 3  株式会社の契約 next line
                conv_3                                –                        –  –

                """)
        #expect(
            result.errors
                == "note: 2 control sequences removed\n"
                + "note: 3 of 235 conversations; --page 2 shows the next, --all all of them\n")
        #expect(requests == ["GET /v1/lexi/conversations?page=1 HTTP/1.1"])
    }

    @Test func `JSON lines are one object for each conversation, archived or not`() throws {
        let (result, requests) = try API.run(
            [
                "conversations", "list", "--format", "jsonl", "--archived", "--search", "a b",
                "--contact", "c", "--deal", "d", "--user", "u", "--page", "2", "--per-page", "3",
            ], API.json(Self.list))
        #expect(
            result.output.split(separator: "\n") == [
                #"{"type":"conversation","id":"6f0c1d52-3a7e-4b1f-9a55-2f1f6f0f7a10","title":"Acme \u001b[31mSeries B","message_count":12,"last_message_at":"2026-11-24T14:02:33Z","context":{"contact_id":"contact-001"},"archived":false,"created_at":"2026-11-20T08:00:00Z"}"#,
                #"{"type":"conversation","id":"conv_2","title":"株式会社の契約\u202e\u000anext line","message_count":3,"last_message_at":"sometime","context":{},"archived":true,"created_at":null}"#,
                #"{"type":"conversation","id":"conv_3","title":null,"message_count":null,"last_message_at":null,"context":{},"archived":null,"created_at":null}"#,
            ])
        #expect(
            requests == [
                "GET /v1/lexi/conversations?page=2&per_page=3&search=a%20b&user_id=u&contact_id=c"
                    + "&deal_id=d&archived=true HTTP/1.1"
            ])
    }

    @Test func `archived ones are marked where they are listed`() throws {
        let (result, _) = try API.run(
            ["conversations", "list", "--archived"], API.json(Self.list))
        #expect(result.output.contains("  3  yes       株式会社の契約 next line\n"))
        #expect(result.output.contains(" 12  no        Acme Series B\n"))
        #expect(result.output.contains("  –  –         –\n"))
    }

    @Test func `titles are cut to the terminal by the columns they take`() throws {
        let server = try ScriptedServer([[.readRequest, .send(API.json(Self.list)), .close]])
        defer { server.stop() }
        let terminal = try API.terminal(
            ["conversations", "list"], server, size: Size(columns: 78, rows: 12))
        #expect(try terminal.waitForExit() == .exited(status: 0))
        #expect(terminal.screen.text(row: 1).hasSuffix("12  Acme Series…"))
        #expect(terminal.screen.text(row: 2).hasSuffix(" 3  株式会社の…"))
        #expect(terminal.screen.text(row: 3).hasPrefix("conv_3 "))
    }

    @Test func `all pages are followed to the total`() throws {
        func page(_ ids: String) -> String {
            let items = ids.map { #"{"id":"\#($0)"}"# }.joined(separator: ",")
            return API.json(#"{"data":{"conversations":[\#(items)]},"meta":{"total":5}}"#)
        }
        let (result, requests) = try API.run(
            ["conversations", "list", "--all", "--format", "jsonl"], page("ab"), page("bc"),
            page("d"))
        #expect(result.status == 0 && result.errors.isEmpty)
        let ids = result.output.split(separator: "\n").compactMap {
            $0.firstMatch(of: /"id":"(.)"/)?.output.1
        }
        #expect(ids == ["a", "b", "c", "d"])
        #expect(
            requests
                == [1, 2, 3].map {
                    "GET /v1/lexi/conversations?page=\($0)&per_page=100 HTTP/1.1"
                })
    }

    @Test(arguments: [#""meta":{"total":500}"#, #""meta":{}"#])
    func `a server that knows no pages is noticed, and told`(_ meta: String) throws {
        let page = API.json(
            #"{"data":{"conversations":[{"id":"a"},{"id":"b"}]},\#(meta)}"#)
        let (result, requests) = try API.run(
            ["conversations", "list", "--all", "--format", "jsonl"], page, page)
        #expect(result.status == 0)
        #expect(result.output.split(separator: "\n").count == 2)
        #expect(
            result.errors == """
                note: page 2 brought nothing new, as if the server knew no pages; the list ends \
                here and may not be whole

                """)
        #expect(requests.count == 2)
    }

    @Test func `what came before a failure stays, and the failure decides`() throws {
        let (result, _) = try API.run(
            ["conversations", "list", "--all"],
            API.json(#"{"data":{"conversations":[{"id":"a"}]},"meta":{"total":5}}"#),
            API.json(
                #"{"error":{"code":"insufficient_permissions","message":"Scope \u001b[2Jmissing."}}"#,
                status: "403 Forbidden"))
        #expect(result.status == 77)
        #expect(result.output.contains("\na "))
        #expect(
            result.errors == """
                error: insufficient_permissions (HTTP 403): Scope missing.
                  Use a key with the permission read:ai (older keys: lexi).
                  request req_E

                """)
    }

    @Test func `an empty list says so, and a page that may not be the last`() throws {
        let empty = API.json(#"{"data":{"conversations":[]},"meta":{"total":0}}"#)
        let (none, _) = try API.run(["conversations", "list"], empty)
        #expect(none.status == 0 && none.output.isEmpty)
        #expect(none.errors == "note: no conversations\n")
        let (past, _) = try API.run(["conversations", "list", "--page", "9"], empty)
        #expect(past.errors == "note: no conversations on page 9\n")
        let (open, _) = try API.run(
            ["conversations", "list", "--per-page", "1"],
            API.json(#"{"data":{"conversations":[{"id":"a"}, 7]}}"#))
        #expect(
            open.errors == """
                note: 1 entry cannot be read and is left out
                note: there may be more; see --page and --all

                """)
    }

    @Test func `numbers that nobody can add up do no harm`() throws {
        let (result, _) = try API.run(
            ["conversations", "list", "--page", "9223372036854775807"],
            API.json(
                #"{"data":{"conversations":[{"id":"a","message_count":9223372036854775807,"#
                    + #""last_message_at":253402300800}]},"#
                    + #""meta":{"per_page":9223372036854775807,"total":9223372036854775807}}"#))
        #expect(result.status == 0)
    }

    private static let conversation = """
        {"data": {"id": "c1", "title": "Acme\\u001b]0;owned\\u0007 Series B", "archived": false,
         "context": {"contact_id": "contact-001", "page": "/deals"},
         "created_at": "2026-11-20T08:00:00Z", "messages": [
          {"id": "m3", "role": "assistant", "content": "Acme raised \\u001b[1mEUR 40m.\\n\\nTwo.\\n",
           "created_at": "2026-11-20T08:00:03Z",
           "tool_calls": [{"name": "deals.list", "arguments": {"q": "\\u0007"}}]},
          {"id": "m2", "role": "tool", "content": null, "tool_name": "deals.list",
           "tool_output": {"count": 2}, "created_at": "2026-11-20T08:00:02Z"},
          {"id": "m1", "role": "user", "content": "What about Acme?",
           "created_at": "2026-11-20T08:00:01Z"},
          {"id": "m0", "role": "oracle", "content": "Hm"}
        ]}}
        """

    @Test func `a conversation is shown from its first message on`() throws {
        let (result, requests) = try API.run(
            ["conversations", "show", "c1"], API.json(Self.conversation))
        #expect(result.status == 0)
        #expect(result.errors == "note: 2 control sequences removed\n")
        #expect(
            result.output == """
                Acme Series B

                id        c1
                created   2026-11-20 08:00
                archived  no
                context   contact contact-001 · page /deals

                oracle  –
                Hm

                you  2026-11-20 08:00
                What about Acme?

                lexi  2026-11-20 08:00
                Acme raised EUR 40m.

                Two.

                """)
        #expect(requests == ["GET /v1/lexi/conversations/c1 HTTP/1.1"])
    }

    @Test func `its tools are shown when asked for`() throws {
        let (result, requests) = try API.run(
            ["conversations", "show", "--tools", "--limit", "4", "c1"], API.json(Self.conversation))
        #expect(
            result.output.contains(
                """

                tool deals.list  2026-11-20 08:00
                  output  {"count":2}

                lexi  2026-11-20 08:00
                  call    {"name":"deals.list","arguments":{"q":"\\u0007"}}
                Acme raised EUR 40m.

                Two.

                """))
        #expect(
            result.errors
                == "note: 2 control sequences removed\n"
                + "note: 4 messages are all that was asked for; there may be more, see --limit\n")
        #expect(
            requests == ["GET /v1/lexi/conversations/c1?include_tool_steps=true&limit=4 HTTP/1.1"])
    }

    @Test func `as JSON lines it is one object and one for each message`() throws {
        let (result, _) = try API.run(
            ["conversations", "show", "c1", "--format", "jsonl"], API.json(Self.conversation))
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(
            lines.first
                == #"{"type":"conversation","id":"c1","title":"Acme\u001b]0;owned\u0007 Series B","context":{"contact_id":"contact-001","page":"/deals"},"archived":false,"created_at":"2026-11-20T08:00:00Z"}"#
        )
        #expect(
            lines.last
                == #"{"type":"message","id":"m3","role":"assistant","content":"Acme raised \u001b[1mEUR 40m.\u000a\u000aTwo.\u000a","tool_calls":[{"name":"deals.list","arguments":{"q":"\u0007"}}],"tool_name":null,"tool_output":null,"created_at":"2026-11-20T08:00:03Z"}"#
        )
    }

    @Test func `renaming and archiving send what they say`() throws {
        let renamed = API.json(#"{"data":{"id":"c/1","title":"New\u001b[0m title"}}"#)
        let (rename, patch) = try API.run(["conversations", "rename", "c/1", "New title"], renamed)
        #expect(rename.status == 0)
        #expect(rename.output == "Renamed c/1: New title\n")
        #expect(
            patch == [#"PATCH /v1/lexi/conversations/c%2F1 HTTP/1.1 {"title":"New title"}"#])
        let (archive, first) = try API.run(
            ["conversations", "archive", "c1"], API.json(#"{"data":{"archived":true}}"#))
        #expect(archive.output == "Archived c1\n")
        #expect(first == [#"PATCH /v1/lexi/conversations/c1 HTTP/1.1 {"archived":true}"#])
        let (undo, second) = try API.run(
            ["conversations", "archive", "c1", "--undo"], API.json(#"{"data":null}"#))
        #expect(undo.output == "c1 is not archived\n")
        #expect(second == [#"PATCH /v1/lexi/conversations/c1 HTTP/1.1 {"archived":false}"#])
    }

    @Test(arguments: ["", " \t", String(repeating: "ä", count: 201)])
    func `a title that cannot be is not sent`(title: String) throws {
        let (result, requests) = try API.run(["conversations", "rename", "c1", title], "")
        #expect(result.status == 64 && requests.isEmpty)
        #expect(
            result.errors.contains(
                title.count > 200
                    ? "at most 200 characters; this one has 201" : "The title is empty"))
    }

    @Test func `a title of 200 characters is sent`() throws {
        let title = String(repeating: "ä", count: 200)
        let (result, requests) = try API.run(
            ["conversations", "rename", "c1", title], API.json("{}"))
        #expect(result.status == 0 && requests.count == 1)
    }

    @Test func `deleting without a terminal needs to be confirmed in words`() throws {
        let (refused, none) = try API.run(["conversations", "delete", "c1"], "", input: "y\n")
        #expect(refused.status == 64 && none.isEmpty)
        #expect(refused.errors.contains("--yes"))
        let (deleted, requests) = try API.run(
            ["conversations", "delete", "c1", "--yes"], API.noContent)
        #expect(deleted.status == 0)
        #expect(deleted.output == "Deleted c1\n")
        #expect(requests == ["DELETE /v1/lexi/conversations/c1 HTTP/1.1"])
    }

    @Test(arguments: [("y", Int32(0)), ("YES", 0), ("n", 130), ("", 130), ("\u{04}", 130)])
    func `deleting in a terminal asks`(answer: String, status: Int32) throws {
        let server = try ScriptedServer([[.readRequest, .send(API.noContent), .close]])
        defer { server.stop() }
        let terminal = try API.terminal(["conversations", "delete", "c1"], server)
        try terminal.waitUntil("the question") { $0.text.contains("[y/N]") }
        #expect(server.requests.isEmpty)
        try terminal.type(answer == "\u{04}" ? answer : answer + "\r")
        #expect(try terminal.waitForExit() == .exited(status: status))
        #expect(server.requests.count == (status == 0 ? 1 : 0))
        #expect(
            terminal.screen.text.contains(status == 0 ? "Deleted c1" : "Nothing was deleted."))
    }

    @Test func `each failure has its exit status and advice`() throws {
        for (status, code, exit, words) in [
            ("400 Bad Request", "validation_error", Int32(65), "Correct what the server names"),
            ("401 Unauthorized", "invalid_key", 77, "LEXI_API_KEY"),
            ("403 Forbidden", "insufficient_permissions", 77, "write:ai"),
            ("404 Not Found", "not_found", 66, "lexi conversations list --archived"),
            ("500 Oops", "internal", 69, "has a problem"),
        ] {
            let (result, _) = try API.run(
                ["conversations", "archive", "c1"],
                API.json(
                    #"{"error":{"code":"\#(code)","message":"Own words."}}"#, status: status))
            #expect(result.status == exit)
            #expect(result.output.isEmpty)
            #expect(result.errors.contains("\(code) (HTTP \(status.prefix(3))): Own words."))
            #expect(result.errors.contains(words))
        }
    }

    @Test func `profiles and the log serve these commands too`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "lexi-requests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = try ScriptedServer([
            [
                .readRequest,
                .send(
                    API.json(
                        #"{"error":{"code":"not_found","message":"Gone."}}"#,
                        status: "404 Not Found")), .close,
            ]
        ])
        defer { server.stop() }
        let settings = folder.appending(path: "config.toml")
        try Data("[profiles.firm]\nbase_url = \"\(server.url)\"\n".utf8).write(to: settings)
        let result = try Program.run(
            "conversations", "show", "c1", "--config", settings.path, "--profile", "firm",
            environment: ["XDG_STATE_HOME": folder.path])
        #expect(result.status == 66)
        #expect(server.requests.count == 1)
        let log = try String(contentsOf: folder.appending(path: "lexi/lexi.log"), encoding: .utf8)
        #expect(log.contains("request failed") && log.contains("req_E"))
        #expect(!log.contains("Gone"))
    }

    @Test func `a server that is not there is tried again, then named`() throws {
        let closed = try ScriptedServerClosedPort()
        let result = try Program.run(
            "conversations", "list", "--base-url", closed.url)
        #expect(result.status == 69)
        #expect(result.errors.contains("retry: network: Nothing answers at 127.0.0.1:"))
        #expect(result.errors.contains("error: network: Nothing answers at 127.0.0.1:"))
    }

    @Test func `an interrupt ends the wait with 130`() throws {
        let asked = ScriptedServerGate()
        let server = try ScriptedServer([[.readRequest, .open(asked), .readUntilClosed]])
        defer { server.stop() }
        let terminal = try API.terminal(["conversations", "list"], server)
        asked.waitBlocking()
        terminal.signal(SIGINT)
        #expect(try terminal.waitForExit() == .exited(status: 130))
        #expect(terminal.screen.text.contains("cancelled before the answer came"))
    }

    @Test func `the demo is explained, and misuse is 64, 77 or 78`() throws {
        let demo = try Program.run("conversations", "list", "--demo")
        #expect(demo.status == 64)
        #expect(demo.errors.contains("lexi serve"))
        for arguments in [
            ["conversations", "list", "--page", "0"],
            ["conversations", "list", "--per-page", "101"],
            ["conversations", "list", "--all", "--page", "2"],
            ["conversations", "show", "c", "--limit", "1001"], ["conversations", "show"],
            ["conversations", "list", "--base-url", "http://x", "--timeout", "0"],
        ] {
            #expect(try Program.run(arguments).status == 64)
        }
        #expect(try Program.run("conversations", "list").status == 77)
        #expect(try Program.run("conversations", "list", "--base-url", "ftp://x").status == 78)
        #expect(
            try Program.run("conversations", "show", "..", "--base-url", "http://127.0.0.1:9")
                .status
                == 66)
    }
}
