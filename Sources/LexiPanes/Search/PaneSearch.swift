import LexiAPI
import LexiSession
import LexiState

/// A search in one pane: its field while it is open, what is found, and which match is looked at.
struct PaneSearch {
    /// Where to go once the matches are known.
    enum Jump: Hashable {
        /// The first match from where the reader was when the field was opened.
        case fromStart
        case next, previous
    }

    /// Where the reader is to be taken.
    enum Move: Hashable {
        case show(ClosedRange<Int>)
        /// Nothing matches: back to where the search began.
        case back
    }

    private(set) var field = Composer()
    private(set) var isEditing = true
    private(set) var pattern: SearchPattern?
    private(set) var matches = SearchMatches()
    /// The match that is looked at.
    private(set) var current: Int?
    /// The last step went past the end to the other one.
    private(set) var isWrapped = false
    /// What was searched for when the field was opened: an empty field repeats it.
    private var last: String?
    private var jumps: [Jump] = []
    /// Where the reader was when the field was opened.
    let start: Start

    struct Start: Hashable {
        var anchor: Anchor
        var viewport: Viewport?
    }

    /// - Parameter old: The search that was kept in the pane before.
    init(start: Start, after old: PaneSearch?) {
        self.start = start
        last = old?.pattern?.text ?? old?.last
    }

    // MARK: Keys

    mutating func edit(_ edit: Composer.Edit) {
        let before = field.text
        field.apply(edit.onOneLine)
        guard field.text != before else { return }
        setPattern(field.text)
    }

    private mutating func setPattern(_ text: String) {
        pattern = SearchPattern(text)
        current = nil
        isWrapped = false
        jumps = [.fromStart]
        if pattern == nil { matches = SearchMatches() }
    }

    /// Keeps what is searched for; an empty field repeats the last search.
    ///
    /// - Returns: Whether there is anything to keep.
    mutating func accept() -> Bool {
        if pattern == nil, let last {
            field = Composer(text: last)
            setPattern(last)
        }
        isEditing = false
        return pattern != nil
    }

    mutating func step(_ jump: Jump) {
        if pattern != nil { jumps.append(jump) }
    }

    // MARK: Matches

    /// Whether there is more to search in the next frame.
    var isSearching: Bool { pattern != nil && !matches.isComplete }

    /// Brings the matches up to date with the pane's lines.
    ///
    /// - Parameter visible: The lines that are seen.
    /// - Returns: Where to take the reader, when there is somewhere to go.
    mutating func update(
        _ source: some LineSource, stamps: [SearchStamp], width: Int, visible: Range<Int>
    ) -> Move? {
        guard let pattern else {
            defer { jumps = [] }
            return jumps.isEmpty ? nil : .back
        }
        matches.update(source, pattern, stamps: stamps, width: width)
        if let current, current >= matches.all.count, matches.isComplete {
            self.current = matches.all.indices.last
        }
        var move: Move?
        while let jump = jumps.first {
            // After a step the reader is taken there, wherever there is.
            let seen = move == nil ? self.seen(visible) : current
            guard let step = resolve(jump, source, visible, seen) else { break }
            jumps.removeFirst()
            move = step
        }
        return move
    }

    /// - Returns: `nil` as long as it is not known.
    private mutating func resolve(
        _ jump: Jump, _ source: some LineSource, _ visible: Range<Int>, _ seen: Int?
    ) -> Move? {
        let found: Int?
        switch jump {
        case .fromStart: found = matches.first(fromLine: source.line(of: start.anchor))
        case .next:
            found = seen.map { $0 + 1 } ?? matches.first(fromLine: visible.lowerBound)
        case .previous:
            let from = seen ?? matches.first(fromLine: visible.lowerBound)
            found = (from ?? matches.all.count) - 1
        }
        if let found, matches.all.indices.contains(found) { return show(found, wrapped: false) }
        guard matches.isComplete else { return nil }
        guard !matches.all.isEmpty else {
            current = nil
            return .back
        }
        return show(jump == .previous ? matches.all.count - 1 : 0, wrapped: true)
    }

    /// The current match while the reader sees it: whoever has scrolled away steps from there.
    private func seen(_ visible: Range<Int>) -> Int? {
        guard let current, matches.all.indices.contains(current) else { return nil }
        return visible.contains(Int(matches.all[current].line)) ? current : nil
    }

    private mutating func show(_ index: Int, wrapped: Bool) -> Move {
        current = index
        isWrapped = wrapped
        return .show(matches.all[index].lines)
    }

    // MARK: Folded thoughts

    /// The thoughts that were searched while they may be folded, and whether any matches.
    private var folded: (pattern: SearchPattern, turn: TurnID, count: Int, isFound: Bool)?

    /// Whether any of a turn's thoughts matches, folded or not.
    mutating func isInThoughts(of turn: Turn?) -> Bool {
        guard let pattern, let turn else { return false }
        var first = 0
        if let folded, folded.pattern == pattern, folded.turn == turn.id,
            folded.count <= turn.thoughts.count
        {
            if folded.isFound { return true }
            first = folded.count
        }
        var text = SearchText(foldsCase: pattern.foldsCase)
        let isFound = turn.thoughts[first...].contains { thought in
            text.removeAll()
            text.append(StyledLine(thought.text, .thinkingText), number: 0, width: .max)
            var isFound = false
            pattern.forEachMatch(in: text) { _ in isFound = true }
            return isFound
        }
        folded = (pattern, turn.id, turn.thoughts.count, isFound)
        return isFound
    }
}
