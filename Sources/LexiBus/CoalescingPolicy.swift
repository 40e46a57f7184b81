/// How a coalescing subscription joins and bounds what it buffers.
public struct CoalescingPolicy<Element: Sendable>: Sendable {
    /// How much may wait, in the unit of ``weight``.
    public var capacity: Int
    /// What an element counts for.
    public var weight: @Sendable (Element) -> Int
    /// Elements of one lane keep their order; only neighbours within a lane are joined.
    public var lane: @Sendable (Element) -> Int
    /// Joins the second element to the first, or answers `false` and leaves both.
    public var join: @Sendable (inout Element, Element) -> Bool

    public init(
        capacity: Int, weight: @escaping @Sendable (Element) -> Int,
        lane: @escaping @Sendable (Element) -> Int,
        join: @escaping @Sendable (inout Element, Element) -> Bool
    ) {
        self.capacity = capacity
        self.weight = weight
        self.lane = lane
        self.join = join
    }
}
