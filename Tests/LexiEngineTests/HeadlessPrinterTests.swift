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
}
