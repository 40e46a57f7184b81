import LexiAPI
import LexiClient
import LexiTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct TaskCallTests {
    private let calls = Calls()

    @Test func `tasks are asked for by their status`() async throws {
        let body = """
            {"data": {"tasks": [
              {"id": "task/1", "type": "prospect_search", "status": "failed",
               "description": "Find prospects", "created_at": "2026-11-24T14:02:33Z",
               "metadata": {"query": "fintech in Basel"}}
            ]}}
            """
        let (result, requests) = try await calls.run(
            Calls.response("200 OK", body, headers: "X-Request-ID: req_1\r\n")
        ) { client throws(RequestError) in try await client.tasks(status: .failed) }
        #expect(
            requests == [
                "GET /v1/lexi/tasks?status=failed HTTP/1.1\r\nAccept: application/json\r\n"
                    + "User-Agent: lexi/test\r\nAuthorization: Bearer wbk_test\r\n"
                    + "host: 127.0.0.1:PORT\r\n\r\n"
            ])
        let task = LexiTask(
            id: "task/1", type: "prospect_search", status: "failed", description: "Find prospects",
            createdAt: Timestamp("2026-11-24T14:02:33Z"),
            metadata: .object([.init("query", .string("fintech in Basel"))]))
        #expect(
            try result.get()
                == Answer(
                    Page(items: [task]), head: ResponseHead(status: 200, requestID: "req_1")))
    }

    @Test func `approving sends a key and no body`() async throws {
        let (result, requests) = try await calls.run(
            Calls.response(
                "200 OK",
                #"{"data":{"task_id":"t1","status":"approved","execution_started":true}}"#)
        ) { client throws(RequestError) in
            try await client.approveTask("t/1", idempotencyKey: Calls.key)
        }
        #expect(
            requests == [
                "POST /v1/lexi/tasks/t%2F1/approve HTTP/1.1\r\nAccept: application/json\r\n"
                    + "Idempotency-Key: \(Calls.key)\r\nUser-Agent: lexi/test\r\n"
                    + "Authorization: Bearer wbk_test\r\nhost: 127.0.0.1:PORT\r\n"
                    + "Content-Length: 0\r\n\r\n"
            ])
        #expect(
            try result.get().value
                == TaskDecision(taskID: "t1", status: "approved", hasStarted: true))
    }

    @Test func `dismissing sends the reason, if there is one`() async throws {
        let response = Calls.response(
            "200 OK", #"{"data":{"task_id":"t1","status":"dismissed"}}"#)
        for (reason, ending) in [
            ("not_relevant", "Content-Length: 25\r\n\r\n" + #"{"reason":"not_relevant"}"#),
            (nil, "Content-Length: 0\r\n\r\n"),
        ] {
            let (result, requests) = try await calls.run(response) { client throws(RequestError) in
                try await client.dismissTask("t1", reason: reason, idempotencyKey: Calls.key)
            }
            #expect(requests[0].hasPrefix("POST /v1/lexi/tasks/t1/dismiss HTTP/1.1\r\n"))
            #expect(requests[0].contains("Idempotency-Key: \(Calls.key)\r\n"))
            #expect(requests[0].hasSuffix(ending))
            #expect(
                try result.get().value == TaskDecision(taskID: "t1", status: "dismissed"))
        }
    }
}
