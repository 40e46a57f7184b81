/// How far back in the messages sent before the composer's text is, and what was written over
/// which of them.
///
/// As in readline, a message that was changed keeps the change while one goes past it; sending
/// anything ends that, and no message that was sent is ever changed.
struct HistoryPlace: Sendable, Hashable {
    /// The latest first.
    private let entries: [String]
    /// Which of ``entries`` is shown; -1 is what was written before.
    private var index = -1
    /// What is shown in the place of an entry that was changed; at -1, what was written before.
    private var changes: [Int: String] = [:]

    init(_ entries: [String]) { self.entries = entries }

    /// What belongs into the composer.
    var text: String { changes[index] ?? (index < 0 ? "" : entries[index]) }

    /// Whether anything would be lost without it.
    var isWorthKeeping: Bool { index >= 0 || changes.keys.contains { $0 >= 0 } }

    /// - Parameter text: What the composer holds.
    /// - Returns: Whether there is an older message.
    mutating func goBack(leaving text: String) -> Bool {
        guard index + 1 < entries.count else { return false }
        keep(text)
        index += 1
        return true
    }

    /// - Parameter text: What the composer holds.
    /// - Returns: Whether there is a later one, or what was written before.
    mutating func goForward(leaving text: String) -> Bool {
        guard index >= 0 else { return false }
        keep(text)
        index -= 1
        return true
    }

    private mutating func keep(_ text: String) {
        changes[index] = index >= 0 && text == entries[index] ? nil : text
    }
}
