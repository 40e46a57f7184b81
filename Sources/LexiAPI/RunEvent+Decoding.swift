extension RunEvent {
    /// What one dispatched event of the stream means.
    ///
    /// Tolerances, where the API's page is silent or contradicts itself: unknown fields are
    /// ignored, unknown events survive as ``unknown(event:data:)``, errors may be flat, nested
    /// under `error` or plain text, an object that only an error looks like is one without a name,
    /// too, and identifiers are taken from any event that has one.
    ///
    /// - Parameters:
    ///   - name: The event's type as it came; empty, which means `message`, when the stream names
    ///     none.
    ///   - data: The event's data, its lines joined by line feeds.
    public init(name: UnsafeBufferPointer<UInt8>, data: UnsafeBufferPointer<UInt8>) {
        var ignored = CharacterHalves()
        self.init(name: name, data: data, halves: &ignored)
    }

    /// What one dispatched event of the stream means.
    ///
    /// - Parameter halves: The halves of characters that a text's delta begins and ends with.
    init(
        name: UnsafeBufferPointer<UInt8>, data: UnsafeBufferPointer<UInt8>,
        halves: inout CharacterHalves
    ) {
        // What nearly all events are is read without a detour. Where that gives up, the general
        // parser reads the event or words what is wrong with it.
        if name.isEqual(to: "text") {
            if let members = FlatObjectReader.members(of: data, "delta", "conversation_id"),
                let delta = members.first
            {
                self = .text(delta: delta.string, conversationID: members.second?.string)
                return
            }
        } else if name.isEqual(to: "tool_step") {
            if let members = FlatObjectReader.members(of: data, "tool", "status", "summary"),
                let tool = members.first, let status = members.second
            {
                self = .toolStep(
                    ToolStepUpdate(
                        tool: tool.string, status: status.string, summary: members.third?.string))
                return
            }
        } else if name.isEqual(to: "thinking") {
            if let text = FlatObjectReader.members(of: data, "text")?.first {
                self = .thinking(text: text.string)
                return
            }
        }
        self.init(
            parsing: name.isEmpty ? "message" : String(decoding: name, as: UTF8.self), data,
            halves: &halves)
    }

    /// What any event means, by way of the general JSON parser.
    init(
        parsing name: String, _ data: UnsafeBufferPointer<UInt8>, halves: inout CharacterHalves
    ) {
        func text() -> String { String(decoding: data, as: UTF8.self) }
        guard Self.isKnown(name) else {
            self =
                name == "message"
                ? Self.namelessError(data) ?? .unknown(event: name, data: text())
                : .unknown(event: name, data: text())
            return
        }
        do throws(JSONError) {
            let value = try JSONValue(
                parsing: data, halvesOf: name == "text" ? "delta" : "", &halves)
            self =
                Self.decode(name, value)
                ?? .malformed(event: name, data: text(), reason: Self.expectation(of: name))
        } catch {
            self =
                name == "error"
                ? .failed(Failure(plainText: text()))
                : .malformed(
                    event: name, data: text(),
                    reason: "invalid JSON at byte \(error.byteOffset): \(error.reason)")
        }
    }

    /// An error without the event's name, as some gateways send it; nothing else without a name is
    /// taken for what it looks like.
    private static func namelessError(_ data: UnsafeBufferPointer<UInt8>) -> RunEvent? {
        do throws(JSONError) {
            return Failure(nameless: try JSONValue(parsing: data)).map { .failed($0) }
        } catch {
            // Of no known event, so that nobody promised JSON.
            return nil
        }
    }

    private static func isKnown(_ name: String) -> Bool {
        switch name {
        case "thinking", "tool_step", "text", "done", "error": true
        default: false
        }
    }

    private static func decode(_ name: String, _ value: JSONValue) -> RunEvent? {
        switch name {
        case "thinking":
            value["text"]?.string.map { .thinking(text: $0) }
        case "tool_step":
            ToolStepUpdate(value).map { .toolStep($0) }
        case "text":
            value["delta"]?.string.map {
                .text(delta: $0, conversationID: value["conversation_id"]?.string)
            }
        case "done":
            value.members == nil
                ? nil
                : .done(
                    creditsRemaining: value["credits_remaining"]?.credits,
                    messageID: value["message_id"]?.string,
                    conversationID: value["conversation_id"]?.string)
        default:
            .failed(Failure(value) ?? Failure(plainText: value.string ?? value.line))
        }
    }

    private static func expectation(of name: String) -> String {
        switch name {
        case "thinking": "no string \"text\""
        case "tool_step": "no strings \"tool\" and \"status\""
        case "text": "no string \"delta\""
        default: "not an object"
        }
    }
}

extension ToolStepUpdate {
    fileprivate init?(_ value: JSONValue) {
        guard let tool = value["tool"]?.string, let status = value["status"]?.string else {
            return nil
        }
        self.init(tool: tool, status: status, summary: value["summary"]?.string)
    }
}

extension Failure {
    /// Reads the API's error object, flat or under `error`, and what gateways put in its place: a
    /// text under `error`, and `detail`.
    ///
    /// Without a code it is named after the status, or plainly `error`.
    ///
    /// - Parameter status: The HTTP status it came with; inside a stream there is none.
    /// - Returns: `nil` when no form has a string `code` or `message`.
    public init?(_ value: JSONValue, status: Int? = nil) {
        let object = value["error"].flatMap { $0 == .null ? nil : $0 } ?? value
        let code = object["code"]?.string
        let message = object["message"]?.string ?? object.string ?? object["detail"]?.detail
        guard code != nil || message != nil else { return nil }
        self.init(
            code: code.map(Code.init(rawValue:)) ?? status.map(Code.http)
                ?? Code(rawValue: "error"),
            message: message ?? "The server gave no reason.",
            fields: object["details"]?["fields"]?.members ?? [],
            status: object["status"]?.integer.flatMap(Int.init(exactly:)) ?? status)
    }

    /// Reads what can be nothing but an error, though nobody calls it one: it has an `error`, which
    /// is an object or says something, or both of the API's own `code` and `message`, or `detail`.
    ///
    /// - Returns: `nil` for all else.
    package init?(nameless value: JSONValue) {
        guard value.members != nil else { return nil }
        switch value["error"] {
        case .object: break
        case .string(let text) where !text.isEmpty: break
        case nil, .null:
            guard value["delta"] == nil, value["data"] == nil,
                value["code"]?.string != nil && value["message"]?.string != nil
                    || value["detail"]?.detail != nil
            else { return nil }
        default: return nil
        }
        self.init(value)
    }

    /// A failure of the stream that came as plain text.
    public init(plainText: String) {
        self.init(code: Code(rawValue: "error"), message: plainText)
    }
}

extension JSONValue {
    /// What went wrong, as FastAPI's `detail` has it: in words, or in a list of mistakes.
    fileprivate var detail: String? {
        switch self {
        case .string(let text): text.isEmpty ? nil : text
        case .array(let values): values.isEmpty ? nil : line
        default: nil
        }
    }
}
