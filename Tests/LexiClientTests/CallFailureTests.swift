import LexiAPI
import LexiClient
import LexiTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct CallFailureTests {
    private let calls = Calls()

    private func list(
        _ response: String, key: String? = "wbk_test",
        timeouts: ClientConfiguration.Timeouts = .init()
    ) async throws -> Result<Answer<Page<ConversationSummary>>, RequestError> {
        try await calls.run(response, key: key, timeouts: timeouts) {
            client throws(RequestError) in try await client.conversations()
        }.result
    }

    @Test(
        arguments: [
            ("400 Bad Request", .validationError), ("401 Unauthorized", .invalidKey),
            ("402 Payment Required", .insufficientCredits),
            ("403 Forbidden", .insufficientPermissions), ("404 Not Found", .notFound),
        ] as [(String, Failure.Code)])
    func `each documented error carries the server's words and the request`(
        status: String, code: Failure.Code
    ) async throws {
        let body = #"{"error":{"code":"\#(code.rawValue)","message":"The server's words."}}"#
        let failed = try await list(
            Calls.response(status, body, headers: "X-Request-ID: req_1\r\n")
        ).failed
        let number = try #require(Int(status.prefix(3)))
        #expect(
            failed?.failure == Failure(code: code, message: "The server's words.", status: number))
        #expect(failed?.head == ResponseHead(status: number, requestID: "req_1"))
    }

    @Test func `the fields of an invalid request are named`() async throws {
        let failed = try await list(
            Calls.response(
                "400 Bad Request",
                #"{"error":{"code":"validation_error","message":"No.","#
                    + #""details":{"fields":{"title":"too long"}}}}"#)
        ).failed
        #expect(failed?.failure.message == "No.")
        #expect(failed?.failure.explanation == "No. (title: too long)")
    }

    @Test func `an error that is not JSON is quoted in one harmless line`() async throws {
        let failed = try await list(
            Calls.response(
                "500 Oops", "\u{1B}[31mOops\n" + String(repeating: "x", count: 100_000),
                type: "text/plain")
        ).failed
        #expect(failed?.failure.code == .http(500))
        #expect(failed?.failure.message.hasPrefix("The server answered 500: Oops") == true)
        #expect(failed?.failure.message.count ?? 0 < 250)
    }

    @Test(arguments: [
        (
            Calls.response("200 OK", "<html>Log in</html>", type: "text/html"),
            #"with "text/html", not JSON."#
        ),
        (Calls.response("200 OK", "data: x\n\n", type: "text/event-stream"), "not JSON."),
        (Calls.response("200 OK", #"{"data":"#), "with invalid JSON at byte 8: "),
        (Calls.response("200 OK", ""), ", but without what was asked for."),
        ("HTTP/1.1 204 No Content\r\n\r\n", ", but without what was asked for."),
        (Calls.response("200 OK", "[]"), ", but without what was asked for."),
        (Calls.response("200 OK", #"{"data":{}}"#), ", but without what was asked for."),
        (
            Calls.response("200 OK", "{}", headers: "Content-Encoding: gzip\r\n"),
            "compressed (gzip)"
        ),
    ]) func `an answer that is none is a protocol failure`(
        response: String, words: String
    ) async throws {
        let failed = try await list(response).failed
        #expect(failed?.failure.code == .protocolError)
        #expect(failed?.failure.message.contains(words) == true)
        #expect(failed?.head != nil)
    }

    @Test func `a page in place of an answer does not pass for a deletion`() async throws {
        let result = try await calls.run(
            Calls.response("200 OK", "<html>Log in</html>", type: "text/html")
        ) { client throws(RequestError) in
            try await client.deleteConversation("c", idempotencyKey: Calls.key)
        }.result
        #expect(result.failed?.failure.code == .protocolError)
    }

    @Test(arguments: ["application/json; charset=utf-8", "application/problem+json", nil])
    func `JSON by other names is read`(type: String?) async throws {
        let result = try await list(
            Calls.response("200 OK", #"{"data":null}"#, type: type))
        #expect(try result.get().value == Page(items: []))
    }

    @Test func `an error with a status that says yes is an error`() async throws {
        let failed = try await list(
            Calls.response("200 OK", #"{"error":{"code":"not_found","message":"Gone."}}"#)
        ).failed
        #expect(failed?.failure == Failure(code: .notFound, message: "Gone."))
    }

    @Test func `redirects are not followed`() async throws {
        let failed = try await list(
            "HTTP/1.1 308 Permanent Redirect\r\nLocation: https://other.example/x?token=1\r\n"
                + "Content-Length: 0\r\n\r\n"
        ).failed
        #expect(
            failed?.failure
                == Failure(
                    code: .http(308),
                    message: "The server redirects to other.example. "
                        + "Redirects are not followed; correct the base URL.", status: 308))
    }

    @Test func `the key comes back in nothing`() async throws {
        let key = "wbk_live_0123456789abcdef"
        let body =
            #"{"data":{"conversations":[{"id":"\#(key)","title":"is \u0077bk_live_0123456789abcdef","#
            + #""context":{"deal_id":"\#(key)"}}]}}"#
        let head = "X-Request-ID: \(key)\r\n"
        let answer = try await list(Calls.response("200 OK", body, headers: head), key: key).get()
        #expect(
            answer.value.items == [
                ConversationSummary(
                    id: "•••", title: "is •••", context: ChatContext(deal: "•••"))
            ])
        #expect(answer.head.requestID == "•••")
        let failed = try await list(
            Calls.response(
                "401 Unauthorized",
                #"{"error":{"code":"\#(key)","message":"\#(key) is not valid"}}"#, headers: head),
            key: key
        ).failed
        #expect(failed?.failure.message == "••• is not valid")
        #expect(failed?.failure.code.rawValue == "•••")
        #expect(failed?.head?.requestID == "•••")
    }

    @Test func `a key that cannot be sent is not quoted`() async throws {
        let result = try await calls.run([], key: "wbk_\u{1B}live_0123456789") {
            client throws(RequestError) in try await client.conversations()
        }.result
        #expect(result.failed?.failure.code == .invalidKey)
        #expect(result.failed?.failure.message.contains("0123") == false)
    }

    @Test func `an answer of more than 8 MiB is an error, not memory`() async throws {
        let filler = [UInt8](repeating: UInt8(ascii: " "), count: 9 << 20)
        let result = try await calls.run([
            [
                .readRequest,
                .send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"),
                .sendBytes(filler), .close,
            ]
        ]) { client throws(RequestError) in try await client.conversations() }.result
        #expect(
            result.failed?.failure
                == Failure(
                    code: .protocolError,
                    message: "The server answered 200 with more than 8 MiB of JSON.", status: 200))
    }

    @Test func `a silent server and one that stops in the middle are told apart`() async throws {
        let silent = try await calls.run(
            [[.readRequest, .readUntilClosed]], timeouts: .init(firstByte: .milliseconds(50))
        ) { client throws(RequestError) in try await client.conversations() }.result
        #expect(silent.failed?.failure.code == .timeout)
        #expect(silent.failed?.failure.message.contains("time-out for the first byte") == true)
        #expect(silent.failed?.head == nil)
        let stopped = try await calls.run(
            [
                [
                    .readRequest,
                    .send(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 100\r\n\r\n{\"data\":"), .readUntilClosed,
                ]
            ], timeouts: .init(idle: .milliseconds(50))
        ) { client throws(RequestError) in try await client.conversations() }.result
        #expect(stopped.failed?.failure.message.contains("idle time-out") == true)
        #expect(stopped.failed?.head?.status == 200)
    }

    @Test func `the time-out for the whole counts`() async throws {
        let result = try await calls.run(
            [[.readRequest, .readUntilClosed]], timeouts: .init(overall: .milliseconds(50))
        ) { client throws(RequestError) in try await client.conversations() }.result
        #expect(
            result.failed?.failure.message
                == "The answer was not complete within 50 ms (time-out for the whole answer).")
    }

    @Test func `a body that is cut is not taken for whole`() async throws {
        let failed = try await list(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
                + #"{"data":null}"#
        ).failed
        #expect(failed?.failure.code == .network)
        #expect(failed?.failure.message.contains("in the middle of the answer") == true)
    }

    @Test func `cancelling closes the connection at once`() async throws {
        let asked = ScriptedServerGate()
        let closed = ScriptedServerGate()
        let server = try ScriptedServer([
            [.readRequest, .open(asked), .readUntilClosed, .open(closed)]
        ])
        defer { server.stop() }
        let client = LexiClient(try ClientConfiguration(baseURL: server.url))
        let task = Task { () async -> RequestError? in
            do throws(RequestError) {
                _ = try await client.tasks()
                return nil
            } catch {
                return error
            }
        }
        await asked.wait()
        task.cancel()
        #expect(await task.value == .cancelled)
        await closed.wait()
        await client.shutdown()
    }
}
