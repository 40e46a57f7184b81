import LexiAPI
import LexiClient
import LexiTesting
import LexiWireSamples
import Testing

@Suite(.timeLimit(.minutes(5))) struct ProxyTests {
    private func proxy(
        _ environment: [String: String], for url: String = "https://api.example.com/v1"
    ) throws -> String? {
        let url = try ClientConfiguration(baseURL: url).baseURL
        return try Proxy.named(by: { environment[$0] }, for: url)?.description
    }

    @Test func `the variable is chosen by the scheme`() throws {
        let both = ["https_proxy": "http://s:1", "HTTP_PROXY": "http://p:2"]
        #expect(try proxy(both) == "s:1")
        #expect(try proxy(both, for: "http://api.example.com") == "p:2")
        #expect(try proxy(["HTTPS_PROXY": "s:3128"]) == "s:3128")
        #expect(try proxy(["ALL_PROXY": "socks5://s"]) == "s:1080")
        #expect(try proxy(["ALL_PROXY": "socks5://[::1]"]) == "[::1]:1080")
        #expect(try proxy(["https_proxy": "http://[::1]:080"]) == "[::1]:80")
        #expect(try proxy(["https_proxy": "http://s:08080"]) == "s:8080")
        #expect(try proxy(["HTTP_PROXY": "http://p:2"]) == nil)
        #expect(try proxy([:]) == nil)
    }

    @Test func `what a client of a web server sends is no proxy`() throws {
        let cgi = ["HTTP_PROXY": "http://evil:1", "REQUEST_METHOD": "GET"]
        #expect(try proxy(cgi, for: "http://api.example.com") == nil)
    }

    @Test(arguments: [
        ("api.example.com", true), ("example.com", true), (".example.com", true),
        ("*.example.com", true), ("ample.com", false), ("*", true), ("other.com", false),
        ("a, ,EXAMPLE.com", true), ("example.com:443", true), ("example.com:8443", false),
        ("", false),
    ]) func `hosts are excepted by name`(_ list: String, _ isDirect: Bool) throws {
        let found = try proxy(["https_proxy": "http://s:1", "no_proxy": list])
        #expect((found == nil) == isDirect)
    }

    @Test(arguments: [
        ("http://127.0.0.1:8377", "127.0.0.1", true),
        ("http://127.0.0.1:8377", "127.0.0.0/8", true),
        ("http://128.0.0.1", "127.0.0.0/8", false), ("http://10.1.2.3", "10.1.2.0/23", true),
        ("http://10.1.4.3", "10.1.2.0/23", false), ("http://[::1]:80", "::1", true),
        ("http://[::1]:80", "[::1]:80", true), ("http://[::1]:80", "[::1]:81", false),
        ("http://[fd00::5]", "fd00::/8", true), ("http://10.0.0.1", "0.0.0.0/0", true),
    ]) func `addresses are excepted alone and in ranges`(
        _ url: String, _ list: String, _ isDirect: Bool
    ) throws {
        let found = try proxy(["http_proxy": "http://s:1", "NO_PROXY": list], for: url)
        #expect((found == nil) == isDirect)
    }

    @Test(arguments: [
        ("ftp://wbk_pass@p", "The proxy in https_proxy must be an http:// or socks5:// URL."),
        ("http://u:wbk_pass@", "The proxy in https_proxy has no valid host and port."),
        ("http://u:wbk_pass@p:99999", "The proxy in https_proxy has no valid host and port."),
        (
            "http://u:%zz@p",
            "The proxy in https_proxy has a user name or password with a broken %-escape."
        ),
        (
            "socks5://u:wbk_pass@p",
            "The proxy in https_proxy has a password, which SOCKS cannot take here."
        ),
    ]) func `an unusable proxy is told without its password`(_ url: String, _ message: String) {
        let error = #expect(throws: ConfigurationError.self) { try proxy(["https_proxy": url]) }
        #expect(error?.description == message)
    }

    /// A turn to a host that only the proxy can find.
    private func run(_ script: [ScriptedServer.Step], password: String = "") async throws -> (
        [RunEvent], [String]
    ) {
        let server = try ScriptedServer([script])
        defer { server.stop() }
        var configuration = try ClientConfiguration(
            baseURL: "http://lexi.invalid:8080/base", apiKey: Secret("wbk_secret_key"))
        configuration.retries.maximumRetries = 0
        configuration.proxy = try Proxy(
            "http://\(password)127.0.0.1:\(server.port)", variable: "http_proxy")
        let log = EventLog()
        let client = LexiClient(configuration)
        await client.run(
            Turn.request, idempotencyKey: Turn.idempotencyKey, emit: log.take)
        await client.shutdown()
        return (log.events, server.requests)
    }

    @Test func `a turn goes through the tunnel, and the key through it alone`() async throws {
        let (events, requests) = try await run(
            [
                .readRequest, .send("HTTP/1.1 200 Connection established\r\n\r\n"), .readRequest,
                .send(Wire.streamHead + Wire.conforming), .close,
            ], password: "mara:p%40ss@")
        #expect(events == [responded()] + Wire.conformingEvents)
        try #require(requests.count == 2)
        #expect(requests[0].hasPrefix("CONNECT lexi.invalid:8080 HTTP/1.1\r\n"))
        // `mara:p@ss`
        #expect(requests[0].contains("proxy-authorization: Basic bWFyYTpwQHNz\r\n"))
        #expect(!requests[0].contains("wbk_secret_key"))
        #expect(requests[1].hasPrefix("POST /base/v1/lexi/chat/stream HTTP/1.1\r\n"))
        #expect(requests[1].contains("Authorization: Bearer wbk_secret_key\r\n"))
        #expect(!requests[1].lowercased().contains("proxy-authorization"))
    }

    @Test func `a proxy that says no is named`() async throws {
        let (wants, _) = try await run([
            .readRequest,
            .send("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"),
            .close,
        ])
        guard case .failed(let wanting) = wants.first else {
            Issue.record("\(wants)")
            return
        }
        #expect(wanting.code == .network)
        #expect(wanting.message.contains("The proxy wants a user name and a password"))
        let (refuses, _) = try await run([
            .readRequest, .send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"), .close,
        ])
        guard case .failed(let refusal) = refuses.first else {
            Issue.record("\(refuses)")
            return
        }
        #expect(
            refusal.message.hasPrefix(
                "The proxy refuses to lead to lexi.invalid:8080 (through the proxy 127.0.0.1:"))
    }

    @Test func `a proxy that is not there is named`() async throws {
        let port = try ScriptedServerClosedPort()
        var configuration = try ClientConfiguration(baseURL: "http://lexi.invalid")
        configuration.retries.maximumRetries = 0
        configuration.proxy = try Proxy("127.0.0.1:\(port.port)", variable: "http_proxy")
        let log = EventLog()
        let client = LexiClient(configuration)
        await client.run(Turn.request, idempotencyKey: Turn.idempotencyKey, emit: log.take)
        await client.shutdown()
        #expect(
            log.events.first
                == .failed(
                    Failure(
                        code: .network,
                        message: "Nothing answers at the proxy 127.0.0.1:\(port.port), the way to "
                            + "lexi.invalid: the connection was refused.")))
    }
}
