internal import LexiAPI
public import LexiSession

/// The first line of a journal: what it is, and of which conversation.
public struct JournalHeader: Sendable, Hashable {
    /// The version of the format that this program writes. It reads this one and all before.
    public static let version = 1

    /// `nil` for what belongs to no conversation.
    public var conversation: ConversationID?
    /// With what the conversation begins: where it belongs, and what it continues. `nil` for what
    /// belongs to none.
    public var opening: ConversationOpening?
    /// Which program wrote it.
    public var product: String

    public init(conversation: ConversationID?, opening: ConversationOpening?, product: String) {
        self.conversation = conversation
        self.opening = opening
        self.product = product
    }
}

extension JournalHeader {
    var json: JSONValue {
        var members: [JSONValue.Member] = [.init("lexi_journal", .integer(Int64(Self.version)))]
        if let conversation {
            members.append(.init("conversation", .string(conversation.description)))
        }
        if let opening { members.append(.init("origin", opening.service.json)) }
        if let name = opening?.serverID {
            members.append(.init("conversation_id", .string(name)))
        }
        if let title = opening?.title { members.append(.init("title", .string(title))) }
        members.append(.init("product", .string(product)))
        return .object(members)
    }

    /// - Returns: `nil` for what is no header of a version that can be read.
    init?(_ json: JSONValue) {
        guard json["lexi_journal"]?.integer == Int64(Self.version) else { return nil }
        let conversation = json["conversation"]?.string.flatMap { UniqueID($0) }
            .map(ConversationID.init)
        let service = ServiceOrigin(json["origin"])
        guard conversation == nil || service != nil else { return nil }
        self.init(
            conversation: conversation,
            opening: service.map {
                ConversationOpening(
                    service: $0, serverID: json["conversation_id"]?.string,
                    title: json["title"]?.string)
            },
            product: json["product"]?.string ?? "")
    }
}

extension ServiceOrigin {
    var json: JSONValue {
        .object([.init("base_url", .string(baseURL)), .init("key", .optional(key))])
    }

    init?(_ json: JSONValue?) {
        guard let baseURL = json?["base_url"]?.string else { return nil }
        self.init(baseURL: baseURL, key: json?["key"]?.string)
    }
}
