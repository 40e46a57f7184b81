import LexiScreen
import LexiSession
import LexiState

/// The rows of the message being written, kept from one frame to the next.
///
/// A row's beginning depends only on what stands before it, so a change keeps all rows above it,
/// and the rows below are laid out only as far as they are looked at: a key costs what is seen,
/// however long the message is. Text is cut between characters rather than words, so that typing
/// never moves what is before the caret.
struct MessageRows: Sendable {
    /// The columns of the pane. Text takes one less, which is the caret's at the end of a full row.
    private(set) var columns = 0
    /// Where each row begins in the composer's content, in bytes; never empty.
    private var starts = [0]
    /// Whether the last of ``starts`` is the message's last row.
    private var isComplete = false
    private var revision = -1
    /// How many bytes have been looked at since the beginning; what tests count.
    private(set) var scannedBytes = 0

    /// A place in the rows.
    struct Caret: Sendable, Hashable {
        var row: Int
        var column: Int
    }

    /// Takes on the composer's text as far as is needed to know the caret's row and some after it.
    ///
    /// - Returns: The caret's place.
    mutating func update(_ composer: Composer, columns: Int, rowsBelow: Int) -> Caret {
        if columns != self.columns || revision < 0 || composer.revision < revision {
            starts = [0]
            isComplete = false
            self.columns = columns
        } else if let kept = composer.unchangedPrefix(since: revision) {
            forget(from: kept)
        }
        revision = composer.revision
        let text = RowText(composer, columns: columns)
        while !isComplete, starts.last! <= composer.caretByteOffset { extend(text) }
        let caretRow = row(at: composer.caretByteOffset)
        while !isComplete, starts.count <= caretRow + rowsBelow + 1 { extend(text) }
        let column = text.columns(in: starts[caretRow]..<composer.caretByteOffset)
        scannedBytes += composer.caretByteOffset - starts[caretRow]
        return Caret(row: caretRow, column: column)
    }

    /// The rows known so far: all, or at least as many below the caret as were asked for.
    var count: Int { isComplete ? starts.count : starts.count - 1 }

    /// What is drawn in a row.
    func spans(_ row: Int, of composer: Composer) -> [Span] {
        RowText(composer, columns: columns).spans(bytes(row, of: composer))
    }

    /// The place in a row that is nearest to a column from the left; `nil` when there is no such
    /// row.
    mutating func byteOffset(row: Int, column: Int, in composer: Composer) -> Int? {
        let text = RowText(composer, columns: columns)
        while !isComplete, starts.count <= row + 1 { extend(text) }
        guard (0..<count).contains(row) else { return nil }
        return text.offset(in: bytes(row, of: composer), column: column)
    }

    /// The bytes of a row, without the line feed at its end.
    private func bytes(_ row: Int, of composer: Composer) -> Range<Int> {
        guard row + 1 < starts.count else { return starts[row]..<composer.body.byteCount }
        let end = starts[row + 1]
        return starts[row]..<(composer.body.byte(at: end - 1) == 0x0A ? end - 1 : end)
    }

    private mutating func extend(_ text: RowText) {
        let start = starts.last!
        guard let next = text.nextRow(from: start) else {
            isComplete = true
            scannedBytes += text.byteCount - start
            return
        }
        scannedBytes += next - start
        starts.append(next)
    }

    /// A row that begins before the change, and before a character that a mark may have joined,
    /// begins where it did.
    private mutating func forget(from byteOffset: Int) {
        let row = row(at: byteOffset - 1)
        starts.removeSubrange(max(1, row)...)
        isComplete = false
    }

    private func row(at byteOffset: Int) -> Int {
        bisect(0..<starts.count) { starts[$0] <= byteOffset }
    }
}
