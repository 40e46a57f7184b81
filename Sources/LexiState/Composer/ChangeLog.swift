/// Where a text changed lately: tells a layout how much of it still holds.
struct ChangeLog: Sendable, Hashable {
    /// Changes up to a revision, none before a byte.
    private struct Entry: Sendable, Hashable {
        var revision: Int
        var byteOffset: Int
    }

    /// From old to new; the offsets rise, since a change hides older ones behind it.
    private var entries: [Entry] = []
    /// The revision up to which nothing is known any more.
    private var forgotten = 0

    private static let keptEntries = 64
    /// Changes so near to each other are not told apart.
    private static let grain = 256

    /// - Parameters:
    ///   - revision: The text's revision after the change; rises.
    ///   - byteOffset: The first byte that may differ.
    mutating func note(_ revision: Int, at byteOffset: Int) {
        while let last = entries.last, last.byteOffset >= byteOffset { entries.removeLast() }
        if let last = entries.last, byteOffset - last.byteOffset < Self.grain {
            entries[entries.count - 1].revision = revision
        } else {
            entries.append(Entry(revision: revision, byteOffset: byteOffset))
        }
        if entries.count > Self.keptEntries { forgotten = entries.removeFirst().revision }
    }

    /// How many bytes at the beginning are the same as in an earlier revision; `nil` for all.
    func unchangedPrefix(since revision: Int) -> Int? {
        if revision < forgotten { return 0 }
        return entries.first { $0.revision > revision }?.byteOffset
    }
}
