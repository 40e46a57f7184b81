import LexiAPI
import LexiClient
import LexiTesting
import LexiWireSamples
import Testing

@Suite(.timeLimit(.minutes(5))) struct RequestTests {
    private func received(
        _ request: ChatRequest, path: String = "", key: String? = "wbk_test"
    ) async throws -> [String] {
        let server = try ScriptedServer([[.readRequest, .send(Wire.streamHead), .close]])
        defer { server.stop() }
        await (try Turn(server.url + path, key: key)).run(request)
        let text = try #require(server.requests.first)
        return text.split(separator: "\r\n", omittingEmptySubsequences: false)
            .map { String($0.replacing("\(server.port)", with: "PORT")) }
    }

    @Test func `the request is what the API's page asks for, to the byte`() async throws {
        let lines = try await received(
            ChatRequest(
                message: "Who is \"Mara\"?\n", conversationID: "conv_1",
                context: ChatContext(contact: "contact-001", page: "/deals"), allowTools: false))
        #expect(lines.first == "POST /v1/lexi/chat/stream HTTP/1.1")
        #expect(
            Set(lines.dropFirst().dropLast(2)) == [
                "Authorization: Bearer wbk_test", "Content-Type: application/json",
                "Accept: text/event-stream", "User-Agent: lexi/test",
                "Idempotency-Key: 0b4c1a52-7a7e-4b1f-9a55-2f1f6f0f7a10",
                "host: 127.0.0.1:PORT", "Content-Length: 138",
            ])
        #expect(
            lines.suffix(2) == [
                "",
                #"{"message":"Who is \"Mara\"?\u000a","conversation_id":"conv_1","#
                    + #""context":{"contact_id":"contact-001","page":"/deals"},"#
                    + #""allow_tools":false}"#,
            ])
    }

    @Test func `absent things are left out`() async throws {
        let lines = try await received(ChatRequest(message: "Hi"), key: nil)
        #expect(lines.last == #"{"message":"Hi","allow_tools":true}"#)
        #expect(!lines.contains { $0.lowercased().hasPrefix("authorization") })
        #expect(!lines.contains { $0.lowercased().hasPrefix("accept-encoding") })
    }

    @Test(arguments: ["/functions/v1/api-gateway", "/functions/v1/api-gateway/"])
    func `the base URL's path comes first`(path: String) async throws {
        let lines = try await received(ChatRequest(message: "Hi"), path: path)
        #expect(lines.first == "POST /functions/v1/api-gateway/v1/lexi/chat/stream HTTP/1.1")
    }

    @Test func `a key that no header can carry is refused without being shown`() async throws {
        let closed = try ScriptedServerClosedPort()
        let turn = try Turn(closed.url, key: "wbk_\né")
        #expect(
            await turn.run() == [
                .failed(
                    Failure(
                        code: .invalidKey,
                        message: "The API key holds characters that cannot be sent in a header.")),
                .ended(.failed, terminator: false),
            ])
    }
}
