extension Composer {
    /// Everything that keys do to the text.
    public enum Edit: Sendable, Hashable {
        case insert(String)
        case deleteBackward, deleteForward
        case killWordBackward, killWordForward, killToLineStart, killToLineEnd
        case yank, undo, transpose, clear
        case moveLeft, moveRight, moveWordLeft, moveWordRight, moveToLineStart, moveToLineEnd
        /// To a place found by layout, such as the line above.
        case moveToCaret(byteOffset: Int)
    }

    func characterBefore(_ index: String.Index) -> String.Index {
        index > text.startIndex ? text.index(before: index) : index
    }

    func characterAfter(_ index: String.Index) -> String.Index {
        index < text.endIndex ? text.index(after: index) : index
    }

    func lineStart(_ index: String.Index) -> String.Index {
        text[..<index].lastIndex(where: \.isNewline).map { text.index(after: $0) }
            ?? text.startIndex
    }

    func lineEnd(_ index: String.Index) -> String.Index {
        text[index...].firstIndex(where: \.isNewline) ?? text.endIndex
    }

    /// Words are runs of letters and digits, as in readline.
    func wordStart(before index: String.Index) -> String.Index {
        var index = index
        while index > text.startIndex, !isWord(characterBefore(index)) {
            index = characterBefore(index)
        }
        while index > text.startIndex, isWord(characterBefore(index)) {
            index = characterBefore(index)
        }
        return index
    }

    func wordEnd(after index: String.Index) -> String.Index {
        var index = index
        while index < text.endIndex, !isWord(index) { index = characterAfter(index) }
        while index < text.endIndex, isWord(index) { index = characterAfter(index) }
        return index
    }

    private func isWord(_ index: String.Index) -> Bool {
        text[index].isLetter || text[index].isNumber
    }
}
