import Foundation
import Synchronization
import Testing

@testable import LexiStandIn

@Suite struct IdempotencyTests {
    private static let key = ["Idempotency-Key: once-1"]
    private static let note = #"{"content":"Once only"}"#
    private static let path = "/v1/deals/deal-001/notes"

    @Test func twoAtOnceDoTheWorkOnce() async throws {
        try await withStandIn { standIn in
            let bodies = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let made = try await standIn.call(
                            "POST", Self.path, Self.note, headers: Self.key)
                        #expect(made.statusLine == "HTTP/1.1 201 Created")
                        return made.body
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(bodies.count == 1)
            let found = try await standIn.call("GET", "/v1/notes?search=once+only")
            #expect(found.body.hasSuffix(#""total":1}}"#))
        }
    }

    @Test func aKeyBelongsToOneRequestOnly() async throws {
        try await withStandIn { standIn in
            _ = try await standIn.call("POST", Self.path, Self.note, headers: Self.key)
            for (method, path, body) in [
                ("POST", Self.path, #"{"content":"Another"}"#),
                ("POST", "/v1/deals/deal-002/notes", Self.note),
                ("POST", "/v1/lexi/tasks/lexi-task-002/approve", ""),
                ("POST", "/v1/lexi/chat/stream", #"{"message":"Hello"}"#),
            ] {
                let other = try await standIn.call(method, path, body, headers: Self.key)
                #expect(other.statusLine == "HTTP/1.1 400 Bad Request")
                #expect(
                    other.body.contains(
                        #""Idempotency-Key":"was used before with a different request body""#))
            }
        }
    }

    @Test func aRefusedRequestLeavesItsKeyFree() async throws {
        try await withStandIn { standIn in
            let refused = try await standIn.call("POST", Self.path, "{}", headers: Self.key)
            #expect(refused.statusLine == "HTTP/1.1 400 Bad Request")
            let made = try await standIn.call("POST", Self.path, Self.note, headers: Self.key)
            #expect(made.statusLine == "HTTP/1.1 201 Created")
        }
    }

    @Test func aDecisionMayBeRepeated() async throws {
        try await withStandIn { standIn in
            let path = "/v1/lexi/tasks/lexi-task-002/approve"
            let first = try await standIn.call("POST", path, headers: Self.key)
            let second = try await standIn.call("POST", path, headers: Self.key)
            #expect(second.statusLine == "HTTP/1.1 200 OK")
            #expect(second.body == first.body)
        }
    }

    @Test func afterADayAKeyIsFreeAgain() async throws {
        let clock = ShiftingTime()
        try await withStandIn(time: WallTime(now: { clock.now })) { standIn in
            let mail = #"{"contact_id":"contact-001","intent":"a"}"#
            func left() async throws -> String {
                let body = try await standIn.call(
                    "POST", "/v1/lexi/personalize-email", mail, headers: Self.key
                ).body
                return String(body.suffix(25))
            }
            let first = try await left()
            clock.shift(by: 86_399)
            let repeated = try await left()
            #expect(repeated == first)
            clock.shift(by: 1)
            let later = try await left()
            #expect(later.hasSuffix(#""credits_remaining":96}}"#))
        }
    }

    @Test func anEndlessKeyIs400() async throws {
        try await withStandIn { standIn in
            let made = try await standIn.call(
                "POST", Self.path, Self.note,
                headers: ["Idempotency-Key: " + String(repeating: "a", count: 256)])
            #expect(made.statusLine == "HTTP/1.1 400 Bad Request")
        }
    }
}

/// A time of day that a test moves on.
private final class ShiftingTime: Sendable {
    private let seconds = Mutex(Double(testDay.unixSeconds + 33_300))

    var now: Date { Date(timeIntervalSince1970: seconds.withLock { $0 }) }

    func shift(by amount: Double) { seconds.withLock { $0 += amount } }
}
