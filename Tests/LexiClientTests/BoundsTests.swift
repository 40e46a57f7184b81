import LexiAPI
import LexiClient
import LexiTesting
import LexiWireSamples
import Testing

/// What a server may not do to a client: neither its memory nor its patience has no end.
@Suite(.timeLimit(.minutes(5))) struct BoundsTests {
    private func failure(_ events: [RunEvent]) -> Failure? {
        for case .failed(let failure) in events { return failure }
        return nil
    }

    @Test func `headers that come byte by byte run into the time-out for the first byte`()
        async throws
    {
        let over = ScriptedServerGate()
        let drip = "HTTP/1.1 200 OK\r\nX-Slow: ".utf8.map { ScriptedServer.Step.sendBytes([$0]) }
        let server = try ScriptedServer([[.readRequest] + drip + [.readUntilClosed, .open(over)]])
        defer { server.stop() }
        let turn = try Turn(server.url, timeouts: .init(firstByte: .milliseconds(100)))
        #expect(
            failure(await turn.run())
                == Failure(
                    code: .timeout,
                    message: "No answer from 127.0.0.1:\(server.port) within 100 ms "
                        + "(time-out for the first byte)."))
        await over.wait()
    }

    @Test(arguments: [
        // One header that never ends, and headers that never end.
        ["X-Long: ", String(repeating: "x", count: 4 << 20)],
        [(0..<50_000).map { "X-\($0): y\r\n" }.joined()],
    ])
    func `a header block without end is refused`(pieces: [String]) async throws {
        let server = try ScriptedServer([
            [.readRequest, .send("HTTP/1.1 200 OK\r\n")]
                + pieces.map { ScriptedServer.Step.send($0) } + [.readUntilClosed]
        ])
        defer { server.stop() }
        #expect(
            failure(await (try Turn(server.url)).run())
                == Failure(
                    code: .protocolError,
                    message: "127.0.0.1:\(server.port) answered with more headers than can be read."
                ))
    }

    @Test func `an error's explanation that drips for ever is cut off`() async throws {
        let over = ScriptedServerGate()
        let drip = [ScriptedServer.Step](repeating: .send("x"), count: 1000)
        let server = try ScriptedServer([
            [.readRequest, .send("HTTP/1.1 500 Oops\r\n\r\nBecause ")] + drip
                + [.readUntilClosed, .open(over)]
        ])
        defer { server.stop() }
        let turn = try Turn(server.url, timeouts: .init(errorBody: .milliseconds(100)))
        let failure = failure(await turn.run())
        #expect(failure?.code == .http(500))
        #expect(failure?.message.hasPrefix("The server answered 500: Because xxx") == true)
        await over.wait()
    }

    @Test func `a JSON answer of more than 8 MiB is refused`() async throws {
        let server = try ScriptedServer([
            [
                .readRequest,
                .send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"),
                .sendBytes([UInt8](repeating: 0x20, count: (8 << 20) + 1)), .readUntilClosed,
            ]
        ])
        defer { server.stop() }
        #expect(
            failure(await (try Turn(server.url)).run())
                == Failure(
                    code: .protocolError,
                    message: "Instead of an event stream came JSON of more than 8 MiB."))
    }

    @Test func `an event of more than 8 MiB ends the turn; what came before stays`() async throws {
        let server = try ScriptedServer([
            [
                .readRequest, .send(Wire.streamHead + Wire.textEvent + "event: text\ndata: "),
                .sendBytes([UInt8](repeating: UInt8(ascii: "x"), count: (8 << 20) + 64)),
                .readUntilClosed,
            ]
        ])
        defer { server.stop() }
        let events = await (try Turn(server.url)).run()
        #expect(events.prefix(2) == [responded(), Wire.text])
        #expect(failure(events)?.code == .protocolError)
        #expect(events.last == .ended(.failed, terminator: false))
    }

    @Test func `interim responses are passed over`() async throws {
        let interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
        #expect(
            try await run([
                .send(interim + Wire.streamHead + Wire.textEvent + Wire.doneEvent), .close,
            ])
                == [
                    responded(), Wire.text, Wire.done, .ended(.completed, terminator: false),
                ])
    }
}
