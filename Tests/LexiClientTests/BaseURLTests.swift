import LexiClient
import Testing

@Suite struct BaseURLTests {
    @Test(arguments: [
        (
            "https://data.leadlex.com/functions/v1/api-gateway", "https", "data.leadlex.com", 443,
            "/functions/v1/api-gateway"
        ),
        ("http://127.0.0.1:8080/", "http", "127.0.0.1", 8080, ""),
        ("HTTPS://API.Example.COM//", "https", "api.example.com", 443, ""),
        ("http://[::1]:81/a/", "http", "[::1]", 81, "/a"),
        ("http://localhost", "http", "localhost", 80, ""),
    ])
    func `what a profile may say`(
        text: String, scheme: String, host: String, port: Int, path: String
    ) throws {
        let url = try BaseURL(text)
        #expect(url.scheme == scheme)
        #expect(url.host == host)
        #expect(url.port == port)
        #expect(url.path == path)
    }

    @Test(arguments: [
        ("https://h/v1", "", "/v1"), ("https://h/v1/", "", "/v1"), ("http://h//v1//", "/", "/v1"),
        ("https://h/a/v1/lexi", "/a", "/v1/lexi"), ("https://h/A/V1", "/A", "/V1"),
        ("https://h/a/V1/Lexi/chat/Stream", "/a", "/V1/Lexi/chat/Stream"),
        ("https://h/a/v1/lexi/chat/stream", "/a", "/v1/lexi/chat/stream"),
        ("https://h/v1/lexi/chat/stream/", "", "/v1/lexi/chat/stream"),
        ("https://h/v1/lexi/conversations", "", "/v1/lexi/conversations"),
        ("https://h/v1/v1", "/v1", "/v1"), ("https://h/v1/proxy", "/v1/proxy", ""),
        ("https://h/v12", "/v12", ""), ("https://h/v1/lexicon", "/v1/lexicon", ""),
        ("https://h/av1", "/av1", ""), ("https://v1", "", ""),
    ])
    func `what is the API's own is not appended twice`(
        text: String, path: String, leftOut: String
    ) throws {
        let url = try BaseURL(text)
        #expect(url.path == path)
        #expect(url.leftOut == leftOut)
        #expect(
            url.description == (url.scheme == "http" ? "http://" : "https://") + url.host + path)
    }

    @Test func `it is written without its scheme's own port`() throws {
        #expect(try "\(BaseURL("https://h:443/a/"))" == "https://h/a")
        #expect(try "\(BaseURL("http://h:8080"))" == "http://h:8080")
        #expect(try BaseURL("https://h:443").endpoint == "h")
        #expect(try BaseURL("http://h:443").endpoint == "h:443")
    }

    @Test(arguments: [
        ("", "must begin with http:// or https://"), ("example.com", "must begin with"),
        ("ftp://example.com", "must begin with"), ("http:/example.com", "must begin with"),
        ("https://", "no valid host"), ("https:///v1", "no valid host"),
        ("https://:80", "no valid host"), ("https://exa$mple", "no valid host"),
        ("https://[::1", "closing bracket"), ("https://h:", "port"), ("https://h:0", "port"),
        ("https://h:65536", "port"), ("https://h:8o", "port"), ("https://[::1]x", "port"),
        ("https://h?x=1", "query"), ("https://h#x", "fragment"), ("https://h /", "white space"),
        ("https://hé", "white space"),
    ])
    func `what it may not, and why`(text: String, reason: String) {
        let error = #expect(throws: ConfigurationError.self) { try BaseURL(text) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test func `a password in the URL is refused and not repeated`() {
        let error = #expect(throws: ConfigurationError.self) {
            try BaseURL("https://me:hunter2@example.com")
        }
        #expect(
            error?.description
                == "The base URL must not hold a user name; the key has a setting of its own.")
    }
}
