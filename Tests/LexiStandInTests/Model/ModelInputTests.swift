import Testing

@testable import LexiStandIn

@Suite struct ModelInputTests {
    @Test(arguments: [
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434/v1/chat/completions"),
        ("http://127.0.0.1:11434/", "http://127.0.0.1:11434/v1/chat/completions"),
        ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1/chat/completions"),
        ("http://localhost:8080/v1/", "http://localhost:8080/v1/chat/completions"),
        ("https://example.com/openai/v1beta", "https://example.com/openai/v1beta/chat/completions"),
        ("http://[::1]:80/v1/chat/completions", "http://[::1]:80/v1/chat/completions"),
    ])
    func `a server's address is taken with or without its path`(url: String, endpoint: String)
        throws
    {
        #expect(try ModelServer(url: url, model: "m").endpoint == endpoint)
    }

    @Test(arguments: [
        "", "127.0.0.1:11434", "ftp://host", "http://", "http://host:99999", "http://host/?a=b",
        "http://host/#x", "http://ho st",
    ])
    func `what is no address is refused`(url: String) {
        #expect(throws: StandInError.self) { try ModelServer(url: url, model: "m") }
    }

    @Test func `secrets are not repeated`() throws {
        let error = #expect(throws: StandInError.self) {
            try ModelServer(url: "http://me:hunter2@host", model: "m")
        }
        #expect(error.map { "\($0)".contains("hunter2") } == false)
        let broken = #expect(throws: StandInError.self) {
            try ModelServer(url: "http://host", model: "m", apiKey: "sk\nhunter2")
        }
        #expect(broken.map { "\($0)".contains("hunter2") } == false)
        let server = try ModelServer(url: "http://host", model: "m", apiKey: "hunter2")
        var dumped = ""
        dump(StandInConfiguration(model: server), to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(!"\(server)".contains("hunter2"))
        #expect(!String(reflecting: server).contains("hunter2"))
    }

    private func message(_ role: String, _ text: String) -> Conversations.Message {
        .init(id: "i", role: role, content: text, state: "complete", createdAt: "t")
    }

    @Test func `a question that went unanswered is joined with the next`() {
        let history = [message("assistant", "Yes?"), message("user", "One")]
        #expect(ModelHistory.messages(history, then: "Two") == [.user("One\n\nTwo")])
    }

    @Test func `a long conversation is sent from its last messages on`() {
        let history = (0..<50).map { message($0.isMultiple(of: 2) ? "user" : "assistant", "\($0)") }
        let sent = ModelHistory.messages(history, then: "now")
        #expect(sent.count == ModelHistory.messageLimit + 1)
        #expect(sent.first == .user("30"))
        #expect(sent.last == .user("now"))
    }

    @Test func `long messages are cut, and as many sent as fit`() {
        let long = String(repeating: "x", count: 10_000)
        let history = (0..<9).map { message($0.isMultiple(of: 2) ? "user" : "assistant", long) }
        let sent = ModelHistory.messages(history, then: "now")
        // Three of 6,001 characters fit, a fourth does not.
        #expect(sent.count == 3)
    }

    @Test func `thoughts end with a sentence, a line or their length`() {
        var cutter = ThoughtCutter()
        #expect(cutter.take("First I look at the deals. Then") == ["First I look at the deals."])
        #expect(cutter.take(" I think\n\n") == ["Then I think"])
        let long = String(repeating: "word ", count: 60)
        #expect(cutter.take(long).count == 1)
        #expect(cutter.flush().count == 1)
        #expect(cutter.flush() == [])
    }

    @Test func `findings are cut to what a model can read`() async throws {
        let outcome = try await run(.dealsList, [:])
        let text = FindingsJSON.text(outcome)
        #expect(text.count <= FindingsJSON.limit)
        let value = JSONValue(stored: text)
        let shown = try #require(value["deals"]?.elements?.count)
        let left = try #require(value["deals_left_out"]?.whole)
        #expect(shown + left == outcome.findings.deals.count)
    }

    @Test func `what is found is told by the names of the API`() async throws {
        let outcome = try await run(.contactsGet, ["id": "contact-001"])
        let value = JSONValue(stored: FindingsJSON.text(outcome))
        let card = try #require(value["contacts"]?.elements?.first)
        #expect(card["contact"]?["full_name"]?.text == "Mara Vogt")
        #expect(card["company"]?["id"]?.text == "company-001")
        #expect(card["owner"]?.text?.isEmpty == false)
        #expect(value.members?.map(\.name) == ["contacts", "summary"])
    }
}
