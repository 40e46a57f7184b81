/// How much of what nobody has taken yet may wait in a reader's mailbox.
public struct Capacity<Element: Sendable>: Sendable {
    /// In the unit of ``weight``. One element always fits into an empty mailbox, whatever it
    /// weighs.
    public var limit: Int
    /// What an element counts for.
    public var weight: @Sendable (Element) -> Int

    public init(_ limit: Int, weight: @escaping @Sendable (Element) -> Int = { _ in 1 }) {
        self.limit = limit
        self.weight = weight
    }
}
