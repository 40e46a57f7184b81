extension Viewport {
    /// Moves as little as needed to show lines, and stays there: it no longer follows.
    mutating func reveal(_ lines: Range<Int>, in source: some LineSource, rows: Int) {
        guard rows > 0, source.lineCount > 0 else { return }
        var top = topLine(in: source, rows: rows)
        if lines.upperBound > top + rows { top = lines.upperBound - rows }
        if lines.lowerBound < top { top = lines.lowerBound }
        anchor(at: min(max(0, top), max(0, source.lineCount - rows)), in: source)
    }
}
