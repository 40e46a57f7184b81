/// The body of `POST …/chat/completions`.
struct ModelRequest: Sendable {
    /// One message of the conversation as the model gets it.
    enum Message: Sendable, Equatable {
        case system(String)
        case user(String)
        case assistant(String, calls: [ModelReply.Call] = [])
        case tool(callID: String, content: String)
    }

    var model: String
    var messages: [Message]
    /// Empty where the message allows none; the member is then left out.
    var tools: [ToolSchema]

    var wire: String {
        let offered: [JSONValue.Member] =
            tools.isEmpty ? [] : [.init(name: "tools", value: .array(tools.map(\.json)))]
        return JSONValue.object(
            [
                .init(name: "model", value: .string(model)),
                .init(name: "stream", value: true),
                .init(name: "messages", value: .array(messages.map(\.json))),
            ] + offered
        ).wire
    }
}

extension ModelRequest.Message {
    var json: JSONValue {
        switch self {
        case .system(let text): return ["role": "system", "content": .string(text)]
        case .user(let text): return ["role": "user", "content": .string(text)]
        case .assistant(let text, let calls):
            let message: JSONValue = ["role": "assistant", "content": .string(text)]
            return calls.isEmpty
                ? message : message.with("tool_calls", .array(calls.map(Self.json)))
        case .tool(let id, let content):
            return ["role": "tool", "tool_call_id": .string(id), "content": .string(content)]
        }
    }

    private static func json(_ call: ModelReply.Call) -> JSONValue {
        [
            "id": .string(call.id), "type": "function",
            "function": ["name": .string(call.name), "arguments": .string(call.arguments)],
        ]
    }
}
