import Foundation
import LexiTesting
import Testing

/// `lexi serve` with a language model behind it.
@Suite(.ownThreads, .timeLimit(.minutes(5))) struct ModelTests {
    @Test func `a question is answered by the model, whose key is seen nowhere`() throws {
        let key = "sk-secret-of-the-model"
        let model = try ScriptedServer([
            [
                .readRequest,
                .send(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                        + #"data: {"choices":[{"delta":{"content":"A general counsel."},"finish_reason":"stop"}]}"#
                        + "\n\ndata: [DONE]\n\n"),
                .close,
            ]
        ])
        defer { model.stop() }
        let server = try RunningProgram(
            ["serve", "--port", "0", "--model-url", model.url, "--model", "small"],
            environment: ["LEXI_MODEL_API_KEY": key])
        try server.waitUntil("its key") { $0.outputText.contains("In another shell:") }
        #expect(server.outputText.contains("model     small at \(model.url)/v1/chat/completions"))
        let printed = server.outputText.split(separator: "\n").map { $0.split(separator: " ") }
        let address = try #require(printed.first { $0.first == "base" }?.last)
        let own = try #require(printed.first { $0.first == "API" }?.last)
        let answer = try Program.run(
            "ask", "--base-url", String(address), "Who is Mara Vogt?",
            environment: ["LEXI_API_KEY": String(own)])
        #expect(answer.output == "A general counsel.\n")
        #expect(answer.status == 0)
        #expect(model.requests.first?.contains("Authorization: Bearer \(key)\r\n") == true)
        server.signal(SIGINT)
        let end = try server.finish()
        #expect(end.status == 0)
        #expect(!(end.output + end.errors + answer.errors).contains(key))
    }

    @Test(arguments: [
        ["--model-url", "http://127.0.0.1:9"], ["--model", "small"],
        ["--model-url", "127.0.0.1", "--model", "small"],
        ["--model-url", "http://me:hunter2@127.0.0.1", "--model", "small"],
        ["--model-url", "http://127.0.0.1:9", "--model", "small", "--model-timeout", "0"],
    ])
    func `a model that is not fully named is misuse`(options: [String]) throws {
        let result = try Program.run(["serve", "--port", "0"] + options)
        #expect(result.status == 64)
        #expect(result.errors.contains("model"))
        #expect(!result.errors.contains("hunter2"))
    }
}
