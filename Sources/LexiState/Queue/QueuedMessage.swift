public import LexiAPI

/// A message that waits for the run before it, with what it is sent with.
public struct QueuedMessage: Sendable, Hashable {
    public var message: String
    public var context: ChatContext
    public var allowTools: Bool
}
