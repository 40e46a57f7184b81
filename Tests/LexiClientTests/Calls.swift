import LexiAPI
import LexiClient
import LexiTesting
import Synchronization

/// Calls to a scripted server: literal texts in, values and literal requests out.
struct Calls {
    static let key = "7b4c1a52-7a7e-4b1f-9a55-2f1f6f0f7a10"
    let time = QuickTime()
    let retried = RetryLog()

    /// A response with a body of JSON, or of another type.
    static func response(
        _ status: String, _ body: String, type: String? = "application/json", headers: String = ""
    ) -> String {
        "HTTP/1.1 \(status)\r\n" + (type.map { "Content-Type: \($0)\r\n" } ?? "") + headers
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    /// Runs a call against one script for each connection, all of which must be played.
    func run<Value: Sendable>(
        _ scripts: [[ScriptedServer.Step]], key: String? = "wbk_test",
        timeouts: ClientConfiguration.Timeouts = .init(),
        _ call: @Sendable (LexiClient) async throws(RequestError) -> Answer<Value>
    ) async throws -> (result: Result<Answer<Value>, RequestError>, requests: [String]) {
        let server = try ScriptedServer(scripts)
        defer { server.stop() }
        let client = LexiClient(
            try ClientConfiguration(
                baseURL: server.url, apiKey: key.map { Secret($0) }, timeouts: timeouts,
                userAgent: "lexi/test"), surroundings: time.surroundings)
        let result: Result<Answer<Value>, RequestError>
        do throws(RequestError) {
            result = .success(try await call(client))
        } catch {
            result = .failure(error)
        }
        await client.shutdown()
        return (result, server.requests.map { $0.replacing(":\(server.port)", with: ":PORT") })
    }

    /// Runs a call against one response.
    func run<Value: Sendable>(
        _ response: String, key: String? = "wbk_test",
        timeouts: ClientConfiguration.Timeouts = .init(),
        _ call: @Sendable (LexiClient) async throws(RequestError) -> Answer<Value>
    ) async throws -> (result: Result<Answer<Value>, RequestError>, requests: [String]) {
        try await run(
            [[.readRequest, .send(response), .close]], key: key, timeouts: timeouts, call)
    }
}

/// Gathers what a client says of its further attempts.
final class RetryLog: Sendable {
    private let received = Mutex<[Retry]>([])
    var retries: [Retry] { received.withLock { $0 } }
    @Sendable func take(_ retry: Retry) async { received.withLock { $0.append(retry) } }
}

extension Result where Failure == RequestError {
    /// The failure and its head, unless the call was answered or cancelled.
    var failed: (failure: LexiAPI.Failure, head: ResponseHead?)? {
        if case .failure(.failed(let failure, let head)) = self { (failure, head) } else { nil }
    }
}
