public import LexiAPI
import LexiSession

/// The server's conversations, as far as they were asked for.
public struct ConversationList: Sendable, Hashable {
    public enum Phase: Sendable, Hashable {
        /// Nobody has asked. Next: `asking`.
        case unknown
        /// The answer is awaited. Next: `here` or `failed`.
        case asking
        case here
        /// The last question brought nothing; in a sentence, without a full stop.
        case failed(String)
    }

    public internal(set) var phase = Phase.unknown
    /// What the last answer held, the latest first; stays while it is asked for anew.
    public internal(set) var conversations: [ConversationSummary] = []
    /// How many there are in all, when the server says so and it is more.
    public internal(set) var total: Int64?
    /// What is looked for among all of them.
    public internal(set) var search = ConversationSearch()
    var answeredAt: Instant?

    /// A list is asked for anew when it is older than this.
    private static let freshSeconds = 60.0

    /// Whether it makes sense to have words looked for.
    public func isSearchWanted(_ words: String) -> Bool {
        // Where the list was not to be had, neither is this.
        if case .failed = phase { return false }
        return search.isWanted(words)
    }

    /// Whether it makes sense to ask.
    public func isWanted(now: Instant) -> Bool {
        switch phase {
        case .unknown, .failed: true
        case .asking: false
        case .here: (answeredAt.map { now.seconds(since: $0) } ?? 0) > Self.freshSeconds
        }
    }
}
