/// How a reader of the bus fares.
public struct ReaderFigures: Sendable, Hashable {
    public var name: String
    /// How many elements it has taken.
    public var deliveredCount: Int
    /// How many wait for it now.
    public var waitingCount: Int
    /// The most that ever waited in its mailbox at a time.
    public var mostWaitingCount: Int
    /// How often somebody had to wait for it.
    public var heldBackCount: Int

    public init(
        name: String, deliveredCount: Int, waitingCount: Int, mostWaitingCount: Int,
        heldBackCount: Int
    ) {
        self.name = name
        self.deliveredCount = deliveredCount
        self.waitingCount = waitingCount
        self.mostWaitingCount = mostWaitingCount
        self.heldBackCount = heldBackCount
    }
}

extension ReaderFigures {
    /// The figures for people. Nothing is ever lost, which is what they are looked at for.
    public var sentence: String {
        "\(name): \(deliveredCount) delivered, \(waitingCount) waiting (\(mostWaitingCount) at most), "
            + "held back \(heldBackCount) times, lost 0"
    }
}
