import Testing

@testable import LexiStandIn

@Suite struct ModelReplyDecoderTests {
    private static func read(_ wire: String) throws -> (pieces: [ModelPiece], reply: ModelReply) {
        var decoder = ModelReplyDecoder()
        var pieces = try decoder.feed(Array(wire.utf8))
        let known = pieces.count
        let reply = try decoder.end()
        // What only the end of the stream completed has been taken by it.
        pieces.removeLast(pieces.count - known)
        return (pieces, reply)
    }

    private static func calls(_ deltas: String...) throws -> [ModelReply.Call] {
        let chunks = deltas.map { ModelWire.chunk(#"{"tool_calls":[\#($0)]}"#) }
        return try read(chunks.joined() + ModelWire.done).reply.calls
    }

    @Test func `content and both spellings of reasoning are told apart`() throws {
        let (pieces, reply) = try Self.read(
            ModelWire.chunk(#"{"role":"assistant","reasoning_content":"Hm."}"#)
                + ModelWire.chunk(#"{"reasoning":" So."}"#)
                + ModelWire.chunk(#"{"content":"Hel"}"#)
                + ModelWire.chunk(#"{"content":"lo"}"#, finish: "stop") + ModelWire.done)
        #expect(pieces == [.reasoning("Hm."), .reasoning(" So."), .text("Hel"), .text("lo")])
        #expect(reply == ModelReply(text: "Hello", calls: [], finish: "stop"))
    }

    @Test func `wherever the bytes are cut the reply is the same`() throws {
        let wire = Array(
            (": ping\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"Grüße\"}}]}\r\n\r\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":\" 🦊\"},\"finish_reason\":\"stop\"}]}\r\n\r\n"
                + "data: {\"choices\":[],\"usage\":{\"total_tokens\":5}}\r\n\r\n").utf8)
        for cut in 0...wire.count {
            var decoder = ModelReplyDecoder()
            let pieces =
                try decoder.feed(Array(wire[..<cut])) + decoder.feed(Array(wire[cut...]))
            #expect(pieces == [.text("Grüße"), .text(" 🦊")])
            #expect(
                try decoder.end() == ModelReply(text: "Grüße 🦊", calls: [], finish: "stop"))
        }
    }

    @Test func `a call that comes in pieces is put together by its index`() throws {
        let calls = try Self.calls(
            #"{"index":0,"id":"a","type":"function","function":{"name":"deals_get","arguments":""}}"#,
            #"{"index":0,"function":{"arguments":"{\"id\":"}}"#,
            #"{"index":1,"id":"b","function":{"name":"contacts_get","arguments":"{\"id\":\"contact-001\"}"}}"#,
            #"{"index":0,"function":{"arguments":"\"deal-001\"}"}}"#)
        #expect(
            calls == [
                .init(id: "a", name: "deals_get", arguments: #"{"id":"deal-001"}"#),
                .init(id: "b", name: "contacts_get", arguments: #"{"id":"contact-001"}"#),
            ])
    }

    @Test func `calls whose index is always 0 are told apart by their ids`() throws {
        let calls = try Self.calls(
            #"{"index":0,"id":"a","function":{"name":"deals_get","arguments":"{}"}}"#,
            #"{"index":0,"id":"b","function":{"name":"deals_get","arguments":"{}"}}"#)
        #expect(calls.map(\.id) == ["a", "b"])
    }

    @Test func `without ids and indexes a name behind whole arguments begins a call`() throws {
        let calls = try Self.calls(
            #"{"function":{"name":"deals_get","arguments":"{\"id\":\"1\"}"}}"#,
            #"{"function":{"name":"deals_get","arguments":"{\"id\":\"2\"}"}}"#)
        #expect(calls.map(\.arguments) == [#"{"id":"1"}"#, #"{"id":"2"}"#])
    }

    @Test func `an id made up for each piece and a repeated name change nothing`() throws {
        let calls = try Self.calls(
            #"{"index":0,"id":"a","function":{"name":"deals_get"}}"#,
            #"{"index":0,"id":"b","function":{"arguments":"{\"id\":"}}"#,
            #"{"index":0,"id":"a","function":{"name":"deals_get","arguments":"\"1\"}"}}"#)
        #expect(calls == [.init(id: "a", name: "deals_get", arguments: #"{"id":"1"}"#)])
    }

    @Test func `arguments may be an object`() throws {
        let calls = try Self.calls(
            #"{"id":"a","function":{"name":"deals_get","arguments":{"id":"1"}}}"#)
        #expect(calls.map(\.arguments) == [#"{"id":"1"}"#])
    }

    @Test func `calls may come next to content, and with an index that means nothing`() throws {
        let (pieces, reply) = try Self.read(
            ModelWire.chunk(
                #"{"content":"Let me see.","tool_calls":[{"index":-7,"function":{"name":"pipeline_summary"}},{"index":"x"},null,7]}"#,
                finish: "tool_calls"))
        #expect(pieces == [.text("Let me see.")])
        #expect(reply.calls.first?.name == "pipeline_summary")
    }

    @Test func `more calls than can be meant are refused`() {
        let one = #"{"tool_calls":[{"id":"ID","function":{"name":"n","arguments":"{}"}}]}"#
        let wire = (0...40).map {
            ModelWire.chunk(one.replacing("ID", with: "\($0)"))
        }.joined()
        #expect(throws: APIError.self) { try Self.read(wire + ModelWire.done) }
    }

    @Test func `the reason to finish is enough, and so is the terminator`() throws {
        let text = ModelWire.chunk(#"{"content":"Hello"}"#)
        #expect(try Self.read(text + ModelWire.chunk("{}", finish: "stop")).reply.text == "Hello")
        #expect(try Self.read(text + "data: [DONE]").reply.text == "Hello")
        // No blank line behind the last event.
        let last = ModelWire.chunk("{}", finish: "length").dropLast(2)
        #expect(try Self.read(text + last).reply.finish == "length")
    }

    @Test(arguments: [
        ("", "broke off"),
        (ModelWire.chunk(#"{"content":"Hel"}"#), "broke off"),
        (ModelWire.chunk(#"{"content":"Hel"}"#) + "data: {\"choi", "broke off"),
        (ModelWire.done, "holds no choices"),
        ("data: {\"choices\":[]}\n\n" + ModelWire.done, "holds no choices"),
        ("data: oops\n\n", "not JSON: “oops”"),
        ("data: {\"error\":{\"message\":\"out of memory\"}}\n\n", "a failure: out of memory"),
        ("data: {\"error\":\"out of memory\"}\n\n", "a failure: out of memory"),
        ("event: error\ndata: {\"code\":7}\n\n", "a failure: {\"code\":7}"),
        ("data: {\"object\":\"error\",\"message\":\"too long\"}\n\n", "a failure: too long"),
    ])
    func `what is no reply is said to be none`(wire: String, words: String) {
        let error = #expect(throws: APIError.self) { try Self.read(wire) }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    @Test func `seeded noise is refused or read and never traps`() {
        var random = SplitMix64(seed: 7)
        let sample = Array(
            (ModelWire.calling("deals_get", "{}") + ModelWire.saying("Hello")).utf8)
        for _ in 0..<500 {
            var bytes = sample
            for _ in 0..<8 {
                let place = random.number(in: 0...(bytes.count - 1))
                bytes[place] = UInt8(random.number(in: 0...255))
            }
            var decoder = ModelReplyDecoder()
            do {
                _ = try decoder.feed(bytes)
                _ = try decoder.end()
            } catch {
                #expect(error is APIError)
            }
        }
    }
}
