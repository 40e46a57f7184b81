import Foundation
import Logging

@testable import LexiStandIn

/// The day all tests take for today: a Monday.
let testDay = CalendarDay(iso: "2026-04-27")!

/// 27 April 2026, 09:15 UTC.
let testTime = WallTime(
    now: { Date(timeIntervalSince1970: Double(testDay.unixSeconds + 33_300)) })

/// Starts a stand-in for the time of a closure.
func withStandIn(
    _ configuration: StandInConfiguration = .instant(), logger: Logger? = nil,
    time: WallTime = testTime, clock: any Clock<Duration> = ContinuousClock(),
    _ body: (StandIn) async throws -> Void
) async throws {
    let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let standIn = try await StandIn.start(
        configuration, logger: logger ?? silent, time: time, clock: clock)
    do {
        try await body(standIn)
    } catch {
        await standIn.shutdown()
        throw error
    }
    await standIn.shutdown()
}

extension StandInConfiguration {
    static func instant(
        databasePath: String? = nil, credits: Int = 100, plan: Plan = .pro
    ) -> StandInConfiguration {
        StandInConfiguration(
            databasePath: databasePath, pace: .instant, credits: credits, plan: plan)
    }
}

extension StandIn {
    /// The text of a request to the streaming chat.
    nonisolated func chatRequest(
        _ body: String, key: String? = nil, headers: [String] = [],
        path: String = "/v1/lexi/chat/stream", method: String = "POST"
    ) -> String {
        let authorization = key == "" ? [] : ["Authorization: Bearer \(key ?? apiKey)"]
        let lines =
            ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close"]
            + authorization
            + ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"] + headers
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    /// Sends a request to any endpoint and returns all that came back.
    nonisolated func call(
        _ method: String, _ path: String, _ body: String = "", key: String? = nil,
        headers: [String] = []
    ) async throws -> WireResponse {
        try await chat(body, key: key, headers: headers, path: path, method: method)
    }

    /// Sends a request and returns all that came back.
    nonisolated func chat(
        _ body: String, key: String? = nil, headers: [String] = [],
        path: String = "/v1/lexi/chat/stream", method: String = "POST"
    ) async throws -> WireResponse {
        let client = try WireClient(port: port)
        try client.send(
            chatRequest(body, key: key, headers: headers, path: path, method: method))
        return WireResponse(try await client.read())
    }
}

extension WireResponse {
    /// The events' names and data, one string each, without the terminator.
    var events: [String] {
        body.components(separatedBy: "\n\n").filter { $0.hasPrefix("event: ") }
    }

    /// All text deltas joined, read from the literal JSON.
    var answer: String {
        events.filter { $0.hasPrefix("event: text\n") }.compactMap { event -> String? in
            let data = event.components(separatedBy: "data: ").dropFirst().joined()
            let object = try? JSONSerialization.jsonObject(with: Data(data.utf8))
            return (object as? [String: Any])?["delta"] as? String
        }.joined()
    }

    /// A string member of the last event that has it.
    func member(_ name: String) -> String? {
        body.components(separatedBy: "\"\(name)\": \"").dropFirst().first?
            .components(separatedBy: "\"").first
    }

    var creditsRemaining: Int? {
        body.components(separatedBy: "\"credits_remaining\": ").last
            .flatMap { Int($0.prefix { $0.isNumber }) }
    }
}
