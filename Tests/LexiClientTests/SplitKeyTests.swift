import LexiAPI
import LexiTesting
import LexiWire
import LexiWireSamples
import Testing

@testable import LexiClient

/// A server that says the key back in pieces.
@Suite(.timeLimit(.minutes(5))) struct SplitKeyTests {
    private static let key = "wbk_live_0123456789abcdef"

    private func shown(_ deltas: [String], key: String = Self.key) throws -> [String] {
        var redaction = try #require(AnswerRedaction(Secret(key)))
        return deltas.map { redaction.feed($0) } + [redaction.flush()]
    }

    /// A text cut in two at each place between characters.
    private func splits(_ text: String) -> [[String]] {
        text.indices.map { [String(text[..<$0]), String(text[$0...])] }
    }

    @Test func `wherever the key is cut, at most its public start is left`() throws {
        let text = "The key \(Self.key) is yours."
        let allowed = Set(["", "w", "wb", "wbk", "wbk_"].map { "The key \($0)••• is yours." })
        for deltas in splits(text) { #expect(allowed.contains(try shown(deltas).joined())) }
        let bytes = text.utf8.map { String(decoding: [$0], as: UTF8.self) }
        #expect(try shown(bytes).joined() == "The key wbk_••• is yours.")
        #expect(try shown([text]).joined() == "The key ••• is yours.")
    }

    @Test func `of a key without that start nothing is left`() throws {
        let key = "0123456789abcdef"
        for deltas in splits("0120\(key)0123\(key)4") {
            #expect(try shown(deltas, key: key).joined() == "0120•••0123•••4")
        }
    }

    @Test func `a beginning of the key in front of the key hides nothing`() throws {
        for deltas in splits("wbk_live_\(Self.key)") {
            let text = try shown(deltas).joined()
            #expect(!text.contains("0123"))
            #expect(text.hasPrefix("wbk_live_"))
        }
    }

    @Test func `ordinary text is whole, and never late`() throws {
        let text = "Who knew? Our keys begin with wbk_ or wbk_live; now öwn no wbk"
        for deltas in splits(text) {
            #expect(try shown(deltas).joined() == text)
        }
        for delta in ["how", "a wb", "wbk", "with wbk_"] {
            #expect(try shown([delta]) == [delta, ""])
        }
    }

    @Test func `what was held back comes as it came, before the next event and at the end`()
        async throws
    {
        func delta(_ text: String) -> String { "event: text\ndata: {\"delta\":\"\(text)\"}\n\n" }
        let server = try ScriptedServer([
            [
                .readRequest,
                .send(
                    Wire.streamHead
                        + "event: text\ndata: {\"delta\":\"wbk_live\",\"conversation_id\":\"c\"}\n\n"
                        + "event: thinking\ndata: {\"text\":\"hm\"}\n\n" + delta("a wbk_li")
                        + delta("ve_x") + delta("wbk_live_012345")
                        + delta("6789abcdef!") + delta("wbk_l")), .close,
            ]
        ])
        defer { server.stop() }
        #expect(
            await (try Turn(server.url, key: Self.key)).run() == [
                responded(), .text(delta: "wbk_live", conversationID: "c"),
                .thinking(text: "hm"), .text(delta: "a wbk_li", conversationID: nil),
                .text(delta: "ve_x", conversationID: nil),
                .text(delta: "", conversationID: nil), .text(delta: "•••!", conversationID: nil),
                .text(delta: "wbk_l", conversationID: nil),
                .ended(.incomplete, terminator: false),
            ])
    }

    @Test func `a key that another event cuts is not completed`() throws {
        var redaction = try #require(AnswerRedaction(Secret(Self.key)))
        #expect(redaction.feed("wbk_live_0123") == "")
        #expect(redaction.flush() == "wbk_live_0123")
        #expect(redaction.feed("456789abcdef.") == "•••.")
    }

    @Test func `thoughts are shown at once, and none ends in the key`() throws {
        let text = "The key \(Self.key) is yours."
        for thoughts in splits(text) {
            var redaction = try #require(AnswerRedaction(Secret(Self.key)))
            let shown = thoughts.map { redaction.feedWhole($0) }
            #expect(shown[0].count >= thoughts[0].prefix { $0 != "w" }.count)
            // Up to five characters behind the public start may stand in any text.
            #expect(!shown.joined().contains("wbk_live_0"))
            #expect(!shown.joined().contains("f is yours"))
            #expect(shown.joined().hasSuffix("••• is yours."))
        }
    }

    @Test func `a thought that only begins as the key does is whole`() throws {
        var redaction = try #require(AnswerRedaction(Secret(Self.key)))
        let thoughts = ["Keys begin with wbk_live", "_x, or wbk_", "test", "a wb", "k"]
        #expect(thoughts.map { redaction.feedWhole($0) } == thoughts)
    }

    @Test func `of the key in thoughts and summaries of one character each five are left`()
        async throws
    {
        var events = ""
        for character in Self.key {
            events += "event: thinking\ndata: {\"text\":\"\(character)\"}\n\n"
            events +=
                "event: tool_step\ndata: {\"tool\":\"t\",\"status\":\"odd\","
                + "\"summary\":\"\(character)\"}\n\n"
        }
        let server = try ScriptedServer([
            [.readRequest, .send(Wire.streamHead + events), .close]
        ])
        defer { server.stop() }
        var thoughts = ""
        var summaries = ""
        for event in await (try Turn(server.url, key: Self.key)).run() {
            if case .thinking(let text) = event { thoughts += text }
            if case .toolStep(let step) = event { summaries += step.summary ?? "" }
        }
        #expect(thoughts.replacing("•", with: "") == "wbk_live_")
        #expect(summaries.replacing("•", with: "") == "wbk_live_")
    }
}
