/// An incremental search through the messages that were sent, from the latest back.
public struct HistorySearch: Sendable, Hashable {
    /// The latest first.
    private var entries: [String] = []
    public private(set) var query = ""
    private var place: Int?
    /// The messages are still being read; what is typed meanwhile is looked for then.
    public private(set) var isLoading = true

    init() {}

    /// - Parameter entries: Messages, the latest first.
    mutating func load(_ entries: [String]) {
        self.entries = entries
        isLoading = false
        place = find(from: 0)
    }

    /// The message found; `nil` when none has the query in it.
    public var match: String? { place.map { entries[$0] } }

    /// How many messages there are.
    public var count: Int { entries.count }

    /// Which of them the match is, from 1 for the latest.
    public var number: Int? { place.map { $0 + 1 } }

    mutating func type(_ text: String) {
        query += text
        // What was found may still be it.
        place = place.flatMap(find) ?? find(from: 0)
    }

    mutating func deleteBackward() {
        guard !query.isEmpty else { return }
        query.removeLast()
        place = find(from: 0)
    }

    /// - Returns: Whether there is another match.
    mutating func older() -> Bool {
        guard let place, let next = find(from: place + 1) else { return false }
        self.place = next
        return true
    }

    mutating func newer() -> Bool {
        guard let place, let next = entries[..<place].lastIndex(where: holds) else { return false }
        self.place = next
        return true
    }

    private func find(from index: Int) -> Int? { entries[index...].firstIndex(where: holds) }

    private func holds(_ entry: String) -> Bool {
        query.isEmpty || entry.lowercased().contains(query.lowercased())
    }
}

/// How far back in the history the composer's text is.
struct HistoryPlace: Sendable, Hashable {
    var entries: [String]
    var index: Int
    /// What was written before.
    var written: String
}
