internal import LexiAPI
internal import LexiWire

/// Decides whether a turn's request is sent again, and after what wait. It only decides; waiting
/// and sending are left to ``LexiClient``.
///
/// An attempt that was refused by a rate limit waits as long as the server says: `Retry-After`
/// (RFC 9110, 10.2.3), else until the counter starts anew if nothing remains of it. Everything
/// else waits for a time that doubles, spread by chance so that clients which failed together do
/// not come back together.
struct RetryPlanner: Sendable {
    enum Decision: Sendable, Equatable {
        case retry(Retry)
        /// The turn ends with this failure.
        case giveUp(Failure)
    }

    /// As long as the API keeps an idempotency key: later, the request would be a new one.
    private static let idempotencyKeyLife = Duration.seconds(24 * 60 * 60)

    private let policy: ClientConfiguration.RetryPolicy
    private let firstAttempt: Int
    private var retries = 0
    private var rateLimitWait = Duration.zero

    init(_ policy: ClientConfiguration.RetryPolicy, firstAttempt: Int = 1) {
        self.policy = policy
        self.firstAttempt = firstAttempt
    }

    /// Decides about the attempt that just failed.
    ///
    /// - Parameters:
    ///   - unixNow: The time on this machine, for a server that does not tell its own.
    ///   - remaining: What is left of the turn's own time-out; a wait that ends after it is not
    ///     begun.
    ///   - chance: Between 0 and 1.
    mutating func decide(
        about attempt: FailedAttempt, unixNow: Double, remaining: Duration?, chance: Double
    ) -> Decision {
        var asked = attempt.askedWait(unixNow: unixNow)
        var obstacle = attempt.obstacle
        if asked == .zero {
            // "At once", or a time that has passed: as soon as after a broken connection, not in
            // a burst.
            asked = nil
            obstacle = .unavailable
        }
        let failure = attempt.lastFailure(unixNow: unixNow)
        guard retries < policy.maximumRetries else { return .giveUp(failure) }
        let wait = asked ?? backOff(obstacle, chance: chance)
        if asked != nil || attempt.obstacle == .rateLimited {
            let bound = min(
                policy.maximumRateLimitWait ?? Self.idempotencyKeyLife, Self.idempotencyKeyLife)
            guard wait <= bound - rateLimitWait else { return .giveUp(failure) }
            rateLimitWait += wait
        }
        if let remaining, wait >= remaining { return .giveUp(failure) }
        retries += 1
        return .retry(
            Retry(
                attempt: firstAttempt + retries, wait: wait, failure: attempt.failure,
                head: attempt.head))
    }

    private func backOff(_ obstacle: FailedAttempt.Obstacle, chance: Double) -> Duration {
        let milliseconds: Double =
            switch obstacle {
            case .unreachable, .unavailable: 500 * Double(1 << min(retries, 10))
            // Nothing says when. Most limits are by the minute, but nobody waits a minute gladly;
            // an answer that is being made takes as long.
            case .rateLimited, .underWay: [2000, 5000, 10_000][min(retries, 2)]
            }
        return .milliseconds(Int64(milliseconds * (0.75 + chance / 2)))
    }
}
