import LexiJournal
import LexiSession
import Synchronization

/// Wakes those who follow journals that other programs write. What is told before somebody looks
/// is told once.
final class JournalSignals: Sendable {
    enum Signal: Sendable, Hashable {
        /// The journal may have grown.
        case grown
        /// The user asks for the conversation.
        case asked
        /// Somebody began or ceased to ask for it.
        case wish
        /// Nobody may have it any more.
        case left
        /// The other program has had its time to answer.
        case timeIsUp
    }

    private struct Follower {
        var told: Set<Signal> = []
        var wake: AsyncStream<Void>.Continuation
    }

    private let followers = Mutex<[ConversationID: Follower]>([:])

    /// Begins to wake whoever reads the stream, and then calls ``take(of:)``.
    func follow(_ conversation: ConversationID) -> AsyncStream<Void> {
        let (stream, wake) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        followers.withLock { $0[conversation] = Follower(wake: wake) }
        return stream
    }

    func leave(_ conversation: ConversationID) {
        followers.withLock { $0.removeValue(forKey: conversation) }?.wake.finish()
    }

    /// - Returns: Whether somebody follows that conversation.
    @discardableResult
    func tell(_ signal: Signal, of conversation: ConversationID) -> Bool {
        followers.withLock { followers in
            guard followers[conversation] != nil else { return false }
            followers[conversation]?.told.insert(signal)
            followers[conversation]?.wake.yield()
            return true
        }
    }

    /// What was told since the last call.
    func take(of conversation: ConversationID) -> Set<Signal> {
        followers.withLock { followers in
            defer { followers[conversation]?.told = [] }
            return followers[conversation]?.told ?? []
        }
    }
}
