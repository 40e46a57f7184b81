extension Composer {
    /// Everything that keys do to the text.
    public enum Edit: Sendable, Hashable {
        case insert(String)
        /// A paste, or its next part; a large one is folded.
        case paste(String, isLast: Bool)
        /// Shows the folded paste at the caret in full.
        case unfold
        /// Takes another text, which can be undone.
        case replaceAll(String)
        case deleteBackward, deleteForward
        case killWordBackward, killWordForward, killBlankBackward, killToLineStart, killToLineEnd
        case yank, yankPop, undo, redo, clear
        case transpose, transposeWords, upcaseWord, downcaseWord, capitalizeWord
        case moveLeft, moveRight, moveWordLeft, moveWordRight, moveToLineStart, moveToLineEnd
        case moveToStart, moveToEnd
        /// To a place found by layout, such as the line above.
        case moveToCaret(byteOffset: Int)
    }

    public mutating func apply(_ edit: Edit) {
        let before = lastEdit
        lastEdit = .other
        if case .paste = edit {} else { openPaste = nil }
        switch edit {
        case .insert(let piece): insert(piece, after: before)
        case .paste(let piece, let isLast): paste(piece, isLast: isLast)
        case .unfold: unfold()
        case .replaceAll(let text):
            replace(0..<body.byteCount, with: MessageFragment(text))
        case .deleteBackward:
            delete(
                from: Backspace.start(in: body.content, before: caret), to: caret, after: before)
        case .deleteForward: delete(from: caret, to: characterAfter(caret), after: .other)
        case .killWordBackward:
            kill(from: wordStart(before: caret), to: caret, backward: true, after: before)
        case .killWordForward: kill(from: caret, to: wordEnd(after: caret), after: before)
        case .killBlankBackward:
            kill(from: blankStart(before: caret), to: caret, backward: true, after: before)
        case .killToLineStart:
            kill(from: lineStart(caret), to: caret, backward: true, after: before)
        case .killToLineEnd:
            let end = lineEnd(caret)
            kill(from: caret, to: end > caret ? end : characterAfter(caret), after: before)
        case .clear:
            kill(from: body.content.startIndex, to: body.content.endIndex, after: .other)
        case .yank: yank(0, over: caretByteOffset..<caretByteOffset)
        case .yankPop:
            guard case .yanking(let range, let entry) = before else { return }
            yank((entry + 1) % killRing.entries.count, over: range)
        case .undo: undo()
        case .redo: redo()
        case .transpose: transpose()
        case .transposeWords: transposeWords()
        case .upcaseWord: changeWord { $0.uppercased() }
        case .downcaseWord: changeWord { $0.lowercased() }
        case .capitalizeWord: changeWord(Self.capitalized)
        case .moveLeft: move(to: characterBefore(caret))
        case .moveRight: move(to: characterAfter(caret))
        case .moveWordLeft: move(to: wordStart(before: caret))
        case .moveWordRight: move(to: wordEnd(after: caret))
        case .moveToLineStart: move(to: lineStart(caret))
        case .moveToLineEnd: move(to: lineEnd(caret))
        case .moveToStart: caretByteOffset = 0
        case .moveToEnd: caretByteOffset = body.byteCount
        case .moveToCaret(let byteOffset):
            caretByteOffset = min(max(0, byteOffset), body.byteCount)
        }
    }

    // MARK: Places

    var caret: String.Index { body.index(caretByteOffset) }

    /// The text from a start to the caret, such as for the width before it.
    var textBeforeCaret: String { String(body.content[..<caret]) }

    func characterBefore(_ index: String.Index) -> String.Index {
        index > body.content.startIndex ? body.content.index(before: index) : index
    }

    func characterAfter(_ index: String.Index) -> String.Index {
        index < body.content.endIndex ? body.content.index(after: index) : index
    }

    func lineStart(_ index: String.Index) -> String.Index {
        let bytes = body.content.utf8
        return bytes[..<index].lastIndex(of: 0x0A).map { bytes.index(after: $0) }
            ?? bytes.startIndex
    }

    func lineEnd(_ index: String.Index) -> String.Index {
        body.content.utf8[index...].firstIndex(of: 0x0A) ?? body.content.endIndex
    }

    private mutating func move(to index: String.Index) { caretByteOffset = body.offset(index) }

    // MARK: Inserting and deleting

    private mutating func insert(_ piece: String, after before: LastEdit) {
        let new = MessageFragment(piece)
        let isTyped = piece.count == 1 && piece.utf8.count <= 32
        let isBlank = piece.allSatisfy(\.isWhitespace)
        // One step back goes to the start of a word.
        let joining =
            if isTyped, case .typing(let wasBlank) = before { isBlank || !wasBlank } else { false }
        replace(caretByteOffset..<caretByteOffset, with: new, joining: joining)
        if isTyped { lastEdit = .typing(blank: isBlank) }
    }

    func range(from start: String.Index, to end: String.Index) -> Range<Int> {
        body.offset(start)..<body.offset(end)
    }

    private mutating func delete(
        from start: String.Index, to end: String.Index, after before: LastEdit
    ) {
        guard start < end else { return }
        replace(
            range(from: start, to: end), with: MessageFragment(), joining: before == .deleting)
        lastEdit = .deleting
    }

    // MARK: Cutting and putting back

    private mutating func kill(
        from start: String.Index, to end: String.Index, backward: Bool = false,
        after before: LastEdit
    ) {
        guard start < end else { return }
        let removed = replace(range(from: start, to: end), with: MessageFragment())
        if before == .killing {
            killRing.extend(with: removed, isBefore: backward)
        } else {
            killRing.add(removed)
        }
        lastEdit = .killing
    }

    private mutating func yank(_ entry: Int, over range: Range<Int>) {
        guard killRing.entries.indices.contains(entry) else { return }
        let fragment = killRing.entries[entry]
        replace(range, with: fragment)
        lastEdit = .yanking(
            range.lowerBound..<range.lowerBound + fragment.byteCount, entry: entry)
    }
}
