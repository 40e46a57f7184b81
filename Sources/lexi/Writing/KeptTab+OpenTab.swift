import LexiAPI
import LexiHome
import LexiSession
import LexiState

extension OpenTab {
    init(_ tab: KeptTab) {
        self.init(
            conversation: tab.id.description, title: tab.title, serverID: tab.serverID,
            baseURL: tab.service.baseURL, keyFingerprint: tab.service.key,
            screen: .object([
                .init("context", tab.context.json), .init("allow_tools", .bool(tab.allowTools)),
                .init("place", tab.place ?? .null),
            ]))
    }
}

extension KeptTab {
    /// - Returns: `nil` for what names no conversation.
    init?(_ tab: OpenTab) {
        guard let id = UniqueID(tab.conversation) else { return nil }
        var context = ChatContext()
        for field in ChatContext.Field.allCases {
            context[field] = tab.screen?["context"]?[field.wireKey]?.string
        }
        self.init(
            id: ConversationID(id), title: tab.title, serverID: tab.serverID,
            service: ServiceOrigin(baseURL: tab.baseURL, key: tab.keyFingerprint),
            context: context, allowTools: tab.screen?["allow_tools"] != .bool(false),
            place: tab.screen?["place"])
    }
}
