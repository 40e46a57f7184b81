import LexiAPI
import LexiClient
import LexiTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct CallRetryTests {
    private let calls = Calls()

    private static let deleted: [ScriptedServer.Step] = [
        .readRequest, .send("HTTP/1.1 204 No Content\r\n\r\n"), .close,
    ]

    private func refusal(_ status: String, _ headers: String = "") -> [ScriptedServer.Step] {
        [.readRequest, .send(Calls.response(status, "later", type: nil, headers: headers)), .close]
    }

    private func delete(
        _ scripts: [[ScriptedServer.Step]], timeouts: ClientConfiguration.Timeouts = .init()
    ) async throws -> (result: Result<Answer<Void>, RequestError>, requests: [String]) {
        let retried = calls.retried
        return try await calls.run(scripts, timeouts: timeouts) { client throws(RequestError) in
            try await client.deleteConversation(
                "c", idempotencyKey: Calls.key, onRetry: retried.take)
        }
    }

    @Test(arguments: [ScriptedServer.Step.close, .reset])
    func `a connection that ends before a response is tried again, with the same key`(
        end: ScriptedServer.Step
    ) async throws {
        let (result, requests) = try await delete([[.readRequest, end], Self.deleted])
        #expect(try result.get().head.status == 204)
        #expect(requests.count == 2 && Set(requests).count == 1)
        #expect(requests[0].contains("Idempotency-Key: \(Calls.key)\r\n"))
        #expect(calls.retried.retries.map(\.attempt) == [2])
        #expect(calls.retried.retries[0].failure.code == .network)
        #expect(calls.time.waits == [.milliseconds(500)])
    }

    @Test(arguments: ["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"])
    func `a service that is not there is asked again, four times in all`(
        status: String
    ) async throws {
        let script = refusal(status, "X-Request-ID: req_1\r\n")
        let (result, requests) = try await delete([script, script, script, script])
        let number = try #require(Int(status.prefix(3)))
        #expect(requests.count == 4)
        #expect(
            result.failed?.failure
                == Failure(
                    code: .http(number), message: "The server answered \(number): later",
                    status: number))
        #expect(result.failed?.head?.requestID == "req_1")
        #expect(calls.time.waits == [.milliseconds(500), .seconds(1), .seconds(2)])
    }

    @Test func `a rate limit is waited out as long as it says`() async throws {
        let (result, _) = try await delete([
            refusal("429 Too Many Requests", "Retry-After: 7\r\n"),
            refusal(
                "429 Too Many Requests",
                // Seven seconds are already waited.
                "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: \(1_795_478_400 + 7 + 12)\r\n"),
            Self.deleted,
        ])
        #expect(try result.get().head.status == 204)
        #expect(calls.time.waits == [.seconds(7), .seconds(12)])
    }

    @Test func `one that lasts too long fails at once and says until when`() async throws {
        let (result, requests) = try await delete([
            refusal("429 Too Many Requests", "Retry-After: 3600\r\n")
        ])
        #expect(requests.count == 1)
        #expect(result.failed?.failure.status == 429)
        #expect(result.failed?.failure.retryAt == 1_795_482_000.0)
        #expect(result.failed?.head?.retryAfter == .seconds(3600))
    }

    @Test(arguments: [
        "400 Bad Request", "401 Unauthorized", "402 Payment Required", "403 Forbidden",
        "404 Not Found", "409 Conflict", "500 Internal Server Error",
    ]) func `other refusals are final`(status: String) async throws {
        let (result, requests) = try await delete([refusal(status, "Retry-After: 1\r\n")])
        #expect(result.failed != nil && requests.count == 1 && calls.time.waits.isEmpty)
    }

    @Test func `once the answer has begun, nothing is sent again`() async throws {
        let (result, requests) = try await delete([
            [
                .readRequest,
                .send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 9\r\n\r\n{"), .reset,
            ]
        ])
        #expect(result.failed?.failure.code == .network)
        #expect(requests.count == 1 && calls.time.waits.isEmpty)
    }

    @Test func `the key is in no word about a retry`() async throws {
        let key = "wbk_live_0123456789abcdef"
        let retried = calls.retried
        let result = try await calls.run(
            [
                [
                    .readRequest,
                    .send(
                        Calls.response(
                            "503 Oops", "no \(key)", type: nil,
                            headers: "X-Request-ID: \(key)\r\n")), .close,
                ],
                Self.deleted,
            ], key: key
        ) { client throws(RequestError) in
            try await client.deleteConversation(
                "c", idempotencyKey: Calls.key, onRetry: retried.take)
        }.result
        #expect(try result.get().head.status == 204)
        #expect(retried.retries[0].failure.message == "The server answered 503: no •••")
        #expect(retried.retries[0].head?.requestID == "•••")
    }
}
