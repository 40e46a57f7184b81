public import LexiAPI

/// A tab as it is kept from one run of the program to the next: what it shows, and where it came
/// from.
public struct OpenTab: Sendable, Hashable {
    /// The conversation's local name.
    public var conversation: String
    public var title: String?
    /// The conversation's ID at the server, once that is known.
    public var serverID: String?
    /// Where the conversation takes place: a base URL, or a name for a server that has none to
    /// speak of.
    public var baseURL: String
    /// The fingerprint of the key, as ``KeyFingerprints`` makes it; `nil` where there was none.
    public var keyFingerprint: String?
    /// What part of it was seen: it is given back as the screen gave it.
    public var scroll: JSONValue?

    public init(
        conversation: String, title: String? = nil, serverID: String? = nil, baseURL: String,
        keyFingerprint: String? = nil, scroll: JSONValue? = nil
    ) {
        self.conversation = conversation
        self.title = title
        self.serverID = serverID
        self.baseURL = baseURL
        self.keyFingerprint = keyFingerprint
        self.scroll = scroll
    }
}

extension OpenTab {
    var json: JSONValue {
        func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
        return .object([
            .init("conversation", .string(conversation)), .init("title", text(title)),
            .init("server_id", text(serverID)), .init("base_url", .string(baseURL)),
            .init("key", text(keyFingerprint)), .init("scroll", scroll ?? .null),
        ])
    }

    /// - Returns: `nil` for what names no conversation, or not where it takes place.
    init?(json: JSONValue) {
        guard let conversation = json["conversation"]?.string, !conversation.isEmpty,
            let baseURL = json["base_url"]?.string
        else { return nil }
        let scroll = json["scroll"]
        self.init(
            conversation: conversation, title: json["title"]?.string,
            serverID: json["server_id"]?.string, baseURL: baseURL,
            keyFingerprint: json["key"]?.string, scroll: scroll == .null ? nil : scroll)
    }
}
