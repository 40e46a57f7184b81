import LexiTesting
import Testing

/// The real program over TLS, against a server of another make.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct TLSTests {
    private static let answer =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
        + "event: text\ndata: {\"delta\": \"Hello\"}\n\n"
        + "event: done\ndata: {\"credits_remaining\": 1, \"message_id\": \"m\"}\n\ndata: [DONE]\n\n"

    /// Asks through the front, with a profile that trusts its authority or the system's alone.
    private func ask(
        protocols: String = "h2,http/1.1", trusts: Bool = true, host: String = "localhost"
    ) throws -> (Program.Result, [String]) {
        let server = try ScriptedServer([[.readRequest, .send(Self.answer), .close]])
        defer { server.stop() }
        let front = try TLSFront(before: server, protocols: protocols)
        defer { front.stop() }
        let user = try UserFolder()
        let authority = trusts ? "ca_file = \"\(front.authorityFile)\"" : ""
        try user.write(
            "[profiles.w]\nbase_url = \"https://\(host):\(front.port)\"\n\(authority)\n",
            to: "config.toml")
        var environment = user.environment
        environment["LEXI_API_KEY"] = "wbk_live_0123456789"
        let result = try Program.run("ask", "Q", environment: environment)
        return (result, server.requests)
    }

    @Test(arguments: [("h2", "2"), ("http/1.1", "1.1"), ("h2,http/1.1", "2")])
    func `an authority of the profile is trusted, over either version of HTTP`(
        _ protocols: String, _ version: String
    ) throws {
        let (result, requests) = try ask(protocols: protocols)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "Hello\n")
        let request = try #require(requests.first).lowercased()
        // The front names the version that it was spoken to with.
        #expect(request.contains("via: \(version) nghttpx\r\n"))
        #expect(request.contains("authorization: bearer wbk_live_0123456789\r\n"))
    }

    @Test func `an authority that nobody vouches for gets neither key nor question`() throws {
        let (result, requests) = try ask(trusts: false)
        #expect(result.status == 69)
        #expect(result.errors.contains("The certificate of localhost:"))
        #expect(result.errors.contains("could not be verified"))
        #expect(requests.isEmpty)
    }

    @Test func `a certificate for another name is refused`() throws {
        let (result, requests) = try ask(host: "127.0.0.1")
        #expect(result.status == 69)
        #expect(result.errors.contains("127.0.0.1"))
        #expect(requests.isEmpty)
    }
}
