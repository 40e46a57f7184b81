/// An incremental search through the messages that were sent, from the latest back.
public struct HistorySearch: Sendable, Hashable {
    /// The latest first.
    private var entries: [String] = []
    public private(set) var query = ""
    /// The messages with the query in them, as places in ``entries``.
    private var matches: [Int] = []
    /// Which of ``matches`` is shown.
    private var index: Int?
    /// The messages are still being read; what is typed meanwhile is looked for then.
    public private(set) var isLoading = true

    init() {}

    /// - Parameter entries: Messages, the latest first.
    mutating func load(_ entries: [String]) {
        self.entries = entries
        isLoading = false
        find(from: 0)
    }

    /// The message found; `nil` when none has the query in it.
    public var match: String? { index.map { entries[matches[$0]] } }

    /// How many messages have the query in them.
    public var count: Int { matches.count }

    /// Which of them is shown, from 1 for the latest.
    public var number: Int? { index.map { $0 + 1 } }

    mutating func type(_ text: String) {
        query += text
        // What was found may still be it.
        find(from: index.map { matches[$0] } ?? 0)
    }

    mutating func deleteBackward() {
        guard !query.isEmpty else { return }
        query.deleteBackward()
        find(from: 0)
    }

    /// - Returns: Whether there is another match.
    mutating func older() -> Bool { move(1) }

    mutating func newer() -> Bool { move(-1) }

    private mutating func move(_ step: Int) -> Bool {
        guard let index, matches.indices.contains(index + step) else { return false }
        self.index = index + step
        return true
    }

    /// Finds what has the query in it, and shows the first from a message on; else the latest.
    private mutating func find(from place: Int) {
        let wanted = query.lowercased()
        matches = entries.indices.filter {
            wanted.isEmpty || entries[$0].lowercased().contains(wanted)
        }
        index = matches.firstIndex { $0 >= place } ?? (matches.isEmpty ? nil : 0)
    }
}
