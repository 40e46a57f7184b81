/// What was cut, the latest first; as in readline, cuts in a row are one.
struct KillRing: Sendable, Hashable {
    private(set) var entries: [MessageFragment] = []

    static let keptEntries = 16

    mutating func add(_ fragment: MessageFragment) {
        guard !fragment.isEmpty else { return }
        entries.insert(fragment, at: 0)
        if entries.count > Self.keptEntries { entries.removeLast() }
    }

    /// Adds to the latest cut what stood behind it, or before it.
    mutating func extend(with fragment: MessageFragment, isBefore: Bool) {
        guard let latest = entries.first else { return add(fragment) }
        var joined = isBefore ? fragment : latest
        joined.append(isBefore ? latest : fragment)
        entries[0] = joined
    }
}
