/// The message being written: text and caret, edited as readline does.
///
/// Pure and without limits of its own; what is too long is marked, not cut.
public struct Composer: Sendable, Hashable {
    public private(set) var text: String
    /// The caret's place in UTF-8 bytes, always between two characters.
    public private(set) var caretByteOffset: Int
    /// Rises with every change of the text.
    public private(set) var revision = 0
    private var killed = ""
    private var undoStack: [Snapshot] = []
    /// Typing joins one undo step until something else happens.
    private var isTyping = false

    private struct Snapshot: Sendable, Hashable {
        var text: String
        var caret: Int
    }

    /// Undo steps kept; the oldest fall away.
    static let keptUndoSteps = 100

    public init(text: String = "") {
        self.text = text
        caretByteOffset = text.utf8.count
    }

    public var isEmpty: Bool { text.isEmpty }

    /// The text's length in the unit of the API's limit, Unicode scalars.
    public var scalarCount: Int { text.unicodeScalars.count }

    var caret: String.Index {
        get { text.utf8.index(text.startIndex, offsetBy: caretByteOffset) }
        set { caretByteOffset = text.utf8.distance(from: text.startIndex, to: newValue) }
    }

    public mutating func apply(_ edit: Edit) {
        switch edit {
        case .insert(let piece): insert(piece)
        case .deleteBackward: delete(from: characterBefore(caret), to: caret)
        case .deleteForward: delete(from: caret, to: characterAfter(caret))
        case .killWordBackward: kill(from: wordStart(before: caret), to: caret)
        case .killWordForward: kill(from: caret, to: wordEnd(after: caret))
        case .killToLineStart: kill(from: lineStart(caret), to: caret)
        case .killToLineEnd: killToLineEnd()
        case .yank: insert(killed)
        case .undo: undo()
        case .transpose: transpose()
        case .clear: kill(from: text.startIndex, to: text.endIndex)
        case .moveLeft: move(to: characterBefore(caret))
        case .moveRight: move(to: characterAfter(caret))
        case .moveWordLeft: move(to: wordStart(before: caret))
        case .moveWordRight: move(to: wordEnd(after: caret))
        case .moveToLineStart: move(to: lineStart(caret))
        case .moveToLineEnd: move(to: lineEnd(caret))
        case .moveToCaret(let byteOffset):
            move(to: text.utf8.index(text.startIndex, offsetBy: min(byteOffset, text.utf8.count)))
        }
    }

    private mutating func remember() {
        undoStack.append(Snapshot(text: text, caret: caretByteOffset))
        if undoStack.count > Self.keptUndoSteps { undoStack.removeFirst() }
    }

    private mutating func insert(_ piece: String) {
        guard !piece.isEmpty else { return }
        let isTypedCharacter = piece.utf8.count <= 4
        if !(isTyping && isTypedCharacter) { remember() }
        isTyping = isTypedCharacter
        let at = caretByteOffset
        text.insert(contentsOf: piece, at: caret)
        caretByteOffset = at + piece.utf8.count
        normalizeCaret()
        revision += 1
    }

    /// A combining mark typed after its base joins the character before the caret; the caret
    /// must not stay inside it.
    private mutating func normalizeCaret() {
        let index = caret
        guard index > text.startIndex, index < text.endIndex else { return }
        caret = characterAfter(characterBefore(index))
    }

    private mutating func delete(from start: String.Index, to end: String.Index) {
        guard start < end else { return }
        remember()
        isTyping = false
        let offset = text.utf8.distance(from: text.startIndex, to: start)
        text.removeSubrange(start..<end)
        caretByteOffset = offset
        revision += 1
    }

    private mutating func kill(from start: String.Index, to end: String.Index) {
        guard start < end else { return }
        killed = String(text[start..<end])
        delete(from: start, to: end)
    }

    private mutating func killToLineEnd() {
        let end = lineEnd(caret)
        kill(from: caret, to: end > caret ? end : characterAfter(caret))
    }

    private mutating func undo() {
        guard let snapshot = undoStack.popLast() else { return }
        text = snapshot.text
        caretByteOffset = snapshot.caret
        isTyping = false
        revision += 1
    }

    private mutating func transpose() {
        let second = caret == text.endIndex ? characterBefore(caret) : caret
        guard second > text.startIndex, second < text.endIndex else { return }
        let first = characterBefore(second)
        remember()
        let swapped = String(text[second]) + String(text[first])
        let end = text.index(after: second)
        let offset = text.utf8.distance(from: text.startIndex, to: end)
        text.replaceSubrange(first..<end, with: swapped)
        caretByteOffset = offset
        isTyping = false
        revision += 1
    }

    private mutating func move(to index: String.Index) {
        isTyping = false
        caret = index
    }
}
