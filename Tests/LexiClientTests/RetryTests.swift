import LexiAPI
import LexiClient
import LexiTesting
import LexiWireSamples
import Synchronization
import Testing

/// Time that passes at once, and what was waited for.
final class QuickTime: Sendable {
    private let slept = Mutex<[Duration]>([])

    var waits: [Duration] { slept.withLock { $0 } }

    var surroundings: ClientSurroundings {
        ClientSurroundings(
            now: {
                let passed = self.waits.reduce(Duration.zero, +)
                return Instant(nanoseconds: 0, unixSeconds: 1_795_478_400).advanced(by: passed)
            },
            sleep: { duration in self.slept.withLock { $0.append(duration) } }, chance: { 0.5 })
    }
}

@Suite(.timeLimit(.minutes(5))) struct RetryTests {
    private let time = QuickTime()

    private static let answer =
        Wire.streamHead + Wire.textEvent + Wire.doneEvent + "data: [DONE]\n\n"
    private static let answerEvents: [RunEvent] = [
        responded(), Wire.text, Wire.done, .ended(.completed, terminator: true),
    ]

    private func refusal(
        _ status: String, _ headers: String = "", body: String = ""
    ) -> [ScriptedServer.Step] {
        [
            .readRequest,
            .send(
                "HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n"
                    + "Connection: close\r\n\r\n\(body)"), .close,
        ]
    }

    /// Plays one script to each attempt, of which there must be as many.
    private func run(
        _ scripts: [[ScriptedServer.Step]], timeouts: ClientConfiguration.Timeouts = .init(),
        retries: ClientConfiguration.RetryPolicy = .init()
    ) async throws -> (events: [RunEvent], requests: [String], port: Int) {
        let server = try ScriptedServer(scripts)
        defer { server.stop() }
        let turn = try Turn(
            server.url, timeouts: timeouts, retries: retries, surroundings: time.surroundings)
        let events = await turn.run()
        #expect(server.requests.count == scripts.count)
        return (events, server.requests, server.port)
    }

    @Test func `a refused connection is tried four times, then the turn fails`() async throws {
        let closed = try ScriptedServerClosedPort()
        let turn = try Turn(closed.url, retries: .init(), surroundings: time.surroundings)
        let failure = Failure(
            code: .network,
            message: "Nothing answers at 127.0.0.1:\(closed.port): the connection was refused.")
        #expect(
            await turn.run() == [
                .retrying(Retry(attempt: 2, wait: .milliseconds(500), failure: failure)),
                .retrying(Retry(attempt: 3, wait: .seconds(1), failure: failure)),
                .retrying(Retry(attempt: 4, wait: .seconds(2), failure: failure)),
                .failed(failure), .ended(.failed, terminator: false),
            ])
        #expect(time.waits == [.milliseconds(500), .seconds(1), .seconds(2)])
    }

    @Test(arguments: [ScriptedServer.Step.close, .reset])
    func `a connection that ends before a response is tried again, with the same key`(
        end: ScriptedServer.Step
    ) async throws {
        let (events, requests, _) = try await run([
            [.readRequest, end], [.readRequest, .send(Self.answer), .close],
        ])
        guard case .retrying(let retry) = events.first else {
            Issue.record("not tried again")
            return
        }
        #expect(retry.attempt == 2)
        #expect(retry.failure.code == .network)
        #expect(retry.head == nil)
        #expect(Array(events.dropFirst()) == Self.answerEvents)
        #expect(requests[0] == requests[1])
        #expect(requests[0].contains("Idempotency-Key: \(Turn.idempotencyKey)\r\n"))
    }

    @Test(arguments: ["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"])
    func `a service that is not there is asked again`(status: String) async throws {
        let code = Int(status.prefix(3)) ?? 0
        let (events, _, _) = try await run([
            refusal(status, "X-Request-ID: req_1\r\n", body: "later"),
            [.readRequest, .send(Self.answer), .close],
        ])
        let failure = Failure(
            code: .http(code), message: "The server answered \(code): later", status: code)
        #expect(
            events == [
                .retrying(
                    Retry(
                        attempt: 2, wait: .milliseconds(500), failure: failure,
                        head: ResponseHead(status: code, requestID: "req_1")))
            ] + Self.answerEvents)
    }

    @Test func `the last refusal shows its response`() async throws {
        let script = refusal("503 Service Unavailable")
        let (events, _, _) = try await run([script, script, script, script])
        let failure = Failure(
            code: .http(503), message: "The server answered 503 without an explanation.",
            status: 503)
        #expect(events.count == 6)
        #expect(
            Array(events.suffix(3)) == [
                responded(503), .failed(failure), .ended(.failed, terminator: false),
            ])
    }

    @Test func `a rate limit is waited out as long as it says`() async throws {
        let body = #"{"error":{"code":"rate_limited","message":"Slow down"}}"#
        let (events, requests, _) = try await run([
            refusal("429 Too Many Requests", "Retry-After: 7\r\n", body: body),
            refusal(
                "429 Too Many Requests",
                // Nine seconds between the server's clock and the date it names.
                "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                    + "Retry-After: Sun, 06 Nov 1994 08:49:46 GMT\r\n", body: body),
            refusal(
                "429 Too Many Requests",
                "X-RateLimit-Limit: 10\r\nX-RateLimit-Remaining: 0\r\n"
                    // Sixteen seconds are already waited.
                    + "X-RateLimit-Reset: \(1_795_478_400 + 16 + 12)\r\n", body: body),
            [.readRequest, .send(Self.answer), .close],
        ])
        #expect(time.waits == [.seconds(7), .seconds(9), .seconds(12)])
        #expect(Set(requests).count == 1)
        #expect(Array(events.suffix(4)) == Self.answerEvents)
        let failures = events.compactMap { event -> Failure? in
            if case .retrying(let retry) = event { retry.failure } else { nil }
        }
        let failure = Failure(code: .rateLimited, message: "Slow down", status: 429)
        #expect(failures == [failure, failure, failure])
    }

    @Test func `a rate limit that lasts too long fails at once and says until when`() async throws {
        let (events, _, _) = try await run([
            refusal(
                "429 Too Many Requests", "Retry-After: 3600\r\n",
                body: #"{"error":{"code":"rate_limited","message":"Daily limit"}}"#)
        ])
        #expect(
            events == [
                .responded(ResponseHead(status: 429, retryAfter: .seconds(3600))),
                .failed(
                    Failure(
                        code: .rateLimited, message: "Daily limit", status: 429,
                        retryAt: 1_795_478_400 + 3600)),
                .ended(.failed, terminator: false),
            ])
        #expect(time.waits.isEmpty)
    }

    @Test(arguments: [
        "400 Bad Request", "401 Unauthorized", "402 Payment Required", "403 Forbidden",
        "404 Not Found", "408 Request Timeout", "409 Conflict", "500 Internal Server Error",
        "501 Not Implemented",
    ])
    func `other refusals are final`(status: String) async throws {
        let (events, _, _) = try await run([refusal(status, "Retry-After: 1\r\n", body: "No.")])
        #expect(
            events.last == .ended(.failed, terminator: false) && events.count == 3
                && time.waits.isEmpty)
    }

    @Test func `once a stream has begun, nothing is sent again by itself`() async throws {
        for end in [ScriptedServer.Step.close, .reset] {
            let seen = ScriptedServerGate()
            let server = try ScriptedServer([
                [.readRequest, .send(Wire.streamHead), .wait(seen), end],
                [.readRequest, .send(Self.answer), .close],
            ])
            defer { server.stop() }
            let turn = try Turn(server.url, retries: .init(), surroundings: time.surroundings) {
                if $0 == responded() { seen.open() }
            }
            let events = await turn.run()
            #expect(events.first == responded())
            #expect(events.last != .ended(.completed, terminator: false))
            #expect(server.requests.count == 1)
        }
        #expect(time.waits.isEmpty)
    }

    @Test func `a rate limit in the stream is final`() async throws {
        let (events, _, _) = try await run([
            [
                .readRequest,
                .send(
                    Wire.streamHead
                        + "event: error\ndata: {\"code\":\"rate_limited\",\"message\":\"No\"}\n\n"
                        + "data: [DONE]\n\n"),
                .close,
            ]
        ])
        #expect(
            events == [
                responded(), .failed(Failure(code: .rateLimited, message: "No")),
                .ended(.failed, terminator: true),
            ])
    }

    @Test func `a server that took the request but says nothing is not asked twice`() async throws {
        let (events, _, _) = try await run(
            [[.readRequest, .readUntilClosed]], timeouts: .init(firstByte: .milliseconds(50)))
        #expect(events.count == 2)
        #expect(events.last == .ended(.failed, terminator: false))
    }

    @Test func `neither is one that does not speak HTTP or TLS`() async throws {
        _ = try await run([[.readRequest, .send("SSH-2.0-OpenSSH_9.2\r\n"), .close]])
        let server = try ScriptedServer([
            [.send("HTTP/1.1 400 Bad Request\r\n\r\n"), .readUntilClosed]
        ])
        defer { server.stop() }
        let turn = try Turn(
            "https://127.0.0.1:\(server.port)", retries: .init(), surroundings: time.surroundings)
        #expect(await turn.run().count == 2)
        #expect(time.waits.isEmpty)
    }

    @Test func `the time-out for the whole turn counts the waits`() async throws {
        let script = refusal("503 Service Unavailable", "Retry-After: 2\r\n")
        let (events, _, _) = try await run(
            [script, script], timeouts: .init(overall: .seconds(3)))
        #expect(time.waits == [.seconds(2)])
        #expect(events.count == 4)
        #expect(events.last == .ended(.failed, terminator: false))
    }

    @Test func `stopping ends the wait for the next attempt`() async throws {
        let waiting = ScriptedServerGate()
        var surroundings = ClientSurroundings.system
        surroundings.sleep = { _ in
            waiting.open()
            try await Task.sleep(for: .seconds(3600))
        }
        let server = try ScriptedServer([refusal("503 Service Unavailable")])
        defer { server.stop() }
        let turn = try Turn(server.url, retries: .init(), surroundings: surroundings)
        let task = Task { await turn.run() }
        await waiting.wait()
        task.cancel()
        let events = await task.value
        #expect(events.count == 2)
        #expect(events.last == .ended(.cancelled, terminator: false))
        #expect(server.requests.count == 1)
    }

    @Test func `stopping while a refusal is read is a stop`() async throws {
        let asked = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send("HTTP/1.1 503 Later\r\nContent-Length: 9\r\n\r\n"),
                .open(asked), .readUntilClosed,
            ]
        ])
        defer { server.stop() }
        let turn = try Turn(server.url, retries: .init(), surroundings: time.surroundings)
        let task = Task { await turn.run() }
        await asked.wait()
        task.cancel()
        #expect(await task.value.last == .ended(.cancelled, terminator: false))
        #expect(time.waits.isEmpty)
    }

    @Test func `a key that was used before may get the stored answer as JSON`() async throws {
        for name in ["response", "content"] {
            let body = #"{"data":{"\#(name)":"Stored","conversation_id":"c1"}}"#
            let (events, _, _) = try await run([
                refusal("200 OK", "Content-Type: application/json\r\n", body: body)
            ])
            #expect(
                events == [
                    responded(), .text(delta: "Stored", conversationID: "c1"),
                    .ended(.completed, terminator: false),
                ])
        }
    }

    @Test(arguments: [
        #"{"error":{"code":"request_in_progress","message":"Wait."}}"#,
        #"{"code":"idempotency_key_in_progress","message":"Wait."}"#,
        #"{"error":{"code":"conflict","message":"This request is still being processed."}}"#,
    ]) func `a request that is being answered already is waited for, with the same key`(
        _ body: String
    ) async throws {
        let underWay = refusal("409 Conflict", "Content-Type: application/json\r\n", body: body)
        let (events, requests, _) = try await run([
            underWay, underWay, [.readRequest, .send(Self.answer), .close],
        ])
        #expect(time.waits == [.seconds(2), .seconds(5)])
        #expect(Set(requests).count == 1)
        #expect(Array(events.suffix(4)) == Self.answerEvents)
    }

    @Test func `a request that is being answered for too long is not sent anew`() async throws {
        let body = #"{"error":{"code":"request_in_progress","message":"Wait."}}"#
        let underWay = refusal("409 Conflict", "Retry-After: 3\r\n", body: body)
        let (events, _, _) = try await run([underWay, underWay, underWay, underWay])
        #expect(time.waits == [.seconds(3), .seconds(3), .seconds(3)])
        guard case .failed(let failure) = events.dropLast().last else {
            Issue.record("\(events)")
            return
        }
        #expect(failure.isUnderWay)
    }

    @Test func `a key that was used for something else is explained by the server`() async throws {
        let (events, _, _) = try await run([
            refusal(
                "409 Conflict", "Content-Type: application/json\r\n",
                body: #"{"error":{"code":"idempotency_conflict","message":"Another body."}}"#)
        ])
        #expect(
            events[1]
                == .failed(
                    Failure(
                        code: .init(rawValue: "idempotency_conflict"), message: "Another body.",
                        status: 409)))
    }
}
