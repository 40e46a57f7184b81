import LexiAPI
import LexiClient
import LexiEngine
import LexiSession
import LexiState
import Logging
import Synchronization

/// One command's conversation with the API: asks, prints, and ends the process as that went.
struct RequestSession: Sendable {
    let client: LexiClient
    let logger: Logger
    /// Names this command's change to the server: a change that is sent again is made once.
    let idempotencyKey = IdempotencyKey.random()

    /// Says that and why a request is sent again.
    var sayRetry: RetryObserver {
        { [logger] retry in
            logger.notice(
                "attempt failed, another follows",
                metadata: Self.metadata(retry.failure, retry.head))
            StandardStream.error.say("retry: " + Sanitizer.line(retry.sentence))
        }
    }

    private static func metadata(_ failure: Failure, _ head: ResponseHead?) -> Logger.Metadata {
        var values: Logger.Metadata = ["code": "\(failure.code.rawValue)"]
        values["status"] = failure.status.map { "\($0)" }
        values["request_id"] = head?.requestID.map { "\($0)" }
        return values
    }

    /// Writes to standard output.
    func write(_ text: String) throws { try StandardStream.output.write(text) }

    /// A remark for people, whatever is printed.
    func note(_ text: String) { StandardStream.error.say("note: " + Sanitizer.line(text)) }

    /// Says how much of a list could not be shown.
    func noteLeftOut(_ count: Int) {
        guard count > 0 else { return }
        note(
            count == 1
                ? "1 entry cannot be read and is left out"
                : "\(count) entries cannot be read and are left out")
    }

    /// Says how much of what is shown was removed, because a terminal would obey it.
    func noteRemoved(from values: [JSONValue]) {
        let count = values.reduce(0) { $0 + Sanitizer.removedCount(in: $1) }
        guard count > 0 else { return }
        note("\(count) control \(count == 1 ? "sequence" : "sequences") removed")
    }

    /// Runs a command to its end and the process with it.
    ///
    /// SIGINT, SIGTERM and SIGHUP break off the request that is under way; what was printed stays.
    ///
    /// - Parameters:
    ///   - purpose: Decides the advice when it fails.
    ///   - confirm: Is called before anything is sent, while signals still end the process.
    static func run(
        _ options: RequestOptions, for purpose: Failure.Purpose,
        confirm: () throws(CommandFailure) -> Void = {},
        _ body: @escaping @Sendable (RequestSession) async throws -> Void
    ) async -> Never {
        let configuration: ClientConfiguration
        do throws(CommandFailure) {
            configuration = try options.configuration()
            try confirm()
        } catch {
            StandardStream.error.say("lexi: \(error.message)")
            endProcess(error.status)
        }
        if let warning = configuration.warning { StandardStream.error.say("note: \(warning)") }
        let session = RequestSession(
            client: LexiClient(configuration), logger: options.connection.globals.logger)
        let interruption = Interruption()
        // First of all: nothing is under way yet that a signal could miss.
        let signals = EndSignals { interruption.receive($0) }
        let work = Task { try await body(session) }
        interruption.watch(work)
        let result = await work.result
        signals.stop()
        await session.client.shutdown()
        if case .failure(RequestError.failed(let failure, let head)) = result {
            session.logger.warning("request failed", metadata: metadata(failure, head))
        }
        endProcess(status(of: result, for: purpose, signal: interruption.signal))
    }

    /// The signal that ends the work; a second one ends the process.
    private final class Interruption: Sendable {
        private struct State {
            var signal: Int32?
            var work: Task<Void, any Error>?
        }

        private let state = Mutex(State())

        var signal: Int32? { state.withLock { $0.signal } }

        func receive(_ number: Int32) {
            let (isFirst, work) = state.withLock { state in
                defer { state.signal = number }
                return (state.signal == nil, state.work)
            }
            if isFirst { work?.cancel() } else { endProcess(128 + number) }
        }

        func watch(_ work: Task<Void, any Error>) {
            let isLate = state.withLock { state in
                state.work = work
                return state.signal != nil
            }
            if isLate { work.cancel() }
        }
    }

    private static func status(
        of result: Result<Void, any Error>, for purpose: Failure.Purpose, signal: Int32?
    ) -> Int32 {
        do {
            try result.get()
            return 0
        } catch RequestError.failed(let failure, let head) {
            let error = StandardStream.error
            error.say("error: " + Sanitizer.line(failure.sentence))
            error.say("  " + failure.advice(for: purpose))
            if let id = head?.requestID { error.say("  request " + Sanitizer.line(id)) }
            return failure.exitStatus
        } catch RequestError.cancelled {
            StandardStream.error.say("cancelled before the answer came")
            return 128 + (signal ?? 2)
        } catch let closed as StandardStream.Closed {
            closed.explain()
            return closed.exitStatus
        } catch {
            StandardStream.error.say("lexi: \(error)")
            return 70
        }
    }
}
