public import LexiScreen

/// Where everything is at a size: the three widths of the screen, and zoom.
public struct ScreenLayout: Sendable, Hashable {
    /// The smallest size with anything but a notice on it.
    public static let smallest = Size(columns: 40, rows: 10)
    static let wideColumns = 120
    static let pairedColumns = 80
    static let pairedRows = 20

    /// How the panes are arranged.
    public enum Kind: Sendable, Hashable {
        /// Less than ``smallest``: one line says so.
        case tooSmall
        /// One pane at a time, under a title line.
        case single
        /// Conversation above, tools and thinking side by side below.
        case stacked
        /// Conversation left, tools and thinking on the right.
        case wide
    }

    public let kind: Kind
    public let size: Size
    /// Rows of a notice, which cover no text.
    let noticeRows: Int
    /// The cells inside each visible pane's border.
    public private(set) var contents: [PaneID: Rect] = [:]
    /// The rectangles of the borders; neighbours share a line. Empty without borders.
    private(set) var frames: [PaneID: Rect] = [:]
    /// The row of a pane's title where it has no border.
    private(set) var titleRows: [PaneID: Int] = [:]

    var tabBar: Rect { Rect(column: 0, row: 0, columns: size.columns, rows: 1) }
    var statusBar: Rect { Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1) }
    var notice: Rect {
        Rect(
            column: 0, row: statusBar.row - noticeRows, columns: size.columns, rows: noticeRows)
    }

    /// - Parameters:
    ///   - messageRows: Rows that the message needs at ``messageColumns(size:)``.
    ///   - zoomed: A pane that takes all the room between the bars.
    ///   - arrangement: Where the lines between the panes are, and what is hidden.
    ///   - noticeRows: Rows of a notice above the status bar, at most a few.
    public init(
        size: Size, focus: PaneID, zoomed: Bool, messageRows: Int,
        arrangement: PaneArrangement = PaneArrangement(), noticeRows: Int = 0
    ) {
        self.size = size
        self.noticeRows = noticeRows
        kind = Self.kind(of: size)
        guard kind != .tooSmall else { return }
        // The first row lies over the panes' lower border, so that most notices move nothing.
        let taken = kind == .single ? noticeRows : max(0, noticeRows - 1)
        let area = Rect(column: 0, row: 1, columns: size.columns, rows: size.rows - 2 - taken)
        let needed = max(1, min(messageRows, area.rows / 3))
        switch kind {
        case .tooSmall: break
        case .single: arrangeSingle(area, focus: focus, messageRows: zoomed ? 1 : needed)
        case _ where zoomed: place(focus, area)
        case .stacked: arrangeStacked(area, messageRows: needed, arrangement.stacked)
        case .wide: arrangeWide(area, messageRows: needed, arrangement.wide)
        }
    }

    private typealias Splits = PaneArrangement.Splits

    /// How the panes are arranged at a size.
    static func kind(of size: Size) -> Kind {
        guard size.columns >= smallest.columns, size.rows >= smallest.rows else {
            return .tooSmall
        }
        guard size.columns >= pairedColumns, size.rows >= pairedRows else { return .single }
        return size.columns >= wideColumns ? .wide : .stacked
    }

    private mutating func place(_ pane: PaneID, _ frame: Rect) {
        frames[pane] = frame
        contents[pane] = frame.inset(columns: 2, rows: 1)
    }

    /// The least that a pane with its border is given beside another, and above another.
    private static let leastColumns = 20
    private static let leastRows = 5

    private static func part(_ percent: Double, of whole: Int, least: Int) -> Int {
        min(max(least, Int(Double(whole) * percent / 100)), max(least, whole - least))
    }

    private mutating func arrangeWide(_ area: Rect, messageRows: Int, _ splits: Splits) {
        let sides = Splits.sides.filter { !splits.hidden.contains($0) }
        let leftColumns =
            sides.isEmpty
            ? area.columns
            : Self.part(splits.conversation, of: area.columns, least: Self.leastColumns * 3 / 2)
        let message = messageRows + 2
        place(
            .conversation,
            Rect(
                column: 0, row: area.row, columns: leftColumns, rows: area.rows - message + 1))
        place(
            .message,
            Rect(column: 0, row: area.endRow - message, columns: leftColumns, rows: message))
        let right = leftColumns - 1
        let half =
            sides.count == 2
            ? min(
                max(Self.leastRows, Int((Double(area.rows) * splits.tools / 100).rounded())),
                area.rows - Self.leastRows + 1) : area.rows
        if let first = sides.first {
            place(
                first, Rect(column: right, row: area.row, columns: area.columns - right, rows: half)
            )
        }
        if sides.count == 2 {
            place(
                sides[1],
                Rect(
                    column: right, row: area.row + half - 1, columns: area.columns - right,
                    rows: area.rows - half + 1))
        }
    }

    private mutating func arrangeStacked(_ area: Rect, messageRows: Int, _ splits: Splits) {
        let sides = Splits.sides.filter { !splits.hidden.contains($0) }
        let message = messageRows + 2
        let room = area.rows - message
        let wanted = max(Self.leastRows, Int(Double(room) * (100 - splits.conversation) / 100))
        // Without panes below, the conversation's lower line is the message's upper one.
        let lower = sides.isEmpty ? 1 : min(wanted, max(Self.leastRows, room - Self.leastRows))
        let upper = room - lower + 2
        place(.conversation, Rect(column: 0, row: area.row, columns: area.columns, rows: upper))
        let lowerRow = area.row + upper - 1
        let half =
            sides.count == 2
            ? Self.part(splits.tools, of: area.columns, least: Self.leastColumns) : area.columns - 1
        if let first = sides.first {
            place(first, Rect(column: 0, row: lowerRow, columns: half + 1, rows: lower))
        }
        if sides.count == 2 {
            place(
                sides[1],
                Rect(column: half, row: lowerRow, columns: area.columns - half, rows: lower))
        }
        place(
            .message,
            Rect(
                column: 0, row: area.endRow - message, columns: area.columns, rows: message))
    }

    /// The message stays below the conversation, so that one can read while writing.
    private mutating func arrangeSingle(_ area: Rect, focus: PaneID, messageRows: Int) {
        let shown: PaneID = focus == .message ? .conversation : focus
        let message = shown == .conversation ? messageRows : 0
        titleRows[shown] = area.row
        contents[shown] = Rect(
            column: 1, row: area.row + 1, columns: area.columns - 2, rows: area.rows - 1 - message)
        if message > 0 {
            contents[.message] = Rect(
                column: 2, row: area.endRow - message, columns: area.columns - 3, rows: message)
        }
    }

    /// The columns a message is wrapped at; needed before its rows are known.
    public static func messageColumns(
        size: Size, focus: PaneID, zoomed: Bool, arrangement: PaneArrangement = PaneArrangement()
    ) -> Int {
        let layout = ScreenLayout(
            size: size, focus: focus, zoomed: zoomed, messageRows: 1, arrangement: arrangement)
        return layout.contents[.message]?.columns ?? max(1, size.columns - 4)
    }
}
