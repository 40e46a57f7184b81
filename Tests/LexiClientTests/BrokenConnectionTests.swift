import LexiAPI
import LexiClient
import LexiTesting
import LexiWireSamples
import Testing

@Suite(.timeLimit(.minutes(5))) struct BrokenConnectionTests {
    private func message(_ events: [RunEvent], code: Failure.Code) -> String? {
        for case .failed(let failure) in events where failure.code == code {
            return failure.message
        }
        return nil
    }

    @Test func `a refused connection fails at once and says what was tried`() async throws {
        let closed = try ScriptedServerClosedPort()
        let events = await (try Turn(closed.url)).run()
        #expect(
            events == [
                .failed(
                    Failure(
                        code: .network,
                        message: "Nothing answers at 127.0.0.1:\(closed.port): "
                            + "the connection was refused."
                    )
                ), .ended(.failed, terminator: false),
            ])
    }

    @Test func `a name that does not exist is named`() async throws {
        let events = await (try Turn("http://no-such-host.invalid:81")).run()
        #expect(
            message(events, code: .network)
                == "The name of no-such-host.invalid:81 could not be resolved to an address.")
    }

    @Test func `a connection closed before the answer is not an answer`() async throws {
        let server = try ScriptedServer([[.readRequest, .close]])
        defer { server.stop() }
        let events = await (try Turn(server.url)).run()
        #expect(
            events == [
                .failed(
                    Failure(
                        code: .network,
                        message: "127.0.0.1:\(server.port) closed the connection without an answer."
                    )
                ), .ended(.failed, terminator: false),
            ])
    }

    @Test func `a server that does not speak HTTP is a fault of the protocol`() async throws {
        let events = try await run([.send("SSH-2.0-OpenSSH_9.2\r\n"), .close])
        #expect(message(events, code: .protocolError)?.hasSuffix("readable HTTP.") == true)
    }

    @Test func `a TLS address that does not speak TLS is explained`() async throws {
        let server = try ScriptedServer([
            [.send("HTTP/1.1 400 Bad Request\r\n\r\n"), .readUntilClosed]
        ])
        defer { server.stop() }
        let events = await (try Turn("https://127.0.0.1:\(server.port)")).run()
        #expect(
            message(events, code: .network)
                == "127.0.0.1:\(server.port) does not speak TLS; is it an http:// address?")
    }

    @Test func `a TLS handshake that is not answered runs into the time-out for connecting`()
        async throws
    {
        let server = try ScriptedServer([[.readUntilClosed]])
        defer { server.stop() }
        let turn = try Turn(
            "https://127.0.0.1:\(server.port)", timeouts: .init(connect: .milliseconds(100)))
        #expect(
            await turn.run() == [
                .failed(
                    Failure(
                        code: .timeout,
                        message: "No connection to 127.0.0.1:\(server.port) within 100 ms "
                            + "(time-out for connecting).")),
                .ended(.failed, terminator: false),
            ])
    }

    @Test func `a reset in the stream leaves the answer incomplete and says why`() async throws {
        let seen = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Wire.streamHead + Wire.textEvent), .wait(seen), .reset,
            ]
        ])
        defer { server.stop() }
        let turn = try Turn(server.url) { if $0 == Wire.text { seen.open() } }
        #expect(
            await turn.run() == [
                responded(), Wire.text,
                .failed(
                    Failure(
                        code: .network,
                        message: "127.0.0.1:\(server.port) reset the connection "
                            + "in the middle of the answer.")),
                .ended(.incomplete, terminator: false),
            ])
    }

    @Test func `a reset before the first event fails the turn`() async throws {
        let seen = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Wire.streamHead), .wait(seen), .reset,
            ]
        ])
        defer { server.stop() }
        let turn = try Turn(server.url) { if $0 == responded() { seen.open() } }
        let events = await turn.run()
        #expect(message(events, code: .network) != nil)
        #expect(events.last == .ended(.failed, terminator: false))
    }

    @Test func `a chunked body that stops short leaves the answer incomplete`() async throws {
        let server = try ScriptedServer([
            [
                .readRequest,
                .send(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                ),
                .send(Wire.chunk(Wire.textEvent)), .close,
            ]
        ])
        defer { server.stop() }
        #expect(
            await (try Turn(server.url)).run() == [
                responded(), Wire.text,
                .failed(
                    Failure(
                        code: .network,
                        message: "127.0.0.1:\(server.port) closed the connection "
                            + "in the middle of the answer.")),
                .ended(.incomplete, terminator: false),
            ])
    }

    @Test func `an orderly end before done is incomplete without a failure`() async throws {
        #expect(
            try await run([.send(Wire.streamHead + Wire.textEvent), .close])
                == [responded(), Wire.text, .ended(.incomplete, terminator: false)])
    }

    @Test func `a reset behind done changes nothing`() async throws {
        let seen = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Wire.streamHead + Wire.doneEvent), .wait(seen), .reset,
            ]
        ])
        defer { server.stop() }
        let turn = try Turn(server.url) { if $0 == Wire.done { seen.open() } }
        #expect(
            await turn.run()
                == [responded(), Wire.done, .ended(.completed, terminator: false)])
    }

    @Test func `no answer in time is a time-out`() async throws {
        let server = try ScriptedServer([[.readRequest, .readUntilClosed]])
        defer { server.stop() }
        let turn = try Turn(server.url, timeouts: .init(firstByte: .milliseconds(50)))
        #expect(
            await turn.run() == [
                .failed(
                    Failure(
                        code: .timeout,
                        message: "No answer from 127.0.0.1:\(server.port) within 50 ms "
                            + "(time-out for the first byte).")),
                .ended(.failed, terminator: false),
            ])
    }

    @Test func `a stream that stalls is closed and incomplete`() async throws {
        let closed = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Wire.streamHead + Wire.textEvent), .readUntilClosed,
                .open(closed),
            ]
        ])
        defer { server.stop() }
        let turn = try Turn(server.url, timeouts: .init(idle: .milliseconds(50)))
        #expect(
            await turn.run() == [
                responded(), Wire.text,
                .failed(
                    Failure(
                        code: .timeout,
                        message: "Nothing more from 127.0.0.1:\(server.port) for 50 ms "
                            + "(idle time-out).")),
                .ended(.incomplete, terminator: false),
            ])
        await closed.wait()
    }

    @Test func `a turn has an end even while events keep coming`() async throws {
        let over = ScriptedServerGate()
        let pieces = [ScriptedServer.Step](repeating: .send(Wire.textEvent), count: 20_000)
        let server = try ScriptedServer([
            [.readRequest, .send(Wire.streamHead)] + pieces + [.wait(over)]
        ])
        defer {
            over.open()
            server.stop()
        }
        let turn = try Turn(server.url, timeouts: .init(overall: .milliseconds(30)))
        let events = await turn.run()
        #expect(
            message(events, code: .timeout)
                == "The answer was not complete within 30 ms (time-out for the whole answer).")
        guard case .ended(_, terminator: false) = events.last else {
            Issue.record("no end")
            return
        }
    }

    @Test func `after done or an error the terminator is waited for, but not for long`()
        async throws
    {
        let timeouts = ClientConfiguration.Timeouts(terminator: .milliseconds(20))
        #expect(
            try await run(
                [.send(Wire.streamHead + Wire.doneEvent), .readUntilClosed], timeouts: timeouts)
                == [responded(), Wire.done, .ended(.completed, terminator: false)])
        let failure = RunEvent.failed(Failure(code: .rateLimited, message: "No"))
        let error = "event: error\ndata: {\"code\":\"rate_limited\",\"message\":\"No\"}\n\n"
        #expect(
            try await run([.send(Wire.streamHead + error), .readUntilClosed], timeouts: timeouts)
                == [responded(), failure, .ended(.failed, terminator: false)])
    }

    @Test func `comments do not prolong the wait for the terminator`() async throws {
        let seen = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Wire.streamHead + Wire.doneEvent), .wait(seen),
                .send(": still here\n\n"), .readUntilClosed,
            ]
        ])
        defer { server.stop() }
        let turn = try Turn(server.url, timeouts: .init(terminator: .milliseconds(50))) {
            if $0 == Wire.done { seen.open() }
        }
        #expect(
            await turn.run() == [responded(), Wire.done, .ended(.completed, terminator: false)])
    }

    @Test func `a terminator that follows an error is seen`() async throws {
        let seen = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Wire.streamHead + "event: error\ndata: no\n\n"), .wait(seen),
                .send("data: [DONE]\n"), .readUntilClosed,
            ]
        ])
        defer { server.stop() }
        let failure = RunEvent.failed(Failure(plainText: "no"))
        let turn = try Turn(server.url) { if $0 == failure { seen.open() } }
        #expect(await turn.run() == [responded(), failure, .ended(.failed, terminator: true)])
    }
}
