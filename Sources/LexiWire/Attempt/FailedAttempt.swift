package import LexiAPI

/// An attempt of which nothing came, so that the same request may be sent once more.
package struct FailedAttempt: Sendable {
    /// What stood in the way, which decides how long to wait.
    package enum Obstacle: Sendable {
        /// No connection, or it broke before a response.
        case unreachable
        /// 502, 503 or 504: what stands before the service could not use it.
        case unavailable
        /// 409 for a request that the server is already at work on.
        case underWay
        /// 429.
        case rateLimited

        /// Whether it takes the refusal's own words to tell if there is any; all other statuses are
        /// final.
        package static func canBe(behind status: Int) -> Bool {
            [409, 429, 502, 503, 504].contains(status)
        }

        /// `nil` for a refusal after which the same request would fare no better.
        package init?(_ failure: Failure) {
            switch failure.status {
            case 409 where failure.isUnderWay: self = .underWay
            case 429: self = .rateLimited
            case 502, 503, 504: self = .unavailable
            default: return nil
            }
        }
    }

    package let obstacle: Obstacle
    package let failure: Failure
    /// The response, if one came. It has not been told.
    package let head: ResponseHead?

    package init(obstacle: Obstacle, failure: Failure, head: ResponseHead? = nil) {
        self.obstacle = obstacle
        self.failure = failure
        self.head = head
    }

    /// How long the server wants to be left alone, if it says so: `Retry-After`
    /// (RFC 9110, 10.2.3), else until the counter of a rate limit starts anew if nothing remains of
    /// it. Zero is "at once", or a time that has passed.
    ///
    /// - Parameter unixNow: The time on this machine, for a server that does not tell its own.
    package func askedWait(unixNow: Double) -> Duration? {
        guard obstacle != .unreachable, let head else { return nil }
        if let wait = head.retryAfter { return wait }
        guard obstacle == .rateLimited, head.rateLimit.remaining == 0,
            let reset = head.rateLimit.reset
        else { return nil }
        // Its own clock is the better one to compare its own times with.
        let now = head.date.map(Double.init) ?? unixNow
        let seconds = Double(reset) - now
        // A reset that has passed, or lies beyond a year, tells nothing.
        return seconds > 0 && seconds < 366 * 86_400
            ? .milliseconds(Int64((seconds * 1000).rounded(.up))) : nil
    }

    /// The failure as it is told when no other attempt follows: with the time until which the
    /// server wants to be left alone.
    package func lastFailure(unixNow: Double) -> Failure {
        var failure = failure
        failure.retryAt = askedWait(unixNow: unixNow).flatMap { wait in
            wait == .zero
                ? nil
                : unixNow + Double(wait.components.seconds)
                    + Double(wait.components.attoseconds) / 1e18
        }
        return failure
    }
}
