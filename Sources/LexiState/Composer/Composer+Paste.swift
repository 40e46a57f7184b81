extension Composer {
    /// A paste of which more may come: text is put in as it arrives, so that nothing is lost when
    /// the rest never does.
    struct OpenPaste: Sendable, Hashable {
        /// Where it begins.
        var byteOffset: Int
        var isFolded = false
    }

    /// What makes a paste large enough to be folded.
    public static let foldedFrom = (lines: 11, scalars: 2001)

    mutating func paste(_ piece: String, isLast: Bool) {
        defer { if isLast { openPaste = nil } }
        let clean = CleanText.of(piece)
        guard !clean.isEmpty else { return }
        if let open = openPaste, open.isFolded {
            appendToFold(body.foldIndex(from: open.byteOffset), clean)
            return
        }
        let isFirst = openPaste == nil
        let open = openPaste ?? OpenPaste(byteOffset: caretByteOffset)
        openPaste = open
        let range = open.byteOffset..<(isFirst ? open.byteOffset : caretByteOffset)
        let whole = FoldedPaste(
            String(body.content[body.index(range.lowerBound)..<body.index(range.upperBound)])
                + clean)
        guard
            whole.lineCount >= Self.foldedFrom.lines
                || whole.scalarCount >= Self.foldedFrom.scalars
        else {
            replace(
                caretByteOffset..<caretByteOffset, with: MessageFragment(clean), joining: !isFirst)
            return
        }
        openPaste?.isFolded = true
        if isFirst {
            replace(range, with: MessageFragment(folding: whole))
        } else {
            // The parts so far are one step of undo, which stays one.
            _ = change(range, with: MessageFragment(folding: whole))
            undoHistory.lastStepNowInserts(byteCount: 1)
            caretByteOffset = range.lowerBound + 1
        }
    }

    /// Whether any paste is folded.
    public var hasFolds: Bool { !body.folds.isEmpty }

    /// The folded paste that the caret is at: behind it, or else before it.
    public var foldAtCaret: MessageFragment.Fold? {
        for offset in [caretByteOffset - 1, caretByteOffset] {
            let index = body.foldIndex(from: offset)
            if index < body.folds.count, body.folds[index].byteOffset == offset {
                return body.folds[index]
            }
        }
        return nil
    }

    /// Without one at the caret, the last before it is shown, else the first after it.
    mutating func unfold() {
        let next = body.foldIndex(from: caretByteOffset)
        let near = next > 0 ? next - 1 : next
        guard let fold = foldAtCaret ?? (near < body.folds.count ? body.folds[near] : nil)
        else { return }
        let caret = caretByteOffset
        let whole = MessageFragment(fold.paste.text)
        replace(fold.byteOffset..<fold.byteOffset + 1, with: whole)
        // The caret stays with the text that it was in.
        caretByteOffset =
            caret <= fold.byteOffset ? caret : caret + whole.byteCount - 1
    }
}
