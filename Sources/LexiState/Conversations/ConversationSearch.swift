public import LexiAPI

/// What the server finds for words that were typed: in titles and messages of all conversations,
/// also those that the list does not reach.
public struct ConversationSearch: Sendable, Hashable {
    public enum Phase: Sendable, Hashable {
        /// Nothing was looked for. Next: `asking`.
        case none
        /// Next: `here`, `failed`, or `asking` for other words.
        case asking
        case here
        /// In a sentence, without a full stop.
        case failed(String)
    }

    /// What is looked for, or was last.
    public private(set) var words = ""
    public private(set) var phase = Phase.none
    /// What was found for ``words``, in the server's order.
    public private(set) var found: [ConversationSummary] = []
    /// The server does not want to be asked (HTTP 401, 403, 429): it is not, until the next opening.
    private var isRefused = false

    /// Fewer bytes are in every conversation.
    private static let fewestBytes = 2

    /// Whether it makes sense to ask for words.
    func isWanted(_ words: String) -> Bool {
        !isRefused && words.utf8.count >= Self.fewestBytes
            && (words != self.words || phase == .none)
    }

    mutating func ask(_ words: String) {
        self.words = words
        phase = .asking
        found = []
    }

    /// Takes an answer; one for other words comes too late.
    mutating func take(_ page: Page<ConversationSummary>, for words: String) {
        guard phase == .asking, words == self.words else { return }
        phase = .here
        found = page.items.filter { $0.id?.isEmpty == false }
    }

    mutating func fail(_ reason: String, for words: String, isRefused: Bool) {
        if isRefused { self.isRefused = true }
        guard phase == .asking, words == self.words else { return }
        phase = .failed(reason)
    }
}
