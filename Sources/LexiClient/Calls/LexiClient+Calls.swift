public import LexiAPI
internal import LexiWire

/// Is told of each further attempt before the wait for it.
public typealias RetryObserver = @Sendable (Retry) async -> Void

extension LexiClient {
    /// Sends a request until it is answered or there is no use in it.
    ///
    /// As in a turn, it is sent again by itself as long as nothing of an answer came, within the
    /// bounds of ``ClientConfiguration/RetryPolicy`` and with the same idempotency key.
    ///
    /// - Parameter read: Makes the value of the body, which is `nil` when there was none; `nil`
    ///   when it is not in it.
    /// - Throws: A ``RequestError``. The API key is in none of its words.
    func answer<Value: Sendable>(
        to call: APICall, onRetry: RetryObserver, read: (JSONValue?) -> Value?
    ) async throws(RequestError) -> Answer<Value> {
        var (body, head) = try await outcome(of: call, onRetry: onRetry)
        if let key = configuration.apiKey {
            body = body?.redacted(key)
            head = head.redacted(key)
        }
        guard let value = read(body) else {
            let failure = Failure(
                code: .protocolError,
                message: "The server answered \(head.status), but without what was asked for.",
                status: head.status)
            throw .failed(failure, head)
        }
        return Answer(value, head: head)
    }

    private func outcome(
        of call: APICall, onRetry: RetryObserver
    ) async throws(RequestError) -> (JSONValue?, ResponseHead) {
        let key = configuration.apiKey
        func failed(_ failure: Failure, _ head: ResponseHead?) -> RequestError {
            guard let key else { return .failed(failure, head) }
            return .failed(failure.redacted(key), head?.redacted(key))
        }
        guard let transport = openTransport() else {
            throw .failed(
                Failure(code: .network, message: "The client has been shut down."), nil)
        }
        let attempt = CallAttempt(
            call: call, configuration: configuration, transport: transport, now: surroundings.now)
        let start = surroundings.now()
        func remaining() -> Duration? {
            configuration.timeouts.overall.map {
                $0 - .seconds(surroundings.now().seconds(since: start))
            }
        }
        var planner = RetryPlanner(configuration.retries)
        while true {
            let repeatable: FailedAttempt
            switch await attempt.run(within: remaining()) {
            case .answered(let body, let head): return (body, head)
            case .failed(let failure, let head): throw failed(failure, head)
            case .cancelled: throw .cancelled
            case .repeatable(let attempt) where !call.triesAgain:
                throw failed(attempt.failure, attempt.head)
            case .repeatable(let attempt): repeatable = attempt
            }
            if Task.isCancelled { throw .cancelled }
            let decision = planner.decide(
                about: repeatable, unixNow: surroundings.now().unixSeconds,
                remaining: remaining(), chance: surroundings.chance())
            switch decision {
            case .giveUp(let failure): throw failed(failure, repeatable.head)
            case .retry(let retry):
                await onRetry(key.map(retry.redacted) ?? retry)
                do {
                    try await surroundings.sleep(retry.wait)
                } catch {
                    // Sleeping ends early for one reason only.
                    throw .cancelled
                }
            }
        }
    }
}
