import LexiTesting
import Testing

@Suite(.timeLimit(.minutes(10)), .ownThreads) struct TasksTests {
    private static let list = """
        {"data": {"tasks": [
          {"id": "task_1", "type": "prospect_search", "status": "pending",
           "description": "Find \\u001b[5mprospects\\nin Basel", "created_at": "2026-11-24T14:02:33Z",
           "metadata": {"query": "fintech \\u009b2J", "depth": 3}},
          {"id": "task_22", "type": "campaign_start", "status": "paused"},
          {}
        ]}}
        """

    @Test func `tasks are shown with all that would be approved`() throws {
        let (result, requests) = try API.run(["tasks", "list"], API.json(Self.list))
        #expect(result.status == 0)
        #expect(result.errors == "note: 2 control sequences removed\n")
        #expect(
            result.output == """
                ID       CREATED           STATUS   TYPE
                task_1   2026-11-24 14:02  pending  prospect_search
                  Find prospects
                  in Basel
                  query: fintech 2J
                  depth: 3
                task_22  –                 paused   campaign_start
                –        –                 –        –

                """)
        #expect(requests == ["GET /v1/lexi/tasks?status=pending HTTP/1.1"])
    }

    @Test func `JSON lines are one object for each task`() throws {
        let (result, requests) = try API.run(
            ["tasks", "list", "--status", "completed", "--format", "jsonl"], API.json(Self.list))
        #expect(
            result.output.split(separator: "\n").prefix(2) == [
                #"{"type":"task","id":"task_1","task_type":"prospect_search","status":"pending","description":"Find \u001b[5mprospects\u000ain Basel","created_at":"2026-11-24T14:02:33Z","metadata":{"query":"fintech \u009b2J","depth":3}}"#,
                #"{"type":"task","id":"task_22","task_type":"campaign_start","status":"paused","description":null,"created_at":null,"metadata":null}"#,
            ])
        #expect(requests == ["GET /v1/lexi/tasks?status=completed HTTP/1.1"])
    }

    @Test func `no tasks are told`() throws {
        let (result, _) = try API.run(["tasks", "list"], API.json(#"{"data":{"tasks":[]}}"#))
        #expect(result.status == 0 && result.output.isEmpty)
        #expect(result.errors == "note: no pending tasks\n")
    }

    @Test(arguments: [
        (
            #"{"data":{"status":"approved","execution_started":true}}"#,
            "approved, execution started"
        ),
        (
            #"{"data":{"status":"approved","execution_started":false}}"#,
            "approved, execution not started yet"
        ),
        (#"{"data":{"status":"que\u001b[31mued"}}"#, "queued"), ("", "approved"),
    ]) func `approving tells what the server says`(body: String, words: String) throws {
        let (result, requests) = try API.run(["tasks", "approve", "task/1"], API.json(body))
        #expect(result.status == 0)
        #expect(result.output == "Task task/1: \(words)\n")
        #expect(requests == ["POST /v1/lexi/tasks/task%2F1/approve HTTP/1.1"])
    }

    @Test func `dismissing may give a reason`() throws {
        let body = API.json(#"{"data":{"task_id":"t","status":"dismissed"}}"#)
        let (plain, first) = try API.run(["tasks", "dismiss", "t"], body)
        #expect(plain.output == "Task t: dismissed\n")
        #expect(first == ["POST /v1/lexi/tasks/t/dismiss HTTP/1.1"])
        let (_, second) = try API.run(
            ["tasks", "dismiss", "t", "--reason", "Not \"now\""], body)
        #expect(
            second == [#"POST /v1/lexi/tasks/t/dismiss HTTP/1.1 {"reason":"Not \"now\""}"#])
    }

    @Test func `each failure has its exit status and advice`() throws {
        for (status, code, exit, words) in [
            ("400 Bad Request", "validation_error", Int32(65), "Only pending tasks"),
            ("403 Forbidden", "insufficient_permissions", 77, "the permission lexi."),
            ("404 Not Found", "not_found", 66, "lexi tasks list"),
        ] {
            let (result, _) = try API.run(
                ["tasks", "approve", "t"],
                API.json(#"{"error":{"code":"\#(code)","message":"Own words."}}"#, status: status))
            #expect(result.status == exit)
            #expect(
                result.errors.hasPrefix(
                    "error: \(code) (HTTP \(status.prefix(3))): Own words.\n  "))
            #expect(result.errors.contains(words))
        }
    }

    @Test func `a page in place of an answer is no approval`() throws {
        let (result, _) = try API.run(
            ["tasks", "approve", "t"],
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p>x")
        #expect(result.status == 76 && result.output.isEmpty)
    }

    @Test func `the demo is explained, and an unknown status is refused with the known`() throws {
        #expect(try Program.run("tasks", "list", "--demo").status == 64)
        let result = try Program.run("tasks", "list", "--status", "aproved")
        #expect(result.status == 64)
        #expect(result.errors.contains("dismissed"))
    }

    @Test func `asking tells where approvals wait`() throws {
        #expect(try Program.run("ask", "--help").output.contains("lexi tasks list"))
    }
}
