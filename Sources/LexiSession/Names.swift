/// Names a conversation of this machine, for good; the server has a name of its own for it.
public struct ConversationID: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let rawValue: UniqueID

    public init(_ rawValue: UniqueID) { self.rawValue = rawValue }

    /// A name that is its number, where names need be no more than different.
    public init(_ number: Int) { self.init(UniqueID(high: 0, low: UInt64(number))) }

    public static func < (left: ConversationID, right: ConversationID) -> Bool {
        left.rawValue < right.rawValue
    }

    public var description: String { rawValue.description }
}

/// Names one question and its answer, for good. It is no idempotency key: that names the work that
/// the server does once, and need not be there, or not be the only one.
public struct TurnID: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let rawValue: UniqueID

    public init(_ rawValue: UniqueID) { self.rawValue = rawValue }

    /// A name that is its number, where names need be no more than different.
    public init(_ number: Int) { self.init(UniqueID(high: 0, low: UInt64(number))) }

    public static func < (left: TurnID, right: TurnID) -> Bool { left.rawValue < right.rawValue }

    public var description: String { rawValue.description }
}
