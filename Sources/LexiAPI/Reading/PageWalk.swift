/// Goes through all pages of a list while records may be added and taken away.
///
/// A record that moved to the next page meanwhile is not shown twice. It ends where the server's
/// total is reached; where the server names none, or one that cannot be, at the first page that
/// brings nothing new.
public struct PageWalk: Sendable {
    private var seen: Set<String> = []
    private var received: Int64 = 0

    public init() {}

    /// Takes the next page.
    ///
    /// - Parameter id: What names a record; those without a name all count as new.
    /// - Returns: The records that no earlier page had; whether there is a page after this; and
    ///   whether it ends here only because nothing of a page was new, as with a server that gives
    ///   the same page again and again.
    public mutating func take<Item>(
        _ page: Page<Item>, id: (Item) -> String?
    ) -> (items: [Item], hasNext: Bool, isRepeating: Bool) {
        let fresh = page.items.filter { item in id(item).map { seen.insert($0).inserted } ?? true }
        received += Int64(page.items.count + page.unreadableCount)
        let isDone = page.meta.total.map { received >= $0 } ?? false
        return (fresh, !fresh.isEmpty && !isDone, fresh.isEmpty && !page.items.isEmpty && !isDone)
    }
}
