public import LexiAPI

/// Literal texts as they go over the wire, and the events they stand for.
public enum Wire {
    public static let streamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"

    /// A turn as the API's page describes it, with two tools' worth of events.
    public static let conforming = """
        event: thinking
        data: {"text": "Checking who is behind this contact"}

        event: tool_step
        data: {"tool": "contacts.get", "status": "started"}

        event: tool_step
        data: {"tool": "contacts.get", "status": "completed", "summary": "Read Mara Vogt"}

        event: text
        data: {"delta": "Mara Vogt heads legal ", "conversation_id": "6f0c1d52-3a7e-4b1f-9a55-2f1f6f"}

        event: text
        data: {"delta": "at Nordkai.\\nTwo tasks are open."}

        event: done
        data: {"credits_remaining": 412, "message_id": "msg_01JTB7"}

        data: [DONE]


        """

    public static let conformingEvents: [RunEvent] = [
        .thinking(text: "Checking who is behind this contact"),
        .toolStep(ToolStepUpdate(tool: "contacts.get", status: "started")),
        .toolStep(
            ToolStepUpdate(tool: "contacts.get", status: "completed", summary: "Read Mara Vogt")),
        .text(
            delta: "Mara Vogt heads legal ",
            conversationID: "6f0c1d52-3a7e-4b1f-9a55-2f1f6f"),
        .text(delta: "at Nordkai.\nTwo tasks are open.", conversationID: nil),
        .done(creditsRemaining: 412, messageID: "msg_01JTB7", conversationID: nil),
        .ended(.completed, terminator: true),
    ]

    public static let textEvent = "event: text\ndata: {\"delta\": \"Hello\"}\n\n"
    public static let text = RunEvent.text(delta: "Hello", conversationID: nil)
    public static let doneEvent =
        "event: done\ndata: {\"credits_remaining\": 1, \"message_id\": \"m\"}\n\n"
    public static let done = RunEvent.done(creditsRemaining: 1, messageID: "m", conversationID: nil)

    /// One piece of a body with `Transfer-Encoding: chunked`.
    public static func chunk(_ text: String) -> String {
        String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n"
    }
}

/// The head of a response that carries nothing but its status.
public func responded(_ status: Int = 200) -> RunEvent { .responded(ResponseHead(status: status)) }
