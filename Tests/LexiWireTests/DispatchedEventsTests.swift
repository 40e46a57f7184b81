import LexiAPI
import LexiWire
import Testing

@Suite struct DispatchedEventsTests {
    private func lines(_ text: String) throws -> [String] {
        var reader = DispatchedEvents()
        var lines: [String] = []
        for byte in text.utf8 {
            try withUnsafePointer(to: byte) { byte in
                try reader.feed(UnsafeBufferPointer(start: byte, count: 1)) {
                    lines.append($0.line)
                }
            }
        }
        return lines
    }

    @Test func `each dispatched event is one object, in order, by the standard alone`() throws {
        #expect(
            try lines(
                "\u{FEFF}data: a\r\n\r\nretry: 250\nid: 7\nevent: text\ndata: {\"x\":\ndata: 1}\n\n"
                    + "event: none\n\ndata: \u{1B}[2J\n\ndata: [DONE]\n\ndata: pending\n") == [
                    #"{"event":"message","data":"a","last_event_id":""}"#,
                    #"{"retry":250}"#,
                    #"{"event":"text","data":"{\"x\":\u000a1}","last_event_id":"7"}"#,
                    #"{"event":"message","data":"\u001b[2J","last_event_id":"7"}"#,
                    #"{"event":"message","data":"[DONE]","last_event_id":"7"}"#,
                ])
    }

    @Test func `a terminator that no blank line completed is dropped`() throws {
        #expect(try lines("data: [DONE]\n") == [])
        #expect(try lines("data: [DONE]") == [])
    }
}
