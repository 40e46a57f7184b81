/// The records and the page that Lexi is told the user is looking at.
///
/// Every identifier is opaque: the API's pages call them UUIDs and show prefixed ones.
public struct ChatContext: Sendable, Hashable {
    /// The five things a chat may be focused on, in the order they are shown.
    public enum Field: String, Sendable, CaseIterable {
        case contact, deal, matter, company, page

        /// The key in the `context` object of `POST /v1/lexi/chat/stream`.
        public var wireKey: String { self == .page ? "page" : rawValue + "_id" }
    }

    private var values: [Field: String]

    /// Creates a context; empty strings count as absent.
    public init(
        contact: String? = nil, deal: String? = nil, matter: String? = nil,
        company: String? = nil, page: String? = nil
    ) {
        values = [:]
        self[.contact] = contact
        self[.deal] = deal
        self[.matter] = matter
        self[.company] = company
        self[.page] = page
    }

    /// The value of one field; setting an empty string clears it.
    public subscript(field: Field) -> String? {
        get { values[field] }
        set { values[field] = (newValue?.isEmpty ?? true) ? nil : newValue }
    }

    /// Whether no field is set, in which case no `context` is sent.
    public var isEmpty: Bool { values.isEmpty }

    /// The `context` object as it goes over the wire.
    public var json: JSONValue {
        .object(
            Field.allCases.compactMap { field in
                self[field].map { JSONValue.Member(field.wireKey, .string($0)) }
            })
    }
}

/// The body of `POST /v1/lexi/chat/stream`.
public struct ChatRequest: Sendable, Hashable {
    /// The largest `message` the API documents, in Unicode scalars.
    ///
    /// The page says "12,000 characters" without naming the unit; the server decides.
    public static let documentedMessageLimit = 12_000

    public var message: String
    /// `nil` starts a new conversation.
    public var conversationID: String?
    public var context: ChatContext
    /// `false` asks for an answer from the conversation alone, without CRM tools.
    public var allowTools: Bool

    public init(
        message: String, conversationID: String? = nil, context: ChatContext = ChatContext(),
        allowTools: Bool = true
    ) {
        self.message = message
        self.conversationID = conversationID
        self.context = context
        self.allowTools = allowTools
    }

    /// The body as it goes over the wire: absent things are left out, not sent as null.
    public var json: JSONValue {
        var members = [JSONValue.Member("message", .string(message))]
        if let conversationID {
            members.append(.init("conversation_id", .string(conversationID)))
        }
        if !context.isEmpty { members.append(.init("context", context.json)) }
        members.append(.init("allow_tools", .bool(allowTools)))
        return .object(members)
    }
}

extension ChatRequest {
    /// Reads a request as ``json`` writes it; what else is in the object is of no interest.
    ///
    /// - Returns: `nil` without a message.
    package init?(json: JSONValue) {
        guard let message = json["message"]?.string else { return nil }
        self.init(
            message: message, conversationID: json["conversation_id"]?.string,
            context: ChatContext(json["context"]), allowTools: json["allow_tools"]?.bool ?? true)
    }
}
