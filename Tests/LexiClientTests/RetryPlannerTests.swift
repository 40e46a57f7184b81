import LexiAPI
import LexiWire
import Testing

@testable import LexiClient

@Suite struct RetryPlannerTests {
    private static let unixNow = 1_795_478_400.0
    private let refused = FailedAttempt(
        obstacle: .unreachable, failure: Failure(code: .network, message: "Refused."))

    private func limited(
        _ status: Int = 429, after: Duration? = nil, remaining: Int64? = nil, reset: Int64? = nil,
        date: Int64? = nil
    ) -> FailedAttempt {
        FailedAttempt(
            obstacle: status == 429 ? .rateLimited : .unavailable,
            failure: Failure(code: .rateLimited, message: "Slow down.", status: status),
            head: ResponseHead(
                status: status, rateLimit: RateLimit(remaining: remaining, reset: reset),
                retryAfter: after, date: date))
    }

    /// The waits before each further attempt, until the planner gives up.
    private func waits(
        _ attempt: FailedAttempt, maximumRetries: Int = 3, maximumWait: Duration? = .seconds(60),
        remaining: Duration? = nil, chance: Double = 0.5
    ) -> [Duration] {
        var planner = RetryPlanner(
            .init(maximumRetries: maximumRetries, maximumRateLimitWait: maximumWait))
        var waits: [Duration] = []
        while case .retry(let retry) = planner.decide(
            about: attempt, unixNow: Self.unixNow, remaining: remaining, chance: chance)
        {
            waits.append(retry.wait)
            #expect(retry.attempt == waits.count + 1)
            #expect(retry.failure == attempt.failure)
            #expect(retry.head == attempt.head)
            guard waits.count < 100 else { break }
        }
        return waits
    }

    @Test func `without a connection the waits double and end after three`() {
        #expect(waits(refused) == [.milliseconds(500), .seconds(1), .seconds(2)])
        #expect(
            waits(refused, chance: 0) == [
                .milliseconds(375), .milliseconds(750), .milliseconds(1500),
            ])
        #expect(
            waits(refused, chance: 1) == [
                .milliseconds(625), .milliseconds(1250), .milliseconds(2500),
            ])
        #expect(waits(refused, maximumRetries: 0).isEmpty)
        #expect(waits(refused, maximumRetries: 60).count == 60)
    }

    @Test func `a rate limit's own time is waited exactly`() {
        #expect(waits(limited(after: .seconds(7))) == [.seconds(7), .seconds(7), .seconds(7)])
        // At once does not mean in a burst.
        #expect(
            waits(limited(after: .zero)) == [.milliseconds(500), .seconds(1), .seconds(2)])
        // Retry-After is the more exact word.
        #expect(
            waits(
                limited(after: .seconds(1), remaining: 0, reset: 1_795_478_430), maximumRetries: 1)
                == [.seconds(1)])
    }

    @Test func `a counter at zero is waited for until it starts anew`() {
        #expect(
            waits(limited(remaining: 0, reset: 1_795_478_430), maximumRetries: 1) == [.seconds(30)])
        // By the server's clock, which is 20 seconds ahead of ours.
        #expect(
            waits(
                limited(remaining: 0, reset: 1_795_478_430, date: 1_795_478_420), maximumRetries: 1)
                == [.seconds(10)])
    }

    @Test func `without a time the waits are a few seconds`() {
        let expected: [Duration] = [.seconds(2), .seconds(5), .seconds(10)]
        #expect(waits(limited()) == expected)
        #expect(waits(limited(remaining: 5, reset: 1_795_478_430)) == expected)
        // A reset that has passed, or that cannot be one.
        #expect(waits(limited(remaining: 0, reset: 1_795_478_399)) == expected)
        #expect(waits(limited(remaining: 0, reset: .max)) == expected)
        #expect(waits(limited(remaining: 0, reset: .min)) == expected)
    }

    @Test func `rate limits are waited out only as long as agreed, over all attempts`() {
        #expect(waits(limited(after: .seconds(61))).isEmpty)
        #expect(waits(limited(after: .seconds(25))) == [.seconds(25), .seconds(25)])
        #expect(waits(limited(after: .seconds(25)), maximumWait: nil).count == 3)
        #expect(waits(limited(), maximumWait: .seconds(8)) == [.seconds(2), .seconds(5)])
        #expect(waits(limited(), maximumWait: .zero).isEmpty)
    }

    @Test func `nothing is waited for longer than a key is good`() {
        #expect(waits(limited(after: .seconds(86_400)), maximumWait: nil) == [.seconds(86_400)])
        #expect(waits(limited(after: .seconds(86_401)), maximumWait: nil).isEmpty)
        #expect(waits(limited(after: .seconds(Int64.max)), maximumWait: nil).isEmpty)
        #expect(
            waits(limited(after: .seconds(86_401)), maximumWait: .seconds(Int64.max)).isEmpty)
    }

    @Test func `an unavailable service is asked again when it says, else soon`() {
        #expect(waits(limited(503)) == [.milliseconds(500), .seconds(1), .seconds(2)])
        #expect(
            waits(limited(503, after: .seconds(20))) == [.seconds(20), .seconds(20), .seconds(20)])
        #expect(waits(limited(503, after: .seconds(3600))).isEmpty)
        // The counter says nothing about why the service is not there.
        #expect(
            waits(limited(503, remaining: 0, reset: 1_795_478_430), maximumRetries: 1)
                == [.milliseconds(500)])
    }

    @Test func `no wait is begun that the turn's own time-out would end`() {
        #expect(waits(refused, remaining: .milliseconds(500)).isEmpty)
        #expect(waits(refused, remaining: .milliseconds(501)) == [.milliseconds(500)])
    }

    @Test func `who gives up says until when the server wants to be left alone`() {
        var planner = RetryPlanner(.init())
        var attempt = limited(after: .seconds(5520))
        #expect(
            planner.decide(about: attempt, unixNow: Self.unixNow, remaining: nil, chance: 0)
                == .giveUp(
                    Failure(
                        code: .rateLimited, message: "Slow down.", status: 429,
                        retryAt: 1_795_483_920)))
        attempt = limited(after: .seconds(Int64.max))
        guard
            case .giveUp = planner.decide(
                about: attempt, unixNow: Self.unixNow, remaining: nil, chance: 0)
        else {
            Issue.record("waits for ever")
            return
        }
    }
}
