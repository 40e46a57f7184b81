import LexiAPI

/// What the events of a session come to: all of it can be read again from what was written down.
///
/// Two states that were made of the same events are equal, in whatever pieces the events came. What
/// the screen makes of it, and what the user is about to write, is not in it.
public struct SessionState: Sendable, Hashable {
    /// In the order in which they were opened.
    public package(set) var conversations: [ConversationState] = []
    /// What is known of each workspace.
    public package(set) var accounts: [ServiceOrigin: Account] = [:]

    /// Which service is in use, once that was told.
    public package(set) var service: ServiceOrigin?

    public init() {}

    /// The conversation with this name.
    public subscript(id: ConversationID) -> ConversationState? {
        index(of: id).map { conversations[$0] }
    }

    package func index(of id: ConversationID) -> Int? {
        conversations.firstIndex { $0.id == id }
    }

    /// Whether anything moves: some turn is running.
    public var isRunning: Bool { conversations.contains(where: \.isRunning) }
}
