import LexiAPI
import Testing

@Suite struct RunEventReaderTests {
    private typealias Wire = (name: String, data: String)

    private func read(_ stream: [Wire]) -> [RunEvent] {
        var reader = RunEventReader()
        var events: [RunEvent] = []
        for event in stream {
            Array(event.name.utf8).withUnsafeBufferPointer { name in
                Array(event.data.utf8).withUnsafeBufferPointer { data in
                    _ = reader.read(name: name, data: data, into: &events)
                }
            }
        }
        reader.finish(into: &events)
        return events
    }

    /// The deltas that become of some, each given as it stands between the quotes.
    private func deltas(_ sent: String..., more: String = "") -> [String] {
        read(sent.map { ("text", "{\"delta\": \"\($0)\"\(more)}") }).map {
            if case .text(let delta, _) = $0 { delta } else { "\($0)" }
        }
    }

    @Test(arguments: ["", #", "usage": {"tokens": [1]}"#])
    func `a character cut over two deltas is one, in the second`(_ more: String) {
        #expect(deltas(#"A \ud83d"#, #"\ude00 B"#, more: more) == ["A ", "😀 B"])
        #expect(deltas(#"\uD83D"#, #"\uDE00"#, more: more) == ["", "😀"])
        #expect(deltas(#"\ud83d"#, "", #"\ude00"#, more: more) == ["", "", "😀"])
        #expect(
            deltas(#"\ud83d"#, #"\ude00\ud83d"#, #"\ude01"#, more: more) == ["", "😀", "😁"])
        #expect(
            deltas(#"\ud83d\ude00\ud83d"#, #"\ude00\ud83d\ude00"#, more: more) == ["😀", "😀😀"])
    }

    @Test func `a half without its other half is U+FFFD`() {
        #expect(deltas(#"A \ud83d"#) == ["A ", "\u{FFFD}"])
        #expect(deltas(#"A \ud83d"#, " B") == ["A ", "\u{FFFD} B"])
        #expect(deltas(#"\ud83d"#, #"\ud83d"#, #"\ude00"#) == ["", "\u{FFFD}", "😀"])
        #expect(deltas(#"\ude00 B"#) == ["\u{FFFD} B"])
        #expect(deltas(#"A \ud83d B"#, #"\ude00"#) == ["A \u{FFFD} B", "\u{FFFD}"])
        #expect(deltas(#"A \ud83dB"#, #"\ude00"#) == ["A \u{FFFD}B", "\u{FFFD}"])
        #expect(deltas(#"\ud83d"#, #"B\ude00"#) == ["", "\u{FFFD}B\u{FFFD}"])
        #expect(deltas(#"\ud83d\n"#, #"\ude00"#) == ["\u{FFFD}\n", "\u{FFFD}"])
    }

    @Test func `backslashes that begin no escape are no half`() {
        #expect(deltas(#"A \\ud83d"#, #"\\ude00"#) == [#"A \ud83d"#, #"\ude00"#])
        #expect(deltas("\u{FFFD}", "\u{FFFD}") == ["\u{FFFD}", "\u{FFFD}"])
        #expect(deltas(#"\ufffd"#, #"\ude00"#) == ["\u{FFFD}", "\u{FFFD}"])
    }

    @Test func `of a repeated delta the last one counts`() {
        let first = #"{"delta": "\ud83d", "delta": "a"}"#
        let second = #"{"delta": "a", "delta": "b\ud83d", "x": "\ud83d!"}"#
        let third = #"{"delta": "\ude00"}"#
        let texts = [("text", first), ("text", second), ("text", third)]
        #expect(
            read(texts) == [
                .text(delta: "a", conversationID: nil), .text(delta: "b", conversationID: nil),
                .text(delta: "😀", conversationID: nil),
            ])
    }

    @Test(arguments: [
        ("thinking", #"{"text": "hm \ud83d"}"#),
        ("tool_step", #"{"tool": "t", "status": "started"}"#),
        ("thinking", #"{"text": "\udcc1 hm"}"#), ("usage", "{}"), ("text", "{}"), ("text", "{"),
        ("message", "x"),
    ])
    func `what stands between the halves parts no character of the answer`(
        _ name: String, _ data: String
    ) {
        let other = read([(name, data)])
        #expect(other.count == 1)
        #expect(
            read([
                ("text", #"{"delta": "Akte \ud83d"}"#), (name, data), (name, data),
                ("text", #"{"delta": "\udcc1 offen", "conversation_id": "c"}"#),
            ]) == [.text(delta: "Akte ", conversationID: nil)] + other + other
                + [.text(delta: "📁 offen", conversationID: "c")])
        #expect(
            read([("text", #"{"delta": "A \ud83d"}"#), (name, data), ("text", #"{"delta": "B"}"#)])
                == [.text(delta: "A ", conversationID: nil)] + other
                + [.text(delta: "\u{FFFD}B", conversationID: nil)])
    }

    @Test(arguments: [("done", "{}"), ("error", "broken"), ("", #"{"error": {"code": "x"}}"#)])
    func `the end of the answer leaves both halves alone`(_ name: String, _ data: String) {
        let other = read([(name, data)])
        #expect(other.count == 1)
        let half = RunEvent.text(delta: "\u{FFFD}", conversationID: nil)
        #expect(
            read([
                ("text", #"{"delta": "A \ud83d"}"#), ("thinking", #"{"text": "hm"}"#),
                (name, data), ("text", #"{"delta": "\ude00"}"#),
            ]) == [
                .text(delta: "A ", conversationID: nil), .thinking(text: "hm"), half,
            ] + other + [half])
    }

    @Test func `thoughts and summaries are texts of their own`() {
        let step = #"{"tool": "t", "status": "started", "summary": "\ude00"}"#
        #expect(
            read([
                ("thinking", #"{"text": "A \ud83d"}"#), ("thinking", #"{"text": "\ude00 B"}"#),
                ("tool_step", step),
            ]) == [
                .thinking(text: "A \u{FFFD}"), .thinking(text: "\u{FFFD} B"),
                .toolStep(.init(tool: "t", status: "started", summary: "\u{FFFD}")),
            ])
    }
}
