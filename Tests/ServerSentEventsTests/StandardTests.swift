import ServerSentEvents
import Testing

/// One test for each sentence of the standard's section 9.2.6.
@Suite struct StandardTests {
    private func events(_ text: String) throws -> [ServerSentEvent] {
        try parse(text).compactMap { item in
            if case .event(let event, _) = item { event } else { nil }
        }
    }

    @Test func `an event is dispatched by a blank line`() throws {
        #expect(try events("data: one\n\n") == [ServerSentEvent(data: "one")])
        #expect(try events("data: one\n") == [])
        #expect(try events("data: one") == [])
    }

    @Test(arguments: ["\n", "\r", "\r\n"])
    func `LF, CR and CRLF end lines`(lineEnd: String) throws {
        let text = ["event: text", "data: a", "data: b", "", "data: c", "", ""]
        #expect(
            try events(text.joined(separator: lineEnd)) == [
                ServerSentEvent(event: "text", data: "a\nb"), ServerSentEvent(data: "c"),
            ])
    }

    @Test func `line ends may be mixed`() throws {
        #expect(try events("data: a\rdata: b\r\ndata: c\n\r") == [ServerSentEvent(data: "a\nb\nc")])
        #expect(
            try events("data: a\n\rdata: b\r\r\n") == [
                ServerSentEvent(data: "a"), ServerSentEvent(data: "b"),
            ])
    }

    @Test func `a blank line that ends in CR dispatches without waiting for what follows`() throws {
        var parser = EventStreamParser()
        #expect(try parser.events(in: Array("data: a\r\r".utf8)) == [ServerSentEvent(data: "a")])
        #expect(try parser.events(in: Array("\ndata: b\n\n".utf8)) == [ServerSentEvent(data: "b")])
    }

    @Test func `one leading byte order mark is skipped`() throws {
        #expect(try events("\u{FEFF}data: a\n\n") == [ServerSentEvent(data: "a")])
        #expect(try events("\u{FEFF}\u{FEFF}data: a\n\n") == [])
        #expect(try events("data: a\n\n\u{FEFF}data: b\n\n") == [ServerSentEvent(data: "a")])
        #expect(try parse([[0xEF], [0xBB], [0xBF], Array("data: a\n\n".utf8)[...]]).count == 1)
        #expect(try parse([[0xEF, 0xBB], Array("data: a\n\ndata: b\n\n".utf8)[...]]).count == 1)
    }

    @Test func `comments and unknown fields are ignored`() throws {
        #expect(
            try events(":\n: ping\nfoo: bar\ndata: a\n:data: no\nData: no\n data: no\ndatax\n\n")
                == [ServerSentEvent(data: "a")])
    }

    @Test func `data lines are joined by line feeds`() throws {
        #expect(try events("data: a\ndata:\ndata: b\n\n") == [ServerSentEvent(data: "a\n\nb")])
        #expect(try events("data\ndata\n\n") == [ServerSentEvent(data: "\n")])
    }

    @Test func `one space after the colon is removed`() throws {
        #expect(
            try events("data:a\n\ndata: a\n\ndata:  a\n\ndata:\ta\n\n").map(\.data)
                == ["a", "a", " a", "\ta"])
    }

    @Test func `a field without a colon has an empty value`() throws {
        #expect(try events("data\n\n") == [ServerSentEvent(data: "")])
        #expect(
            try events("event: text\nevent\ndata: a\n\n") == [ServerSentEvent(data: "a")])
        #expect(
            try events("id: 1\ndata: a\n\nid\ndata: b\n\n").map(\.lastEventID) == ["1", ""])
    }

    @Test func `the value begins after the first colon`() throws {
        #expect(try events("data: {\"a\": 1}\n\n") == [ServerSentEvent(data: "{\"a\": 1}")])
        #expect(try events("data::a:\n\n") == [ServerSentEvent(data: ":a:")])
    }

    @Test func `an event without data is not dispatched and its type is forgotten`() throws {
        #expect(try events("event: text\n\ndata: a\n\n") == [ServerSentEvent(data: "a")])
    }

    @Test func `an empty data field makes an event`() throws {
        #expect(
            try events("data\n\ndata\ndata\n\ndata:") == [
                ServerSentEvent(data: ""), ServerSentEvent(data: "\n"),
            ])
    }

    @Test func `the last event field counts`() throws {
        #expect(
            try events("event: a\ndata: x\nevent: b\n\n") == [
                ServerSentEvent(event: "b", data: "x")
            ])
    }

    @Test func `the last event ID persists, also when set without data`() throws {
        #expect(
            try events("id: 1\ndata: a\n\ndata: b\n\nid: 2\n\ndata: c\n\n").map(\.lastEventID)
                == ["1", "1", "2"])
    }

    @Test func `an ID with NUL is ignored`() throws {
        #expect(
            try events("id: 1\ndata: a\n\nid: 2\u{0}\ndata: b\n\n").map(\.lastEventID)
                == ["1", "1"])
    }

    @Test func `retry takes digits only`() throws {
        #expect(
            try parse("retry: 1500\nretry:007\nretry: -1\nretry: 1 \nretry: 1.5\nretry:\nretry\n\n")
                == [.retry(1500), .retry(7)])
        #expect(
            try parse("retry: 9223372036854775807\nretry: 9223372036854775808\n")
                == [.retry(.max), .retry(.max)])
    }

    @Test func `retry is reported in its place in the stream`() throws {
        #expect(
            try parse("data: a\n\nretry: 1\ndata: b\n\n") == [
                .event(ServerSentEvent(data: "a"), at: 0), .retry(1),
                .event(ServerSentEvent(data: "b"), at: 9),
            ])
    }

    @Test func `invalid UTF-8 becomes replacement characters as the Encoding standard has it`()
        throws
    {
        let cases: [([UInt8], String)] = [
            ([0xFF], "\u{FFFD}"), ([0xE2, 0x82], "\u{FFFD}"), ([0xF0, 0x9F, 0x92], "\u{FFFD}"),
            ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"), ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ([0xF5, 0x80], "\u{FFFD}\u{FFFD}"), ([0xE2, 0x82, 0x41], "\u{FFFD}A"),
        ]
        for (bytes, text) in cases {
            let stream = Array("data: ".utf8) + bytes + Array("\n\n".utf8)
            #expect(try parse([stream[...]]) == [.event(ServerSentEvent(data: text), at: 0)])
        }
    }

    @Test func `an event's offset is that of its first field line`() throws {
        #expect(
            try parse(
                "\u{FEFF}: hello\n\ndata: a\n\n: b\nevent: x\ndata: c\r\n\r\nid: 1\n\ndata: d\n\n")
                == [
                    .event(ServerSentEvent(data: "a"), at: 12),
                    .event(ServerSentEvent(event: "x", data: "c"), at: 25),
                    .event(ServerSentEvent(data: "d", lastEventID: "1"), at: 52),
                ])
    }
}
