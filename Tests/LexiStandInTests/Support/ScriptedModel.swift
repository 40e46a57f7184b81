import Foundation
import LexiTesting
import Testing

@testable import LexiStandIn

/// What a model server says on the wire, literally.
enum ModelWire {
    static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
    static let done = "data: [DONE]\n\n"

    /// One chunk whose choice has this delta.
    static func chunk(_ delta: String, finish: String? = nil) -> String {
        let reason = finish.map { "\"\($0)\"" } ?? "null"
        return #"data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":"#
            + delta + #","finish_reason":"# + reason + "}]}\n\n"
    }

    /// A whole reply that says this.
    static func saying(_ text: String) -> String {
        head + chunk(#"{"role":"assistant","content":"\#(text)"}"#)
            + chunk("{}", finish: "stop") + done
    }

    /// A whole reply that asks for one tool; the arguments are written as inside a JSON string.
    static func calling(_ name: String, _ arguments: String, id: String = "call_a") -> String {
        head
            + chunk(
                #"{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"\#(id)","type":"function","function":{"name":"\#(name)","arguments":"\#(arguments)"}}]}"#
            ) + chunk("{}", finish: "tool_calls") + done
    }

    /// A connection on which a request is read and this is said.
    static func script(_ said: String) -> [ScriptedServer.Step] {
        [.readRequest, .send(said), .close]
    }
}

extension StandInConfiguration {
    /// A stand-in with a model behind it.
    static func model(
        at url: String, apiKey: String? = nil, silence: Duration = .seconds(60),
        databasePath: String? = nil
    ) throws -> StandInConfiguration {
        var configuration = StandInConfiguration.instant(databasePath: databasePath)
        configuration.model = try ModelServer(
            url: url, model: "m", apiKey: apiKey, silence: silence)
        return configuration
    }
}

/// Starts a stand-in before a model that plays these scripts, one for each connection.
func withModel(
    _ scripts: [[ScriptedServer.Step]], apiKey: String? = nil, silence: Duration = .seconds(60),
    _ body: (StandIn, ScriptedServer) async throws -> Void
) async throws {
    let server = try ScriptedServer(scripts)
    defer { server.stop() }
    try await withStandIn(.model(at: server.url, apiKey: apiKey, silence: silence)) { standIn in
        try await body(standIn, server)
    }
}

extension ScriptedServer {
    /// A request that has come, as it came.
    func request(_ index: Int) throws -> String {
        try #require(requests.dropFirst(index).first, "there were \(requests.count) requests")
    }

    /// The JSON body of a request that has come.
    func body(_ index: Int) throws -> JSONValue {
        let parts = try request(index).components(separatedBy: "\r\n\r\n")
        return JSONValue(stored: parts.dropFirst().joined(separator: "\r\n\r\n"))
    }

    /// The messages of a request that has come.
    func messages(_ index: Int) throws -> [JSONValue] {
        try #require(try body(index)["messages"]?.elements)
    }
}
