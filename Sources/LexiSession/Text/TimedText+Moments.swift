public import LexiAPI

extension TimedText {
    /// How much of the text, in UTF-8 bytes, had arrived by a moment.
    public func byteCount(by instant: Instant) -> Int {
        let later = firstMark { $0.instant > instant }
        return later < marks.count ? marks[later].byteOffset : text.utf8.count
    }

    /// When a byte arrived; `nil` when there is none at that offset.
    public func instant(ofByte offset: Int) -> Instant? {
        guard offset >= 0, offset < text.utf8.count else { return nil }
        let next = firstMark { $0.byteOffset > offset }
        return next > 0 ? marks[next - 1].instant : nil
    }

    /// The piece that had arrived last by a moment, in UTF-8 bytes; empty when none had.
    public func lastPiece(by instant: Instant) -> Range<Int> {
        let later = firstMark { $0.instant > instant }
        guard later > 0 else { return 0..<0 }
        let end = later < marks.count ? marks[later].byteOffset : text.utf8.count
        return marks[later - 1].byteOffset..<end
    }

    /// The first mark for which something holds that holds for all after it; the count of marks
    /// when it holds for none. Marks are in the order of their offsets and of their times.
    private func firstMark(where holds: (Mark) -> Bool) -> Int {
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            if holds(marks[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
