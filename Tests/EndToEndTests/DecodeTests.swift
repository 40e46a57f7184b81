import Testing

@Suite struct DecodeTests {
    @Test func `raw prints what the standard dispatches`() throws {
        let stream =
            "\u{FEFF}: a comment\nid: 1\nevent: add\ndata: one\ndata: two\n\n"
            + "data:no space\r\n\r\nretry: 1500\rdata\r\revent: lost\n\nid\ndata: x\n\n"
            + "data: never completed"
        let result = try Program.run("decode", "--raw", input: stream)
        #expect(result.status == 0)
        #expect(
            result.output.split(separator: "\n").map(String.init) == [
                #"{"event":"add","data":"one\u000atwo","last_event_id":"1"}"#,
                #"{"event":"message","data":"no space","last_event_id":"1"}"#,
                #"{"retry":1500}"#,
                #"{"event":"message","data":"","last_event_id":"1"}"#,
                #"{"event":"message","data":"x","last_event_id":""}"#,
            ])
    }

    @Test func `a capture prints as JSON lines without times`() throws {
        let stream = """
            event: text
            data: {"delta": "Hi"}

            event: done
            data: {"credits_remaining": 1, "message_id": "m"}

            data: [DONE]

            """
        let result = try Program.run("decode", "-", input: stream)
        #expect(result.status == 0)
        #expect(
            result.output.split(separator: "\n").map(String.init) == [
                #"{"type":"text","delta":"Hi","conversation_id":null}"#,
                #"{"type":"done","credits_remaining":1,"message_id":"m"}"#,
                #"{"type":"end","outcome":"completed","terminator":true}"#,
            ])
    }

    @Test func `a file that is not there is named`() throws {
        let result = try Program.run("decode", "/no/such/capture")
        #expect(result.status == 66)
        #expect(result.errors.contains("/no/such/capture"))
    }
}
