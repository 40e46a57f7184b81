import LexiAPI
import LexiSession
import LexiState

/// The server's conversations, as far as they have come.
struct ConversationSource: PaletteSource {
    func items(_ context: PaletteContext) -> [PaletteItem] {
        let list = context.state.conversationList
        let isFound = Set(list.search.found.compactMap(\.id))
        let isListed = Set(list.conversations.compactMap(\.id))
        let others = list.search.found.filter { !isListed.contains($0.id ?? "") }
        return (list.conversations + others).compactMap { conversation in
            guard let id = conversation.id else { return nil }
            let title = conversation.title ?? ""
            return PaletteItem(
                .conversation, title.allSatisfy(\.isWhitespace) ? "Untitled" : title,
                conversation.sentence, argument: FoldedText(id).text,
                foundFor: isFound.contains(id) ? list.search.words : nil,
                .conversation(
                    id: id, title: conversation.title, context: conversation.context))
        }
    }
}
