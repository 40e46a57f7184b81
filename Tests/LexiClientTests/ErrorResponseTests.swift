import LexiAPI
import LexiClient
import LexiTesting
import LexiWireSamples
import Testing

@Suite(.timeLimit(.minutes(5))) struct ErrorResponseTests {
    private func answer(
        _ status: String, type: String? = "application/json", _ body: String, headers: String = ""
    ) async throws -> [RunEvent] {
        try await run([
            .send(
                "HTTP/1.1 \(status)\r\n" + (type.map { "Content-Type: \($0)\r\n" } ?? "") + headers
                    + "Content-Length: \(body.utf8.count)\r\n\r\n" + body), .close,
        ])
    }

    private func failure(_ events: [RunEvent]) -> Failure? {
        if events.count == 3, case .failed(let failure) = events[1],
            events[2] == .ended(.failed, terminator: false)
        {
            failure
        } else {
            nil
        }
    }

    static let documented: [(String, Failure.Code)] = [
        ("400 Bad Request", .validationError), ("401 Unauthorized", .invalidKey),
        ("402 Payment Required", .insufficientCredits), ("403 Forbidden", .insufficientPermissions),
        ("404 Not Found", .conversationNotFound), ("429 Too Many Requests", .rateLimited),
    ]

    @Test(arguments: documented)
    func `each documented error, nested and flat`(status: String, code: Failure.Code) async throws {
        let object = #"{"code":"\#(code.rawValue)","message":"The server's words.","details":{}}"#
        let expected = Failure(
            code: code, message: "The server's words.", status: Int(status.prefix(3)))
        #expect(failure(try await answer(status, #"{"error":\#(object)}"#)) == expected)
        #expect(failure(try await answer(status, object)) == expected)
    }

    @Test func `the head comes before the failure, with the rate limit`() async throws {
        let events = try await answer(
            "429 Too Many Requests", #"{"error":{"code":"rate_limited","message":"Slow down"}}"#,
            headers: "X-RateLimit-Limit: 1000\r\nX-RateLimit-Remaining: 0\r\n"
                + "X-RateLimit-Reset: soon\r\nRetry-After: 7\r\nX-Request-ID: req_1\r\n")
        #expect(
            events.first
                == .responded(
                    ResponseHead(
                        status: 429, requestID: "req_1",
                        rateLimit: RateLimit(limit: 1000, remaining: 0), retryAfter: .seconds(7))))
        #expect(failure(events)?.code == .rateLimited)
    }

    @Test func `of a proxy's page the title is told, in one harmless line, and nothing else`()
        async throws
    {
        let events = try await answer(
            "502 Bad Gateway", type: "text/html",
            "<!DOCTYPE html>\r\n<html><head><TITLE lang=en>\u{1B}[2J502 Bad\tGateway\u{202E}\n"
                + "&ndash; R&amp;D</title></head><h1>Bad</h1>\n"
                + String(repeating: "x", count: 5000))
        let failure = try #require(self.failure(events))
        #expect(failure.code == .http(502))
        #expect(failure.code.rawValue == "http_502")
        #expect(
            failure.message
                == "The server answered 502 with a web page titled \"502 Bad Gateway – R&D\".")
    }

    @Test(arguments: [
        "<html>\r\n<h1>Bad Gateway</h1>", "\u{FEFF} <h1>no title</h1>",
        "<?xml version=\"1.0\"?><E/>",
        "<html><title></title></html>", "<html><title>cut in the mid", "<!-- x -->",
    ]) func `a page without a title is told as a page`(_ page: String) async throws {
        #expect(
            failure(try await answer("500 Internal Server Error", type: nil, page))?.message
                == "The server answered 500 with a web page.")
    }

    @Test func `a page that is promised as an event stream is not shown`() async throws {
        let events = try await run([
            .send(Wire.streamHead + "<html><title>Sign in</title><b>x</b></html>\n"), .close,
        ])
        #expect(
            failure(events)?.message
                == "This is no event stream: it begins with \"<html>\" and is a web page titled "
                + "\"Sign in\".")
    }

    @Test func `an error without a body or without words is named by its status`() async throws {
        #expect(
            failure(try await answer("503 Service Unavailable", type: nil, ""))
                == Failure(
                    code: .http(503), message: "The server answered 503 without an explanation.",
                    status: 503))
        #expect(
            failure(try await answer("500 Internal Server Error", #"{"msg":"boom"}"#))
                == Failure(
                    code: .http(500), message: #"The server answered 500: {"msg":"boom"}"#,
                    status: 500))
        #expect(
            failure(try await answer("500 Internal Server Error", #"{"error":"boom"}"#))
                == Failure(code: .http(500), message: "boom", status: 500))
    }

    @Test func `of an endless error body only the start is read`() async throws {
        let events = try await run([
            .send("HTTP/1.1 500 Oops\r\nContent-Type: text/plain\r\n\r\n"),
            .sendBytes([UInt8](repeating: UInt8(ascii: "x"), count: 100_000)), .readUntilClosed,
        ])
        #expect(failure(events)?.code == .http(500))
    }

    @Test func `an error body that stalls does not hide the status`() async throws {
        let events = try await run(
            [
                .send("HTTP/1.1 500 Oops\r\nContent-Length: 10\r\n\r\nabc"), .readUntilClosed,
            ], timeouts: .init(errorBody: .milliseconds(50)))
        #expect(
            failure(events)
                == Failure(
                    code: .http(500), message: "The server answered 500: abc", status: 500))
    }

    @Test(
        arguments: [
            ("text/html", "\"text/html\""), ("text/event-stream-x", "\"text/event-stream-x\""),
            (nil, "no content type"),
        ] as [(String?, String)])
    func `another content type is not an event stream`(type: String?, named: String) async throws {
        #expect(
            failure(try await answer("200 OK", type: type, Wire.conforming))
                == Failure(
                    code: .protocolError,
                    message: "The server answered 200 with \(named), not an event stream.",
                    status: 200))
    }

    @Test func `a compressed answer was not asked for and is named`() async throws {
        let server = try ScriptedServer([
            [
                .readRequest,
                .send(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                        + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\u{1F}x"),
                .close,
            ]
        ])
        defer { server.stop() }
        let failure = failure(await (try Turn(server.url)).run())
        #expect(failure?.code == .protocolError)
        #expect(failure?.message.contains("gzip") == true)
    }

    @Test func `a redirect is not followed and names the host only`() async throws {
        #expect(
            failure(
                try await answer(
                    "307 Temporary Redirect", type: nil, "",
                    headers: "Location: https://u:p@login.example.com/x?token=1\r\n"))
                == Failure(
                    code: .http(307),
                    message: "The server redirects to login.example.com. "
                        + "Redirects are not followed; correct the base URL.",
                    status: 307))
        #expect(
            failure(
                try await answer(
                    "302 Found", type: nil, "", headers: "Location: file:///etc/passwd\r\n"))?
                .message
                == "The server redirects to an address without a host. "
                + "Redirects are not followed; correct the base URL.")
    }

    @Test func `a JSON body instead of a stream is read as the whole answer`() async throws {
        #expect(
            try await answer(
                "200 OK", type: "application/json; charset=utf-8",
                #"{"data":{"response":"Hello","task_id":null,"conversation_id":"c1"}}"#) == [
                    responded(), .text(delta: "Hello", conversationID: "c1"),
                    .ended(.completed, terminator: false),
                ])
        #expect(
            try await answer(
                "200 OK", #"{"data":{"response":"Hi","credits_remaining":3,"message_id":"m"}}"#)
                == [
                    responded(), .text(delta: "Hi", conversationID: nil),
                    .done(creditsRemaining: 3, messageID: "m", conversationID: nil),
                    .ended(.completed, terminator: false),
                ])
    }

    @Test func `a JSON body may be an error or make no sense`() async throws {
        #expect(
            failure(try await answer("200 OK", #"{"error":{"code":"invalid_key","message":"No"}}"#))
                == Failure(code: .invalidKey, message: "No"))
        #expect(
            failure(try await answer("200 OK", "{"))?.message
                == "Instead of an event stream came invalid JSON at byte 1: "
                + "a member name was expected."
        )
        #expect(failure(try await answer("200 OK", #"{"data":[]}"#))?.code == .protocolError)
    }

    @Test func `the key is shown nowhere, although the server repeats it everywhere`() async throws
    {
        let key = "wbk_live_0123456789abcdef"
        let scripts: [[ScriptedServer.Step]] = [
            [
                .readRequest,
                .send(
                    "HTTP/1.1 401 Unauthorized\r\nX-Request-ID: \(key)\r\n\r\n"
                        + #"{"error":{"code":"\#(key)","message":"Bearer \#(key)\#u{301} is unknown"}}"#
                ),
                .close,
            ],
            [
                .readRequest,
                .send(
                    Wire.streamHead + "event: \(key)\ndata: \(key)\n\nevent: text\ndata: \(key)\n\n"
                        + "event: text\ndata: {\"delta\":\"a\(key)b\"}\n\n"
                        + "event: error\ndata: \(key)\n\n"
                ),
                .close,
            ],
            [.readRequest, .send("HTTP/1.1 502 Bad\r\n\r\nno \(key)"), .close],
            [.readRequest, .send("HTTP/1.1 307 Go\r\nLocation: http://\(key)/\r\n\r\n"), .close],
        ]
        for script in scripts {
            let server = try ScriptedServer([script])
            defer { server.stop() }
            let events = await (try Turn(server.url, key: key)).run()
            #expect(events.contains { "\($0)".contains("•••") })
            for event in events { #expect(!"\(event)".utf8.contains(key)) }
        }
    }
}

extension String.UTF8View {
    fileprivate func contains(_ text: String) -> Bool { !ranges(of: Array(text.utf8)).isEmpty }
}
