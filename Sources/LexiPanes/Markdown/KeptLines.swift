/// The lines of the chunks that were looked at last.
struct KeptLines {
    private var lines: [Int: [StyledLine]] = [:]
    /// The chunks in the order in which they came.
    private var order: [Int] = []
    private(set) var lineCount = 0

    /// Beyond this many lines those that came first are forgotten.
    private static let mostLines = 2048
    /// However many lines they have.
    private static let fewestChunks = 4

    subscript(chunk: Int) -> [StyledLine]? { lines[chunk] }

    mutating func set(_ new: [StyledLine], _ chunk: Int) {
        remove(chunk)
        lines[chunk] = new
        order.append(chunk)
        lineCount += new.count
        while lineCount > Self.mostLines, order.count > Self.fewestChunks { remove(order[0]) }
    }

    /// Adds lines to those of a chunk, if that is kept.
    mutating func append(_ new: [StyledLine], to chunk: Int) {
        guard lines[chunk] != nil else { return }
        lines[chunk]! += new
        lineCount += new.count
    }

    mutating func remove(_ chunk: Int) {
        guard let old = lines.removeValue(forKey: chunk) else { return }
        lineCount -= old.count
        order.removeAll { $0 == chunk }
    }
}
