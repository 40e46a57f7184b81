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
    /// How it was looked at, and what its next message is sent with: it is given back as it was
    /// given.
    public var screen: JSONValue?

    public init(
        conversation: String, title: String? = nil, serverID: String? = nil, baseURL: String,
        keyFingerprint: String? = nil, screen: JSONValue? = nil
    ) {
        self.conversation = conversation
        self.title = title
        self.serverID = serverID
        self.baseURL = baseURL
        self.keyFingerprint = keyFingerprint
        self.screen = screen
    }
}

extension OpenTab {
    var json: JSONValue {
        func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
        return .object([
            .init("conversation", .string(conversation)), .init("title", text(title)),
            .init("server_id", text(serverID)), .init("base_url", .string(baseURL)),
            .init("key", text(keyFingerprint)), .init("screen", screen ?? .null),
        ])
    }

    /// - Returns: `nil` for what names no conversation, or not where it takes place.
    init?(json: JSONValue) {
        guard let conversation = json["conversation"]?.string, !conversation.isEmpty,
            let baseURL = json["base_url"]?.string
        else { return nil }
        let screen = json["screen"]
        self.init(
            conversation: conversation, title: json["title"]?.string,
            serverID: json["server_id"]?.string, baseURL: baseURL,
            keyFingerprint: json["key"]?.string, screen: screen == .null ? nil : screen)
    }
}
