extension Composer {
    /// Words are runs of letters and digits, as in readline.
    func wordStart(before index: String.Index) -> String.Index {
        start(of: isWord, before: index)
    }

    func wordEnd(after index: String.Index) -> String.Index {
        var index = index
        let end = body.content.endIndex
        while index < end, !isWord(index) { index = characterAfter(index) }
        while index < end, isWord(index) { index = characterAfter(index) }
        return index
    }

    /// Where what stands between blanks begins.
    func blankStart(before index: String.Index) -> String.Index {
        start(of: { !body.content[$0].isWhitespace }, before: index)
    }

    private func start(
        of belongs: (String.Index) -> Bool, before index: String.Index
    ) -> String.Index {
        var index = index
        let start = body.content.startIndex
        while index > start, !belongs(characterBefore(index)) { index = characterBefore(index) }
        while index > start, belongs(characterBefore(index)) { index = characterBefore(index) }
        return index
    }

    private func isWord(_ index: String.Index) -> Bool {
        let character = body.content[index]
        return character.isLetter || character.isNumber
    }

    mutating func transpose() {
        let second = caret == body.content.endIndex ? characterBefore(caret) : caret
        guard second > body.content.startIndex, second < body.content.endIndex else { return }
        swap(
            range(from: characterBefore(second), to: second),
            range(from: second, to: characterAfter(second)))
    }

    /// Swaps the word before the caret, or the one it is in, with the next; at the end the last
    /// two.
    mutating func transposeWords() {
        let secondEnd = wordEnd(after: caret)
        let secondStart = wordStart(before: secondEnd)
        let firstStart = wordStart(before: secondStart)
        let firstEnd = wordEnd(after: firstStart)
        guard firstStart < firstEnd, firstEnd <= secondStart, secondStart < secondEnd else {
            return
        }
        // Behind the last word there is nothing but what is no word.
        let end = wordEnd(after: secondStart)
        swap(range(from: firstStart, to: firstEnd), range(from: secondStart, to: end))
    }

    /// Swaps two ranges, the first before the second, and leaves the caret behind both.
    private mutating func swap(_ first: Range<Int>, _ second: Range<Int>) {
        var swapped = body.slice(second)
        swapped.append(body.slice(first.upperBound..<second.lowerBound))
        swapped.append(body.slice(first))
        replace(first.lowerBound..<second.upperBound, with: swapped)
    }

    /// Changes the word from the caret on, and moves behind it.
    mutating func changeWord(_ change: (String) -> String) {
        let (start, end) = (caret, wordEnd(after: caret))
        guard start < end else { return }
        let piece = String(body.content[start..<end])
        guard !piece.contains(MessageFragment.foldMark) else {
            caretByteOffset = body.offset(end)
            return
        }
        replace(range(from: start, to: end), with: MessageFragment(change(piece)))
    }

    static func capitalized(_ piece: String) -> String {
        guard let first = piece.firstIndex(where: { $0.isLetter || $0.isNumber }) else {
            return piece
        }
        let next = piece.index(after: first)
        return piece[..<first] + piece[first..<next].uppercased() + piece[next...].lowercased()
    }
}
