public import LexiAPI

/// What comes of asking the server for its conversations.
public enum ConversationAnswer: Sendable, Hashable {
    case list(Page<ConversationSummary>)
    /// Why there is none, in a sentence without a full stop.
    case noList(String)
    /// What the server finds for words.
    case found(Page<ConversationSummary>, words: String)
    /// Why nothing is known of what it finds, in a sentence without a full stop, and whether it
    /// does not want to be asked again.
    case notFound(String, words: String, isRefused: Bool)
}
