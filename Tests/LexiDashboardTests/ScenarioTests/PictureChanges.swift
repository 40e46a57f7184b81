import LexiScreen

/// What differs between two screens, as scenarios write it.
///
///      2 |┌─ Conversation ─────┐|
///        ~ title.focused 3-16; border.focused 1-2, 17-22
///     3-14 ~ border.focused 1, 22
///     cursor: hidden
///
/// A row with another text is shown whole; `~` names the columns whose style is another, by the
/// theme's roles. Rows and columns count from one.
enum PictureChanges {
    static func lines(from before: Frame?, to after: Frame) -> [String] {
        var lines: [String] = []
        var restyled: (rows: ClosedRange<Int>, styles: String)?
        func endRestyled() {
            guard let (rows, styles) = restyled else { return }
            let last = rows.count > 1 ? "-\(rows.upperBound + 1)" : ""
            lines.append(number(rows.lowerBound) + "\(last) ~ \(styles)")
            restyled = nil
        }
        for row in 0..<after.grid.size.rows {
            let new = Array(after.grid.row(row))
            let old = before.map { Array($0.grid.row(row)) } ?? []
            let styles = styles(from: old, to: new)
            if old.map(\.glyph) != new.map(\.glyph) {
                endRestyled()
                lines.append("\(number(row)) |\(new.map(\.glyph.text).joined())|")
                if !styles.isEmpty { lines.append("   ~ \(styles)") }
            } else if styles.isEmpty {
                endRestyled()
            } else if let (rows, same) = restyled, same == styles {
                restyled = (rows.lowerBound...row, same)
            } else {
                endRestyled()
                restyled = (row...row, styles)
            }
        }
        endRestyled()
        if before == nil || before?.cursor != after.cursor {
            let place = after.cursor.map { "row \($0.row + 1), column \($0.column + 1)" }
            lines.append("cursor: \(place ?? "hidden")")
        }
        return lines
    }

    private static func number(_ row: Int) -> String { (row < 9 ? " " : "") + String(row + 1) }

    /// The columns whose styles differ, by style in the order of the first column.
    private static func styles(from old: [Cell], to new: [Cell]) -> String {
        var order: [Style] = []
        var columns: [Style: [ClosedRange<Int>]] = [:]
        for (index, cell) in new.enumerated()
        where !old.indices.contains(index) || old[index].style != cell.style {
            if columns[cell.style] == nil { order.append(cell.style) }
            var ranges = columns[cell.style] ?? []
            if let last = ranges.last, last.upperBound == index {
                ranges[ranges.count - 1] = last.lowerBound...index + 1
            } else {
                ranges.append(index + 1...index + 1)
            }
            columns[cell.style] = ranges
        }
        return order.map { style in
            let places = (columns[style] ?? []).map { range in
                range.count == 1
                    ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
            }
            return "\(RoleTheme.name(of: style)) \(places.joined(separator: ", "))"
        }.joined(separator: "; ")
    }
}
