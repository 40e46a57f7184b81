import Synchronization

/// Which Idempotency-Keys are being answered right now.
///
/// A request whose key is in use waits for the first one's end, and then finds either its
/// stored stream or the way free.
final class StreamsInFlight: Sendable {
    /// A key in use until this is released, so it cannot be forgotten on any path.
    final class Claim: Sendable {
        private let key: String
        private let owner: StreamsInFlight

        fileprivate init(key: String, owner: StreamsInFlight) {
            self.key = key
            self.owner = owner
        }

        deinit { owner.release(key) }
    }

    private let waiting = Mutex<[String: [AsyncStream<Never>.Continuation]]>([:])

    /// Claims a key, after the requests that claimed it before have ended.
    /// - Throws: `CancellationError` when the task is cancelled while it waits.
    func claim(_ key: String) async throws -> Claim {
        while true {
            let turnstile = waiting.withLock { waiting -> AsyncStream<Never>? in
                guard waiting[key] != nil else {
                    waiting[key] = []
                    return nil
                }
                let (stream, continuation) = AsyncStream<Never>.makeStream()
                waiting[key]?.append(continuation)
                return stream
            }
            guard let turnstile else { return Claim(key: key, owner: self) }
            for await _ in turnstile {}
            try Task.checkCancellation()
        }
    }

    /// Claims a key, or leaves it to the request that has it.
    func claimIfFree(_ key: String) -> Claim? {
        let isFree = waiting.withLock { waiting in
            guard waiting[key] == nil else { return false }
            waiting[key] = []
            return true
        }
        return isFree ? Claim(key: key, owner: self) : nil
    }

    private func release(_ key: String) {
        let waiters = waiting.withLock { $0.removeValue(forKey: key) }
        for waiter in waiters ?? [] { waiter.finish() }
    }
}
