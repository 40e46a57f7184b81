import LexiScreen

/// Breaks runs of styled text into lines that fit a width.
///
/// Lines break where Unicode Standard Annex 14 lets them, the last such place that fits, and
/// never inside a grapheme cluster. Spaces at a break are not drawn; a line feed ends the line; a
/// tab goes to the next eighth column of the text; a soft hyphen shows only where the line breaks
/// after it. An address (`https://…`, `www.…`) goes to a line of its own whole. What is longer
/// than a line is broken after `/ ? & = - .` and the like, or anywhere when those leave less than
/// half a line; nothing is ever inserted there, so that what is put together again is whole. A
/// character wider than the whole width has a line to itself.
///
/// Text stays in logical order: terminals that lay out right-to-left text do that themselves, and
/// the controls that would steer them are never drawn.
///
/// A line depends on nothing before its first character. Wrapping may therefore begin again at
/// the start of any line (``Row/start``), with the prefix of other lines as the first one, and
/// comes to the same lines: of a paragraph that grows, the last line alone has to be wrapped
/// again.
struct LineWrap {
    /// A line and where it begins.
    struct Row: Sendable, Hashable {
        var line: StyledLine
        /// Bytes of UTF-8 before the line in the runs' joined text.
        var start: Int
    }

    /// Lays out runs; at least one line comes back.
    ///
    /// - Parameters:
    ///   - width: In columns, the prefixes included; one that leaves nothing is not drawn.
    ///   - firstPrefix: Drawn before the first line.
    ///   - otherPrefix: Drawn before each other line; `firstPrefix` unless given.
    static func lines(
        _ runs: [Span], width: Int, firstPrefix: [Span] = [], otherPrefix: [Span]? = nil
    ) -> [StyledLine] {
        rows(runs, width: width, firstPrefix: firstPrefix, otherPrefix: otherPrefix).map(\.line)
    }

    /// ``lines(_:width:firstPrefix:otherPrefix:)`` with the place where each begins.
    static func rows(
        _ runs: [Span], width: Int, firstPrefix: [Span] = [], otherPrefix: [Span]? = nil
    ) -> [Row] {
        let text = StyledText(runs)
        func room(_ prefix: [Span]) -> Int {
            width - prefix.reduce(0) { $0 + TextWidth.columns(of: $1.text) }
        }
        // A prefix that leaves nothing to the text is left out.
        func fitting(_ prefix: [Span]) -> [Span] { room(prefix) > 0 ? prefix : [] }
        let otherPrefix = fitting(otherPrefix ?? firstPrefix)
        let firstPrefix = fitting(firstPrefix)
        return text.bytes.withUnsafeBufferPointer { bytes in
            var rows: [Row] = []
            var breaker = LineBreaker(text: text, bytes: bytes, room: max(1, room(firstPrefix)))
            var start = 0
            repeat {
                let found = breaker.line(from: start)
                var spans = rows.isEmpty ? firstPrefix : otherPrefix
                text.append(start..<found.end, to: &spans, hyphen: found.endsInSoftHyphen)
                rows.append(Row(line: StyledLine(spans), start: start))
                start = found.next
                if rows.count == 1 { breaker.room = max(1, room(otherPrefix)) }
            } while start < bytes.count
            return rows
        }
    }
}

/// Runs of text as one piece of UTF-8.
struct StyledText {
    private(set) var bytes: [UInt8] = []
    /// Where each run begins; runs that look alike and follow each other are one.
    private(set) var runs: [(start: Int, role: Role, attributes: Style.Attributes)] = []

    init(_ spans: [Span]) {
        bytes.reserveCapacity(spans.reduce(0) { $0 + $1.text.utf8.count })
        for span in spans where !span.text.isEmpty {
            if runs.last.map({ $0.role != span.role || $0.attributes != span.attributes }) ?? true {
                runs.append((bytes.count, span.role, span.attributes))
            }
            bytes.append(contentsOf: span.text.utf8)
        }
    }

    /// The number of the run that a byte lies in.
    func run(at offset: Int) -> Int {
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle].start <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// Where a run ends.
    func end(ofRun run: Int) -> Int { run + 1 < runs.count ? runs[run + 1].start : bytes.count }

    /// Adds a part of the text, with spaces for its tabs.
    func append(_ range: Range<Int>, to spans: inout [Span], hyphen: Bool) {
        guard !range.isEmpty else { return }
        let prefixCount = spans.count
        var run = self.run(at: range.lowerBound)
        var start = range.lowerBound
        var columns = 0
        while start < range.upperBound {
            let end = min(self.end(ofRun: run), range.upperBound)
            let piece = bytes[start..<end]
            var text: String
            if piece.contains(0x09) {
                text = Self.expandingTabs(piece, columns: &columns)
            } else {
                text = String(decoding: piece, as: UTF8.self)
                // Only a tab to come has to know.
                if end < range.upperBound { columns += TextWidth.columns(of: text) }
            }
            if hyphen, end == range.upperBound { text += "-" }
            let span = Span(text: text, role: runs[run].role, attributes: runs[run].attributes)
            if spans.count == prefixCount, let last = spans.last, last.role == span.role,
                last.attributes == span.attributes
            {
                spans[spans.count - 1].text += span.text
            } else {
                spans.append(span)
            }
            start = end
            run += 1
        }
    }

    private static func expandingTabs(_ bytes: ArraySlice<UInt8>, columns: inout Int) -> String {
        var text = ""
        for (index, part) in bytes.split(separator: 0x09, omittingEmptySubsequences: false)
            .enumerated()
        {
            if index > 0 {
                let blanks = TabStops.columns(from: columns)
                text += String(repeating: " ", count: blanks)
                columns += blanks
            }
            let piece = String(decoding: part, as: UTF8.self)
            text += piece
            columns += TextWidth.columns(of: piece)
        }
        return text
    }
}

/// Every eighth column.
enum TabStops {
    /// How far it is to the next stop.
    static func columns(from column: Int) -> Int { 8 - column % 8 }
}
