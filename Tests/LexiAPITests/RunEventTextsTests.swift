import LexiAPI
import Testing

@Suite struct RunEventTextsTests {
    private static let failure = Failure(
        code: .init(rawValue: "A"), message: "B", fields: [.init("C", .string("D"))])

    /// Each kind of event with letters for all its texts, in the order of the walk.
    private static let events: [(RunEvent, String)] = [
        (.requested(ChatRequest(message: "A"), idempotencyKey: "key"), "A"),
        (
            .retrying(
                Retry(
                    attempt: 2, wait: .zero, failure: failure,
                    head: ResponseHead(status: 503, requestID: "E"))), "ABCDE"
        ),
        (.responded(ResponseHead(status: 200, requestID: "A")), "A"),
        (.thinking(text: "A"), "A"),
        (.toolStep(ToolStepUpdate(tool: "A", status: "B", summary: "C")), "ABC"),
        (.text(delta: "A", conversationID: "B"), "AB"),
        (.done(creditsRemaining: 1, messageID: "A", conversationID: "B"), "AB"),
        (.failed(failure), "ABCD"),
        (.unknown(event: "A", data: "B"), "AB"),
        (.malformed(event: "A", data: "B", reason: "C"), "ABC"),
        (.queued(Queueing(limit: 1, isServers: true)), ""), (.dequeued, ""),
        (.ended(.completed, terminator: true), ""),
    ]

    @Test func `every text is visited once, in order, and may be changed`() {
        for (event, letters) in Self.events {
            var changed = event
            var visited = ""
            changed.withTexts { text in
                visited += text
                text = text.lowercased()
            }
            #expect(visited == letters)
            #expect(event.textBytes == letters.utf8.count)
            var again = ""
            changed.withTexts { again += $0 }
            #expect(again == letters.lowercased())
        }
    }

    @Test func `what is not there stays away`() {
        var event = RunEvent.text(delta: "A", conversationID: nil)
        event.withTexts { $0 += "!" }
        #expect(event == .text(delta: "A!", conversationID: nil))
    }
}
