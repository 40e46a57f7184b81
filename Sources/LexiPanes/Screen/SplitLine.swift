public import LexiScreen

/// A line between panes that can be moved.
public enum SplitLine: Sendable, Hashable {
    /// Between the conversation and the panes beside it or below it.
    case conversation
    /// Between the tools and the thoughts.
    case tools
}

extension ScreenLayout {
    /// The line at a cell. Where two meet it is the longer one.
    func splitLine(at point: Point) -> SplitLine? {
        guard let first = PaneArrangement.Splits.sides.compactMap({ frames[$0] }).first,
            frames[.conversation] != nil
        else { return nil }
        let second = frames[.thinking]
        let hasBoth = frames[.tools] != nil && second != nil
        switch kind {
        case .wide:
            let isBeside = (tabBar.endRow..<statusBar.row).contains(point.row)
            if point.column == first.column, isBeside { return .conversation }
            guard hasBoth, let second, point.row == second.row, point.column > second.column else {
                return nil
            }
            return .tools
        case .stacked:
            if point.row == first.row { return .conversation }
            guard hasBoth, let second, point.column == second.column,
                (second.row..<second.endRow).contains(point.row)
            else { return nil }
            return .tools
        case .single, .tooSmall: return nil
        }
    }

    /// What the first of the parts that a line divides takes, in percent, when the line goes
    /// through a cell.
    func percent(of line: SplitLine, at point: Point) -> Double {
        let rows = statusBar.row - tabBar.endRow
        switch (kind, line) {
        case (.wide, .conversation): return Self.percent(point.column + 1, of: size.columns)
        case (.wide, .tools): return Self.percent(point.row - tabBar.endRow + 1, of: rows, by: 0)
        case (_, .conversation):
            let room = rows - (frames[.message]?.rows ?? 0)
            return 100 - Self.percent(tabBar.endRow + room + 1 - point.row, of: room)
        case (_, .tools): return Self.percent(point.column, of: size.columns)
        }
    }

    /// - Parameter excess: Added where the part is rounded down, so that it comes out as it was.
    private static func percent(_ part: Int, of whole: Int, by excess: Double = 0.5) -> Double {
        (10_000 * (Double(part) + excess) / Double(max(1, whole))).rounded() / 100
    }
}

extension ScreenView {
    /// Moves a line between panes to a cell, or as near as the panes allow.
    public mutating func move(_ line: SplitLine, to point: Point) {
        guard let drawn, drawn.kind == .wide || drawn.kind == .stacked, !isZoomed else { return }
        let range = PaneArrangement.Splits.percents
        let percent = min(
            max(range.lowerBound, drawn.percent(of: line, at: point)), range.upperBound)
        switch line {
        case .conversation: arrangement[drawn.kind].conversation = percent
        case .tools: arrangement[drawn.kind].tools = percent
        }
    }
}
