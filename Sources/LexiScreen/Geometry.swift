/// A size in character cells.
public struct Size: Sendable, Hashable {
    public var columns: Int
    public var rows: Int
    public init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

/// A place in a grid: column and row from 0 at the top left.
public struct Point: Sendable, Hashable {
    public var column: Int
    public var row: Int
    public init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}

/// A rectangle of cells; never of negative size.
public struct Rect: Sendable, Hashable {
    public var column: Int
    public var row: Int
    public var columns: Int
    public var rows: Int

    public init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    public init(_ size: Size) {
        self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
    }

    /// One past the last column.
    public var endColumn: Int { column + columns }
    /// One past the last row.
    public var endRow: Int { row + rows }
    public var isEmpty: Bool { columns == 0 || rows == 0 }

    /// The rectangle without `by` cells on each side.
    public func inset(columns byColumns: Int, rows byRows: Int) -> Rect {
        Rect(
            column: column + byColumns, row: row + byRows, columns: columns - 2 * byColumns,
            rows: rows - 2 * byRows)
    }
}
