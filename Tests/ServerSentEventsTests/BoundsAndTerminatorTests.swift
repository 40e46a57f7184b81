import ServerSentEvents
import Testing

@Suite struct BoundsTests {
    @Test func `a line may be as long as the bound and no longer`() throws {
        let parser = EventStreamParser(maximumEventBytes: 10)
        #expect(try parse("data: 1234\n\n", with: parser).count == 1)
        #expect(throws: EventStreamError.self) { try parse("data: 12345\n\n", with: parser) }
        #expect(throws: EventStreamError.self) { try parse(": 123456789\n\n", with: parser) }
    }

    @Test func `a line that never ends is refused while it grows`() {
        var parser = EventStreamParser(maximumEventBytes: 10)
        let error = #expect(throws: EventStreamError.self) {
            for _ in 0..<11 { _ = try parser.events(in: [UInt8(ascii: "a")]) }
        }
        #expect(error?.byteOffset == 0)
        #expect(error?.limit == 10)
        #expect(error?.description == "a line at byte 0 is longer than 10 bytes")
    }

    @Test func `data lines together may not outgrow the bound`() throws {
        let parser = EventStreamParser(maximumEventBytes: 12)
        #expect(try parse("data: 12345\ndata: 123456\n\n", with: parser).count == 1)
        let error = #expect(throws: EventStreamError.self) {
            try parse("data: 123456\ndata: 123456\n\n", with: parser)
        }
        #expect(
            error?.description
                == "an event's data grows over 12 bytes with the line at byte 13")
    }

    @Test func `items before the fault are reported, and the fault stays`() {
        var parser = EventStreamParser(maximumEventBytes: 10)
        let bytes = Array("data: a\n\ndata: too long for this\n\ndata: b\n\n".utf8)
        for middle in 0...bytes.count {
            parser = EventStreamParser(maximumEventBytes: 10)
            var items: [Item] = []
            var errors: [EventStreamError] = []
            for part in [bytes[..<middle], bytes[middle...], bytes[...]] {
                Array(part).withUnsafeBufferPointer { part in
                    do throws(EventStreamError) {
                        try parser.feed(part) { items.append(Item($0)) }
                    } catch {
                        errors.append(error)
                    }
                }
            }
            #expect(items == [.event(ServerSentEvent(data: "a"), at: 0)])
            #expect(Set(errors).count == 1)
            #expect(errors.first?.byteOffset == 9)
        }
    }

    @Test func `many events may together be larger than the bound`() throws {
        let parser = EventStreamParser(maximumEventBytes: 16)
        let text = String(repeating: "event: e\ndata: 0123456789\n\n", count: 100)
        #expect(try parse(text, with: parser).count == 100)
    }
}

@Suite struct TerminatorTests {
    private let parser = EventStreamParser(terminator: "[DONE]")

    @Test func `a parser without a terminator takes it for an ordinary event`() throws {
        #expect(
            try parse("data: [DONE]\n\n") == [.event(ServerSentEvent(data: "[DONE]"), at: 0)])
        #expect(try parse("data: [DONE]\n") == [])
        #expect(try parse("data: [DONE]") == [])
    }

    @Test(arguments: [
        "data: [DONE]", "data:[DONE]", "data: [DONE]\n", "data: [DONE]\r", "data: [DONE]\n\n",
        "data: [DONE]\r\n\r\n", "event: message\ndata: [DONE]\n", "event:\ndata: [DONE]",
        "id: 1\ndata: [DONE]", "data: [DONE]\n\ndata: more\n\n", "data: [DONE]\ndata: more\n\n",
    ])
    func `its line is enough, with any line end or none`(text: String) throws {
        let offset = text.contains("id: 1") ? 6 : text.hasPrefix("event: m") ? 15 : 0
        let expected = text.hasPrefix("event:\n") ? 7 : offset
        #expect(try parse(text, with: parser) == [.terminator(at: expected)])
    }

    @Test(arguments: [
        "event: text\ndata: [DONE]\n", "data: a\ndata: [DONE]\n", "data: [DONE] \n",
        "data:  [DONE]\n", "data: [done]\n", ": [DONE]\n", "[DONE]\n", "data: \"[DONE]\"\n",
        "data: [DONE",
    ])
    func `only an unnamed event's first data line is one`(text: String) throws {
        #expect(try parse(text, with: parser) == [])
    }

    @Test func `nothing is reported twice or after it`() throws {
        var parser = parser
        #expect(!parser.isTerminated)
        _ = try parser.events(in: Array("data: [DONE]\n".utf8))
        #expect(parser.isTerminated)
        #expect(try parser.events(in: Array("\ndata: a\n\n".utf8)) == [])
        var count = 0
        parser.finish { _ in count += 1 }
        #expect(count == 0)
    }

    @Test func `an open event or line can be seen before the end of the input`() throws {
        var parser = EventStreamParser()
        #expect(!parser.isInsideEvent)
        _ = try parser.events(in: Array("data: a\n".utf8))
        #expect(parser.isInsideEvent)
        _ = try parser.events(in: Array("\n".utf8))
        #expect(!parser.isInsideEvent)
        _ = try parser.events(in: Array("da".utf8))
        #expect(parser.isInsideEvent)
    }
}
