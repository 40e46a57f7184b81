import Foundation

/// A message to Lexi: the body of `POST /v1/lexi/chat/stream`, or of the plain chat.
struct ChatStreamRequest: Sendable, Equatable {
    /// The most a message may have, in Unicode code points.
    static let messageLimit = 12_000

    var message: String
    var conversationID: String?
    var context = ChatContext()
    var allowTools = true
    /// Whether it came to `POST /v1/lexi/chat`, which has prices and a context of its own.
    var isPlain = false
    var listID: String?
    var campaignID: String?

    init(plain message: String, conversationID: String?) {
        self.message = message
        self.conversationID = conversationID
        isPlain = true
    }

    /// The request in one spelling, whatever the order of its keys was.
    var canonical: String {
        let tools = allowTools ? "tools" : "no tools"
        let plain = isPlain ? ["plain", listID ?? "", campaignID ?? ""] : []
        return ([message, conversationID ?? "", context.json, tools] + plain)
            .map(JSONText.string).joined(separator: ",")
    }

    /// Reads and checks a body.
    /// - Throws: `APIError` with code `validation_error` that names every faulty field.
    init(json: Data) throws {
        let body: Body
        do {
            body = try JSONDecoder().decode(Body.self, from: json)
        } catch {
            throw APIError.validation("The request body is not a JSON object")
        }
        var faults: [String: String] = [:]
        message = Self.message(body.message, &faults)
        conversationID = body.conversationID.flatMap {
            Self.value($0, "conversation_id", "must be a string", &faults)
        }
        allowTools =
            body.allowTools.flatMap {
                Self.value($0, "allow_tools", "must be true or false", &faults)
            } ?? true
        if let given = body.context,
            let context = Self.value(given, "context", "must be an object", &faults)
        {
            self.context = ChatContext(context) { faults["context.\($0)"] = "must be a string" }
        }
        guard faults.isEmpty else {
            let names = faults.keys.sorted().joined(separator: ", ")
            throw APIError.validation("Invalid request: \(names)", faults)
        }
    }

    private static func message(
        _ given: Lenient<String>?, _ faults: inout [String: String]
    ) -> String {
        guard let given else {
            faults["message"] = "is required"
            return ""
        }
        guard let text = value(given, "message", "must be a string", &faults) else { return "" }
        if text.allSatisfy(\.isWhitespace) { faults["message"] = "must not be blank" }
        let length = text.unicodeScalars.count
        if length > messageLimit {
            faults["message"] = "has \(length) characters, at most \(messageLimit) are allowed"
        }
        return text
    }

    private static func value<Value>(
        _ given: Lenient<Value>, _ field: String, _ fault: String,
        _ faults: inout [String: String]
    ) -> Value? {
        if case .value(let value) = given { return value }
        faults[field] = fault
        return nil
    }

    private struct Body: Decodable {
        var message: Lenient<String>?
        var conversationID: Lenient<String>?
        var context: Lenient<[String: Lenient<String>?]>?
        var allowTools: Lenient<Bool>?

        enum CodingKeys: String, CodingKey {
            case message
            case conversationID = "conversation_id"
            case context
            case allowTools = "allow_tools"
        }
    }
}

/// A value of the wanted type, or the knowledge that it was of another.
enum Lenient<Value: Decodable & Sendable>: Decodable, Sendable {
    case value(Value)
    case mismatched

    init(from decoder: any Decoder) throws {
        do {
            self = .value(try Value(from: decoder))
        } catch is DecodingError {
            self = .mismatched
        }
    }
}
