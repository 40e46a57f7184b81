import LexiTesting
import ServerSentEvents
import Testing

/// Damaged streams; see `Fuzz`.
@Suite struct ParserFuzzTests {
    private static let streams = ByteMutator(
        samples: [
            "event: text\ndata: {\"delta\": \"a\"}\n\nevent: done\ndata: {}\n\ndata: [DONE]\n\n",
            "\u{FEFF}: hello\r\n\r\nid: 1\r\nevent: tool_step\r\ndata: a\r\ndata: b\r\n\r\n",
            "retry: 250\rdata: x\r\rid: 8\rdata\r\rdata:\r\r", "data: [DONE]", "",
            "event: a\nevent: b\ndata: Grüße 👩‍💻\nid\n\nid: 9\u{0}\ndata: [DONE]\n\ndata: after\n\n",
        ],
        tokens: [
            "\r", "\n", "\r\n", "\n\n", "\r\n\r\n", ":", ": ", " ", "data", "data: ",
            "data: [DONE]",
            "event", "event: ", "event: message\n", "id: ", "retry: ", "99999999999999999999", "7",
        ])

    @Test func `damaged streams read as the reference reads them, however they are cut`() throws {
        try Fuzz.run("sse-reference", rounds: 1500, Self.streams) { stream, random in
            let items = try parse(stream.pieces(using: &random))
            let expected = referenceParse(stream)
            return items == expected ? nil : "\(items), not \(expected)"
        }
    }

    @Test func `no cut changes where the terminator is found`() throws {
        let parser = EventStreamParser(terminator: "[DONE]")
        try Fuzz.run("sse-terminator", rounds: 1000, Self.streams) { stream, random in
            let items = try parse(stream.pieces(using: &random), with: parser)
            let expected = try parse([stream[...]], with: parser)
            return items == expected ? nil : "\(items), not \(expected)"
        }
    }

    @Test func `no cut changes what is too large, nor what comes before it`() throws {
        func report(_ chunks: [ArraySlice<UInt8>]) -> String {
            var parser = EventStreamParser(maximumEventBytes: 12)
            var report = ""
            do {
                for chunk in chunks {
                    try chunk.withUnsafeBufferPointer { bytes in
                        try parser.feed(bytes) { report += "\(Item($0)) " }
                    }
                }
            } catch {
                report += "\(error)"
            }
            return report
        }
        try Fuzz.run("sse-bounds", rounds: 1000, Self.streams) { stream, random in
            let cut = report(stream.pieces(using: &random))
            let whole = report([stream[...]])
            return cut == whole ? nil : "\(cut), not \(whole)"
        }
    }
}
