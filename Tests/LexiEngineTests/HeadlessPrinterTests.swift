import LexiAPI
import LexiEngine
import Testing

@Suite struct HeadlessPrinterTests {
    private func printed(_ events: RunEvent...) -> [HeadlessOutput.Piece] {
        var printer = TextPrinter()
        var output = HeadlessOutput()
        for event in events { printer.print(event, atMilliseconds: 0, to: &output) }
        return output.pieces
    }

    @Test func theAnswerEndsItsLineBeforeAnythingElseIsSaid() {
        #expect(
            printed(
                .text(delta: "Half a ", conversationID: nil),
                .text(delta: "line", conversationID: nil),
                .done(creditsRemaining: 5, messageID: "m", conversationID: nil),
                .ended(.completed, terminator: true)) == [
                    .output("Half a line\n"),
                    .diagnostic("done: 5 credits remaining, message m\n"),
                ])
    }

    @Test func progressInTheMiddleOfALineStandsOnALineOfItsOwn() {
        #expect(
            printed(
                .text(delta: "Half", conversationID: nil), .thinking(text: "hm"),
                .text(delta: " done\n", conversationID: nil), .thinking(text: "more")) == [
                    .output("Half"), .diagnostic("\nthinking: hm\n"), .output(" done\n"),
                    .diagnostic("thinking: more\n"),
                ])
    }

    @Test func whatEndsWithoutTextDoesNotPointAtAny() {
        #expect(
            printed(.ended(.incomplete, terminator: false)) == [
                .diagnostic(
                    "incomplete: the stream ended before it was done; "
                        + "nothing of the answer had arrived\n")
            ])
    }

    @Test func `advice to use the same key names it`() {
        let failure = Failure(
            code: .init(rawValue: "request_in_progress"), message: "Still at it.", status: 409)
        let pieces = printed(
            .requested(ChatRequest(message: "Q"), idempotencyKey: "0b1c-key"), .failed(failure))
        guard case .diagnostic(let text)? = pieces.last else {
            Issue.record("nothing was said")
            return
        }
        #expect(text.contains("then try it again with --idempotency-key 0b1c-key. Sent anew"))
    }

    @Test func `markup of an error is told as a page`() {
        let failure = Failure(plainText: "<html><title>502 Bad Gateway</title></html>")
        #expect(
            printed(.failed(failure)).first
                == .diagnostic(
                    "error: The server sent a web page titled \"502 Bad Gateway\".\n"
                        + "  Try again in a moment.\n"))
    }

    @Test func `of an event without a name that nobody knows its data is told`() {
        #expect(
            printed(
                .unknown(event: "message", data: #"{"message":"Bad\u001b[2J"}"# + "\u{1B}[2J"),
                .unknown(event: "usage", data: "{}")) == [
                    .diagnostic(
                        "note: unknown event message: {\"message\":\"Bad\\u001b[2J\"}\n"
                            + "note: unknown event usage\n")
                ])
    }

    @Test func serverTextCannotReachTheTerminalByTheSideDoor() {
        let pieces = printed(
            .toolStep(
                ToolStepUpdate(tool: "t\u{1B}[2J", status: "started", summary: "a\nb\u{9B}m")),
            .failed(Failure(code: .init(rawValue: "x\u{07}"), message: "m\u{1B}]0;t\u{07}")))
        for case .diagnostic(let text) in pieces {
            #expect(
                text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value < 0x7F }
            )
        }
        #expect(!pieces.isEmpty)
    }

    @Test(
        arguments: [
            .done(creditsRemaining: 1, messageID: "m", conversationID: nil),
            .failed(Failure(code: .network, message: "gone")),
            .ended(.completed, terminator: true), .ended(.incomplete, terminator: false),
            .ended(.cancelled, terminator: false),
        ] as [RunEvent])
    func `text behind a sequence that does not close is printed`(_ last: RunEvent) {
        let pieces = printed(
            .text(delta: "EUR\u{1B}]0;40", conversationID: nil),
            .text(delta: "m â\u{80}\u{9C}yes", conversationID: nil), last,
            .ended(.completed, terminator: true))
        let answer = pieces.compactMap { if case .output(let text) = $0 { text } else { nil } }
        #expect(answer.joined() == "EUR]0;40m âyes\n")
    }

    @Test func `line ends of any kind are line feeds, and no controls`() {
        #expect(
            printed(
                .text(delta: "a\r", conversationID: nil),
                .text(delta: "\nb\rc", conversationID: nil),
                .ended(.completed, terminator: true)) == [
                    .output("a\nb\nc\n"), .diagnostic("done: credits unknown\n"),
                ])
    }

    @Test func `what broke off says how it is asked again without paying twice`() {
        let head = ResponseHead(status: 200, requestID: "req_1")
        #expect(
            printed(Self.question, .responded(head), .ended(.incomplete, terminator: false)) == [
                .diagnostic(
                    "incomplete: the stream ended before it was done; nothing of the answer had "
                        + "arrived\n  request req_1\n  --idempotency-key k with the same question "
                        + "asks again; it is charged once at most\n")
            ])
    }

    @Test func `the end of an answer names the request`() {
        let head = ResponseHead(status: 200, requestID: "req_1")
        #expect(
            printed(
                .responded(head), .text(delta: "a\n", conversationID: "c1"),
                .done(creditsRemaining: 5, messageID: "m", conversationID: nil),
                .ended(.completed, terminator: true)
            ).last
                == .diagnostic(
                    "done: 5 credits remaining, message m, conversation c1, request req_1\n"))
    }

    private static let question = RunEvent.requested(
        ChatRequest(message: "Who?"), idempotencyKey: "k")

    @Test func `a conversation that goes on elsewhere is noticed, and the first ID is named`() {
        #expect(
            printed(
                Self.question, .text(delta: "a\n", conversationID: "c1"),
                .text(delta: "b\n", conversationID: "c2"),
                .done(creditsRemaining: 5, messageID: "m", conversationID: nil),
                .ended(.completed, terminator: true)) == [
                    .output("a\n"),
                    .diagnostic("note: the conversation's ID changed from c1 to c2\n"),
                    .output("b\n"),
                    .diagnostic("done: 5 credits remaining, message m, conversation c1\n"),
                ])
    }

    @Test func `an answer without a conversation cannot be continued and says so`() {
        #expect(
            printed(
                Self.question, .toolStep(ToolStepUpdate(tool: "t", status: "completed")),
                .done(creditsRemaining: nil, messageID: nil, conversationID: nil),
                .ended(.completed, terminator: false)) == [
                    .diagnostic(
                        "tool t completed\ndone: credits unknown, message unknown\n"
                            + "note: the stream ended without its last mark, [DONE]\n"
                            + "note: no conversation ID came, so this conversation cannot be "
                            + "continued from here; lexi conversations list shows it\n")
                ])
    }

    @Test func `a failure without a code is not an error twice`() {
        #expect(
            printed(.failed(Failure(code: .init(rawValue: "error"), message: "upstream gone")))
                .first
                == .diagnostic("error: upstream gone\n  Try again in a moment.\n"))
    }

    @Test func `a message over the documented limit is sent with a note`() {
        let message = String(repeating: "é", count: 12_001)
        #expect(
            printed(.requested(ChatRequest(message: message), idempotencyKey: "k")) == [
                .diagnostic("note: the message has 12001 characters; the API takes 12000\n")
            ])
    }
}
