import LexiAPI
import LexiTesting
import LexiWireSamples
import NIOCore
import Testing

@testable import LexiClient

/// Connections that are kept for the next request, and are gone when it comes.
@Suite(.timeLimit(.minutes(2))) struct ReusedConnectionTests {
    private let time = QuickTime()

    @Test(arguments: [ScriptedServer.Step.close, .reset])
    func `a kept connection that ends in the instant of writing costs nothing`(
        _ end: ScriptedServer.Step
    ) async throws {
        let rounds = 100
        let list = #"{"data":{"conversations":[]}}"#
        let kept =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(list.utf8.count)\r\n\r\n\(list)"
        let answer = Wire.streamHead + Wire.textEvent + Wire.doneEvent + "data: [DONE]\n\n"
        let server = try ScriptedServer(
            (0..<rounds).flatMap { _ -> [[ScriptedServer.Step]] in
                [
                    // It promises to stay and does not, about when the next request is written.
                    [.readRequest, .send(kept), end],
                    [.readRequest, .send(answer), .close],
                ]
            })
        defer { server.stop() }
        let client = LexiClient(
            try ClientConfiguration(baseURL: server.url), surroundings: time.surroundings)
        for round in 0..<rounds {
            _ = try await client.conversations()
            let log = EventLog()
            await client.run(
                Turn.request, idempotencyKey: "key-\(round)", emit: { await log.take($0) })
            #expect(
                Array(log.events.suffix(4)) == [
                    responded(), Wire.text, Wire.done, .ended(.completed, terminator: true),
                ])
        }
        await client.shutdown()
        let keys = server.requests.compactMap { request in
            request.firstMatch(of: /Idempotency-Key: (key-\d+)/)?.output.1
        }
        #expect(keys.map(String.init) == (0..<rounds).map { "key-\($0)" })
    }

    @Test(arguments: [
        ChannelError.ioOnClosedChannel, .alreadyClosed, .outputClosed, .inputClosed, .eof,
    ]) func `what is written into a connection that has just ended may be sent again`(
        _ error: ChannelError
    ) {
        #expect(Failure.isPassing(transportError: error))
        let failure = Failure(
            transportError: error, endpoint: Route(to: "h"), connectTimeout: .seconds(1),
            isAnswering: false)
        #expect(
            failure
                == Failure(code: .network, message: "h closed the connection without an answer."))
    }
}
