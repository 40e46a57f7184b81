import Testing

@testable import LexiStandIn

/// Messages as long as they may be.
@Suite struct LongMessageTests {
    @Test func manyUnknownWordsAreSearchedForWithoutFailing() async throws {
        let words = (0..<1100).map { "q\($0)" }.joined(separator: " ")
        try await withStandIn { standIn in
            let response = try await standIn.chat(#"{"message":"\#(words)"}"#)
            #expect(response.statusLine == "HTTP/1.1 200 OK")
            #expect(!response.body.contains("internal_error"))
            #expect(response.body.contains("event: done"))
        }
    }

    @Test func thePlainChatTakesNoMoreThanTheStream() async throws {
        let message = String(repeating: "a", count: 12_001)
        try await withStandIn { standIn in
            let response = try await standIn.chat(
                #"{"message":"\#(message)"}"#, path: "/v1/lexi/chat")
            #expect(response.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(response.body.contains("validation_error"))
        }
    }
}
