import LexiScreen

extension LineBreaker {
    /// A grapheme cluster of a line.
    private struct Cluster {
        /// Its first byte.
        var start: Int
        /// The columns of all that is before it in the line.
        var columns: Int
        var kind: Kind
    }

    private enum Kind { case blank, lineEnd, softHyphen, other }

    /// The clusters of a line up to the first that does not fit.
    private struct Measured {
        var clusters: [Cluster] = []
        /// After the last cluster.
        var end: Int
        var columns = 0
        /// Whether the last cluster is one too many.
        var overflows = false
    }

    /// The line that begins at a byte, for any text.
    func anyLine(from start: Int) -> Found {
        let measured = measure(from: start)
        let clusters = measured.clusters
        guard let last = clusters.last else { return Found(end: start, next: measured.end) }
        if last.kind == .lineEnd {
            return Found(end: trimmed(clusters, clusters.count - 1), next: measured.end)
        }
        guard measured.overflows else {
            var count = clusters.count
            while count > 0, clusters[count - 1].kind == .blank { count -= 1 }
            let end = count == clusters.count ? measured.end : clusters[count].start
            return Found(end: end, next: measured.end)
        }
        return broken(clusters)
    }

    /// Ends a line of which the last cluster does not fit.
    private func broken(_ clusters: [Cluster]) -> Found {
        let start = clusters[0].start
        let overflow = clusters[clusters.count - 1].start
        let scalarEnd = min(bytes.count, overflow + Self.scalarLength(bytes[overflow]))
        let allowed = LineBreaks.opportunities(
            in: UnsafeBufferPointer(rebasing: bytes[start..<scalarEnd]))
        var glued: Int?
        var index = clusters.count - 1
        while index > 0 {
            let cluster = clusters[index]
            let before = clusters[index - 1]
            if cluster.kind == .blank {
                index -= 1
                continue
            }
            let isAllowed = allowed[cluster.start - start]
            if before.kind == .blank {
                let end = trimmed(clusters, index)
                if end == start { break }
                if isAllowed { return Found(end: end, next: cluster.start) }
                glued = glued ?? index
            } else if isAllowed {
                if let address = addressStart(before: cluster.start, from: start) {
                    index -= 1
                    while index > 0, clusters[index].start > address { index -= 1 }
                    continue
                }
                let isHyphen = before.kind == .softHyphen
                if !isHyphen || cluster.columns < room {
                    return Found(
                        end: cluster.start, next: cluster.start, endsInSoftHyphen: isHyphen)
                }
            }
            index -= 1
        }
        if let glued {
            return Found(end: trimmed(clusters, glued), next: clusters[glued].start)
        }
        return brokenWord(clusters)
    }

    /// Ends a line that is one long word, or spaces and such a word.
    private func brokenWord(_ clusters: [Cluster]) -> Found {
        var index = clusters.count - 1
        if clusters[index].columns > room {
            return Found(end: trimmed(clusters, index), next: clusters[index].start)
        }
        while index > 0, clusters[index].columns > room / 2 {
            if isPlaceInLongWord(clusters[index].start) {
                return Found(end: clusters[index].start, next: clusters[index].start)
            }
            index -= 1
        }
        let overflow = clusters[clusters.count - 1].start
        return Found(end: trimmed(clusters, clusters.count - 1), next: overflow)
    }

    /// The end of the first clusters without the blanks at their end.
    private func trimmed(_ clusters: [Cluster], _ count: Int) -> Int {
        var count = count
        while count > 0, clusters[count - 1].kind == .blank { count -= 1 }
        return clusters[count].start
    }

    /// Measures as little text as a line takes: a window that is doubled until it suffices, since
    /// a cluster has no bound.
    private func measure(from start: Int) -> Measured {
        var window = 8 * room + 64
        while true {
            let end = scalarBoundary(atOrBefore: min(bytes.count, start + window), after: start)
            if let measured = measure(start..<end) { return measured }
            window *= 2
        }
    }

    /// - Returns: `nil` when the window has to be wider to tell.
    private func measure(_ window: Range<Int>) -> Measured? {
        var measured = Measured(end: window.lowerBound)
        let isWhole = window.upperBound == bytes.count
        var run = text.run(at: window.lowerBound)
        var start = window.lowerBound
        while start < window.upperBound {
            let end = min(text.end(ofRun: run), window.upperBound)
            let piece = String(decoding: bytes[start..<end], as: UTF8.self)
            for character in piece {
                let length = character.utf8.count
                let isLast = measured.end + length == window.upperBound
                if isLast, !isWhole { return nil }
                if add(character, length, to: &measured) { return measured }
            }
            start = end
            run += 1
        }
        return isWhole ? measured : nil
    }

    /// - Returns: Whether the line ends with this cluster or before it.
    private func add(_ character: Character, _ length: Int, to measured: inout Measured) -> Bool {
        let kind = Self.kind(of: character)
        let columns: Int
        switch kind {
        case .lineEnd, .softHyphen: columns = 0
        case .blank where character == "\t": columns = TabStops.columns(from: measured.columns)
        default:
            columns = character.isASCII ? 1 : TextWidth.columns(of: String(character))
        }
        measured.clusters.append(
            Cluster(start: measured.end, columns: measured.columns, kind: kind))
        let isTooMuch = measured.columns + columns > room && measured.columns > 0
        if kind != .blank, kind != .lineEnd, isTooMuch, columns > 0 || measured.columns > room {
            measured.overflows = true
            return true
        }
        measured.columns += columns
        measured.end += length
        return kind == .lineEnd
    }

    private static func kind(of character: Character) -> Kind {
        switch character {
        case " ", "\t", "\u{3000}", "\u{200B}": .blank
        case "\u{AD}": .softHyphen
        default: character.isNewline ? .lineEnd : .other
        }
    }

    private func scalarBoundary(atOrBefore index: Int, after start: Int) -> Int {
        guard index < bytes.count else { return index }
        var index = index
        while index > start + 1, bytes[index] & 0xC0 == 0x80 { index -= 1 }
        return index
    }

    private static func scalarLength(_ lead: UInt8) -> Int {
        lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    }
}
