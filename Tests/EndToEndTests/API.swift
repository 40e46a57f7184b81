import Foundation
import LexiScreen
import LexiTesting

/// The real `lexi` against literal answers of the API.
enum API {
    /// A response with a JSON body.
    static func json(_ body: String, status: String = "200 OK") -> String {
        "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nX-Request-ID: req_E\r\n"
            + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    }

    static let noContent = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"

    /// Runs a command against one response for each request it makes.
    ///
    /// - Returns: What it left, and the first line and the body of each request.
    static func run(
        _ arguments: [String], _ responses: String..., input: String = "",
        environment: [String: String] = [:]
    ) throws -> (result: Program.Result, requests: [String]) {
        let server = try ScriptedServer(responses.map { [.readRequest, .send($0), .close] })
        defer { server.stop() }
        let result = try Program.run(
            arguments + ["--base-url", server.url], input: input, environment: environment)
        return (result, server.requests.map(summary))
    }

    /// Opens a terminal in which a command runs against one response.
    static func terminal(
        _ arguments: [String], _ server: ScriptedServer, size: Size = Size(columns: 80, rows: 24)
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"),
            arguments: arguments + ["--base-url", server.url],
            environment: ["TERM": "xterm-256color", "TZ": "UTC", "LANG": "C.UTF-8"], size: size)
    }

    private static func summary(_ request: String) -> String {
        let line = request.prefix { $0 != "\r\n" }
        let body = request.range(of: "\r\n\r\n").map { request[$0.upperBound...] } ?? ""
        return line + (body.isEmpty ? "" : " " + body)
    }
}
