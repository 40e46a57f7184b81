/// Names one asking about a key, as long as the program runs. The key itself is in no event.
public struct KeyCheckID: Sendable, Hashable {
    public let number: Int

    public init(_ number: Int) { self.number = number }
}

/// What a server says to a key.
public enum KeyCheck: Sendable, Hashable {
    /// It knows the key, whatever that may do.
    case accepted
    /// It does not; in a sentence, without a full stop.
    case refused(String)
    /// It could not be asked, or its answer says nothing of the key; in a sentence, without a full
    /// stop.
    case unknown(String)
}
