/// A place in a pane's text that survives another width: compared part by part.
public struct Anchor: Sendable, Hashable, Comparable {
    var section: Int
    var block: Int
    var offset: Int

    public static func < (left: Anchor, right: Anchor) -> Bool {
        (left.section, left.block, left.offset) < (right.section, right.block, right.offset)
    }
}

/// Laid-out lines that a viewport looks at; any of them is found without going through the rest.
protocol LineSource {
    var lineCount: Int { get }
    /// Whether the lines were all counted; otherwise their number is an estimate, and numbers of
    /// lines hold for a frame only.
    var isSettled: Bool { get }
    func line(at index: Int) -> StyledLine
    /// Where a line stands in the text.
    func anchor(ofLine index: Int) -> Anchor
    /// The last line at or before a place; 0 when there is none.
    func line(of anchor: Anchor) -> Int
}

extension LineSource {
    var isSettled: Bool { true }
}

/// What part of a pane is seen: the end, for as long as the reader follows, or a fixed place.
public struct Viewport: Sendable, Hashable {
    private enum Mode: Sendable, Hashable {
        case following
        /// `top` is the first line shown; `lastSeen` the last line there was when following
        /// stopped.
        case anchored(top: Anchor, lastSeen: Anchor)
    }

    private var mode = Mode.following

    public init() {}

    /// A fixed place.
    init(top: Anchor, lastSeen: Anchor) { mode = .anchored(top: top, lastSeen: lastSeen) }

    /// The places of the first line shown and of the last line there was when following stopped,
    /// unless the end is followed.
    var anchors: (top: Anchor, lastSeen: Anchor)? {
        if case .anchored(let top, let lastSeen) = mode { (top, lastSeen) } else { nil }
    }

    public var isFollowing: Bool { mode == .following }

    /// The place of the first line shown, unless the end is followed.
    var topAnchor: Anchor? { anchors?.top }

    func topLine(in source: some LineSource, rows: Int) -> Int {
        let last = max(0, source.lineCount - rows)
        switch mode {
        case .following: return last
        case .anchored(let top, _): return min(last, source.line(of: top))
        }
    }

    /// Lines that came since following stopped and lie below what is seen.
    func newLineCount(in source: some LineSource, rows: Int) -> Int {
        guard case .anchored(_, let lastSeen) = mode else { return 0 }
        let bottom = topLine(in: source, rows: rows) + rows - 1
        return max(0, source.lineCount - 1 - max(bottom, source.line(of: lastSeen)))
    }

    mutating func follow() { mode = .following }

    /// Moves by lines, down when positive. Reaching the end follows again.
    mutating func scroll(by lines: Int, in source: some LineSource, rows: Int) {
        let last = max(0, source.lineCount - rows)
        let top = min(max(0, topLine(in: source, rows: rows) + lines), last)
        guard top < last else {
            mode = .following
            return
        }
        anchor(at: top, in: source)
    }

    /// Stays at a line, even where it is the last that can be at the top.
    mutating func anchor(at top: Int, in source: some LineSource) {
        let seen =
            if case .anchored(_, let lastSeen) = mode { lastSeen } else {
                source.anchor(ofLine: source.lineCount - 1)
            }
        mode = .anchored(top: source.anchor(ofLine: top), lastSeen: seen)
    }
}

extension Anchor {
    /// Where a line of a list stands.
    init(ofLine index: Int, in lines: [StyledLine]) {
        let line = lines.indices.contains(index) ? lines[index] : .empty
        self.init(section: 0, block: line.block, offset: line.offset)
    }

    /// The last line of a list at or before this place.
    func line(in lines: [StyledLine]) -> Int {
        bisect(0..<lines.count) { Anchor(ofLine: $0, in: lines) <= self }
    }
}
