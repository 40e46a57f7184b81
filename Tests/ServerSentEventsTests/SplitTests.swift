import ServerSentEvents
import Testing

@Suite struct SplitTests {
    /// Everything that could depend on where a chunk ends, one after the other.
    static let nasty = Array(
        ("\u{FEFF}: comment\r\n\r\nevent: text\r\ndata: {\"delta\": \"a\"}\r\n\r\n"
            + "data: first\rdata: second\r\rdata:x\n\n\n\nevent\ndata\n\nid: 7\r\nretry: 20\r\n\r\n"
            + "event: tool_step\ndata: Grüße 👩‍💻\ndata:\ndata:  two\nid: 8\u{0}\nid: 9\n\n"
            + "unknown: 1\ndata\r\r\nevent: lost\n\nevent: a\nevent: b\ndata: c\n\r\n"
            + ":\n\rdata: [DONE]\n\ndata: pending\nevent: never").utf8)

    @Test func `the nasty stream reads as the standard says`() throws {
        let items = try parse([Self.nasty[...]])
        #expect(items == referenceParse(Self.nasty))
        #expect(items.count == 9)
    }

    @Test func `every split into two chunks gives the same items`() throws {
        let expected = referenceParse(Self.nasty)
        for middle in 0...Self.nasty.count {
            let items = try parse([Self.nasty[..<middle], Self.nasty[middle...]])
            #expect(items == expected, "split at \(middle)")
        }
    }

    @Test func `byte by byte gives the same items`() throws {
        let chunks = Self.nasty.indices.map { Self.nasty[$0...$0] }
        #expect(try parse(chunks) == referenceParse(Self.nasty))
    }

    @Test(arguments: [
        "\u{FEFF}data: a\r\n\r\n", "event: x\rdata:y\r\rdata",
        "id: 1\ndata\n\ndata: b\ndata: c\n\n",
        "data: [DONE]\n\n", "\r\n\r\ndata: é\n\r\n", "retry: 12\n:x\ndata:\n\n",
    ])
    func `every split into three chunks gives the same items`(text: String) throws {
        let bytes = Array(text.utf8)
        let expected = referenceParse(bytes)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let items = try parse([bytes[..<first], bytes[first..<second], bytes[second...]])
                #expect(items == expected, "split at \(first) and \(second)")
            }
        }
    }

    @Test func `the terminator is found at every split`() throws {
        let bytes = Array("data: a\n\nevent: x\ndata: [DONE]\n\ndata: [DONE]\ndata: b\n\n".utf8)
        let parser = EventStreamParser(terminator: "[DONE]")
        for middle in 0...bytes.count {
            #expect(
                try parse([bytes[..<middle], bytes[middle...]], with: parser) == [
                    .event(ServerSentEvent(data: "a"), at: 0),
                    .event(ServerSentEvent(event: "x", data: "[DONE]"), at: 9),
                    .terminator(at: 32),
                ], "split at \(middle)")
        }
    }

    @Test func `generated streams read as the reference reads them`() throws {
        let alphabet: [[UInt8]] =
            ["\r", "\n", "\r\n", "\n\n", ":", ": ", " ", "\u{FEFF}", "\u{0}", "x", "5", "é"].map {
                Array($0.utf8)
            }
            + ["data", "data:", "data: ", "id", "id:", "event", "event: ", "retry:", "[DONE]"].map {
                Array($0.utf8)
            } + [[0xFF], [0xE2, 0x82], [0xEF], [0xEF, 0xBB], [0xBF]]
        var random = SplitMix(seed: 20_260_401)
        for round in 0..<4_000 {
            var stream: [UInt8] = []
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                stream += alphabet.randomElement(using: &random)!
            }
            var chunks: [ArraySlice<UInt8>] = []
            var rest = stream[...]
            while !rest.isEmpty {
                let length = Int.random(in: 0...min(rest.count, 12), using: &random)
                chunks.append(rest.prefix(length))
                rest = rest.dropFirst(length)
            }
            let items = try parse(chunks)
            #expect(items == referenceParse(stream), "round \(round): \(stream)")
        }
    }
}

/// A seeded generator, so that a failing round can be run again.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
