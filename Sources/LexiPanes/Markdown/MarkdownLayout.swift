import LexiScreen

/// Lays Markdown blocks out as lines of a width.
struct MarkdownLayout {
    let width: Int
    let glyphs: GlyphSet

    /// The lines of one block, without blank lines around it.
    func lines(_ block: MarkdownBlock) -> [StyledLine] {
        switch block {
        case .paragraph(let runs):
            LineWrap.lines(runs, width: width)
        case .heading(let level, let runs):
            LineWrap.lines(
                runs.map { run in
                    Span(
                        text: run.text, role: run.role == .text ? .heading : run.role,
                        attributes: level == 1 ? [.bold, .underline] : .bold)
                }, width: width)
        case .list(let items, let isTight):
            list(items, isTight: isTight)
        case .code(let language, let text):
            code(language, text)
        case .quote(let blocks):
            indented(
                blocks, first: [Span(text: glyphs.quote + " ", role: .quote)],
                other: [Span(text: glyphs.quote + " ", role: .quote)])
        case .table(let table):
            TableLayout(table: table, width: width, glyphs: glyphs).lines()
        case .html(let text):
            verbatim(text, role: .muted, prefix: [])
        case .sequence(let blocks): lines(blocks)
        case .rule:
            [StyledLine(String(repeating: glyphs.lines[10], count: max(1, width)), .marker)]
        }
    }

    /// Blocks one after the other with a blank line between them.
    func lines(_ blocks: [MarkdownBlock], isTight: Bool = false) -> [StyledLine] {
        var result: [StyledLine] = []
        for (index, block) in blocks.enumerated() {
            if index > 0, !isTight { result.append(.empty) }
            result += lines(block)
        }
        return result
    }

    private func list(_ items: [MarkdownBlock.Item], isTight: Bool) -> [StyledLine] {
        var result: [StyledLine] = []
        for (index, item) in items.enumerated() {
            if index > 0, !isTight { result.append(.empty) }
            let marker: String =
                switch (item.marker.number, item.marker.isDone) {
                case (nil, nil): " \(glyphs.bullet) "
                case (let number?, nil): Self.padded(number) + " "
                case (nil, let isDone?): " \(box(isDone)) "
                case (let number?, let isDone?): Self.padded(number) + " \(box(isDone)) "
                }
            let blank = String(repeating: " ", count: TextWidth.columns(of: marker))
            result += indented(
                item.blocks, isTight: isTight, first: [Span(text: marker, role: .marker)],
                other: [Span(text: blank, role: .text)])
        }
        return result
    }

    private func box(_ isDone: Bool) -> String { isDone ? glyphs.checked : glyphs.unchecked }

    /// A number of one digit stands below one of two.
    private static func padded(_ number: String) -> String {
        number.utf8.count < 3 ? " " + number : number
    }

    /// What indentation leaves to text at the least.
    private static let narrowestText = 6

    private func indented(
        _ blocks: [MarkdownBlock], isTight: Bool = false, first: [Span], other: [Span]
    ) -> [StyledLine] {
        let columns = first.reduce(0) { $0 + TextWidth.columns(of: $1.text) }
        guard width - columns >= Self.narrowestText else {
            // Nested so deep that the text would have no room: from here on it is not indented.
            let marker = columns <= width && first != other ? [StyledLine(first)] : []
            return marker + lines(blocks, isTight: isTight)
        }
        let inner = MarkdownLayout(width: width - columns, glyphs: glyphs)
        let lines = inner.lines(blocks, isTight: isTight)
        if lines.isEmpty { return [StyledLine(first)] }
        return lines.enumerated().map { index, line in
            var line = line
            line.spans = (index == 0 ? first : other) + line.spans
            return line
        }
    }

    private func code(_ language: String, _ text: String) -> [StyledLine] {
        var lines = verbatim(text, role: .code, prefix: [Span(text: "  ", role: .code)])
        if !language.isEmpty {
            lines.insert(
                contentsOf: verbatim(
                    language, role: .muted, prefix: [Span(text: "  ", role: .muted)]),
                at: 0)
        }
        return lines
    }

    /// Text whose spaces and line breaks stand as they are; long lines go on in the next row.
    private func verbatim(_ text: String, role: Role, prefix: [Span]) -> [StyledLine] {
        var text = text[...]
        if text.hasSuffix("\n") { text.removeLast() }
        var columns = prefix.reduce(0) { $0 + TextWidth.columns(of: $1.text) }
        let prefix = columns < width ? prefix : []
        if prefix.isEmpty { columns = 0 }
        var result: [StyledLine] = []
        for row in text.split(separator: "\n", omittingEmptySubsequences: false) {
            for piece in VerbatimRows.rows(of: row, width: max(1, width - columns)) {
                result.append(StyledLine(prefix + [Span(text: piece, role: role)]))
            }
        }
        return result
    }
}
