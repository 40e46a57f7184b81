import LexiAPI
import LexiState

/// The server's conversations, as far as they have come.
struct ConversationSource: PaletteSource {
    func items(_ context: PaletteContext) -> [PaletteItem] {
        context.state.conversationList.conversations.compactMap { conversation in
            guard let id = conversation.id else { return nil }
            let title = conversation.title ?? ""
            return PaletteItem(
                .conversation, title.allSatisfy(\.isWhitespace) ? "Untitled" : title,
                conversation.sentence, argument: FoldedText(id).text,
                .conversation(
                    id: id, title: conversation.title, context: conversation.context))
        }
    }
}
