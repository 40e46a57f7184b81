import LexiScreen

/// Fits a table into a width, or stacks its rows as name and value when it cannot fit.
struct TableLayout {
    let table: MarkdownBlock.Table
    let width: Int
    let glyphs: GlyphSet
    /// The first part of a long table when this is a later one: it has shown the header, and its
    /// rows have decided how wide the columns are.
    var firstPart: MarkdownBlock.Table?

    func lines() -> [StyledLine] {
        guard let header = table.rows.first, !header.isEmpty else { return [] }
        let count = table.alignments.count
        guard
            let widths = ColumnWidths.fitted(
                (firstPart ?? table).rows, count: count, room: width - 3 * (count - 1))
        else { return stacked(header) }
        var result: [StyledLine] = []
        if firstPart == nil {
            result = rowLines(header, widths, attributes: .bold)
            result.append(rule(widths))
        }
        for row in table.rows.dropFirst() { result += rowLines(row, widths, attributes: []) }
        return result
    }

    private func rowLines(
        _ row: [[Span]], _ widths: [Int], attributes: Style.Attributes
    ) -> [StyledLine] {
        let cells = zip(row, widths).map { runs, width in
            LineWrap.lines(
                runs.map {
                    Span(text: $0.text, role: $0.role, attributes: $0.attributes.union(attributes))
                }, width: width)
        }
        let height = cells.map(\.count).max() ?? 1
        return (0..<height).map { index in
            var spans: [Span] = []
            for column in cells.indices {
                if column > 0 {
                    spans.append(Span(text: " \(glyphs.lines[5]) ", role: .tableBorder))
                }
                let line = index < cells[column].count ? cells[column][index] : .empty
                let blank = max(0, widths[column] - line.columns)
                let left: Int =
                    switch table.alignments[column] {
                    case .leading: 0
                    case .center: blank / 2
                    case .trailing: blank
                    }
                spans.append(Span(text: String(repeating: " ", count: left), role: .text))
                spans += line.spans
                spans.append(Span(text: String(repeating: " ", count: blank - left), role: .text))
            }
            return StyledLine(spans.filter { !$0.text.isEmpty })
        }
    }

    private func rule(_ widths: [Int]) -> StyledLine {
        let line = glyphs.lines[10]
        let parts = widths.map { String(repeating: line, count: $0) }
        return StyledLine(parts.joined(separator: line + glyphs.lines[15] + line), .tableBorder)
    }

    private func stacked(_ header: [[Span]]) -> [StyledLine] {
        guard table.rows.count > 1 else {
            let names = header.map { $0 + [Span(text: " ", role: .muted)] }
            return LineWrap.lines(Array(names.joined()), width: width)
        }
        var result: [StyledLine] = []
        for (index, row) in table.rows.dropFirst().enumerated() {
            if index > 0 || firstPart != nil { result.append(.empty) }
            for (name, value) in zip(header, row) where !value.isEmpty {
                var label = name.map { Span(text: $0.text, role: .muted, attributes: .bold) }
                if !label.isEmpty { label.append(Span(text: ": ", role: .muted)) }
                result += LineWrap.lines(
                    label + value, width: width,
                    firstPrefix: [], otherPrefix: [Span(text: "  ", role: .text)])
            }
        }
        return result
    }
}
