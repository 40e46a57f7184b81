/// The message being written: text and caret, edited as readline does.
///
/// Pure and without limits of its own; what is too long is marked, not cut. An edit costs what it
/// changes, not the length of the message.
public struct Composer: Sendable, Hashable {
    /// What is written, with large pastes folded.
    public private(set) var body = MessageFragment()
    /// The caret's place in the body's content in UTF-8 bytes, always between two characters.
    public internal(set) var caretByteOffset = 0
    /// Rises with every change of the text.
    public private(set) var revision = 0
    private var changes = ChangeLog()
    var undoHistory = UndoHistory()
    var killRing = KillRing()
    var lastEdit = LastEdit.other
    var openPaste: OpenPaste?

    /// What the edit before was, as far as the next one depends on it.
    enum LastEdit: Sendable, Hashable {
        case other
        /// A character was typed.
        case typing(blank: Bool)
        case deleting
        case killing
        /// An entry of the kill ring was put into a range.
        case yanking(Range<Int>, entry: Int)
    }

    public init(text: String = "") {
        body = MessageFragment(text)
        caretByteOffset = body.byteCount
    }

    /// The whole text, as it is sent.
    public var text: String { body.text }

    public var isEmpty: Bool { body.isEmpty }

    /// The text's length in the unit of the API's limit, Unicode scalars.
    public var scalarCount: Int { body.scalarCount }

    /// How many bytes at the beginning of the body are the same as in an earlier revision; `nil`
    /// for all.
    public func unchangedPrefix(since revision: Int) -> Int? {
        changes.unchangedPrefix(since: revision)
    }

    /// Takes another text as if it had just been written, with nothing to undo; what was cut
    /// stays.
    mutating func reset(to text: String = "") {
        var fresh = Composer(text: text)
        fresh.killRing = killRing
        fresh.revision = revision + 1
        fresh.changes = changes
        fresh.changes.note(fresh.revision, at: 0)
        self = fresh
    }

    // MARK: Changing

    /// Makes a change and remembers nothing but that there was one.
    mutating func change(_ range: Range<Int>, with new: MessageFragment) -> MessageFragment {
        defer { noteChange(at: range.lowerBound) }
        return body.replace(range, with: new)
    }

    mutating func appendToFold(_ index: Int, _ text: String) {
        body.append(text, toFold: index)
        noteChange(at: body.folds[index].byteOffset)
    }

    private mutating func noteChange(at byteOffset: Int) {
        revision += 1
        changes.note(revision, at: byteOffset)
    }

    /// Makes a change that can be undone, and leaves the caret behind it.
    ///
    /// - Parameter joining: Whether it is undone together with the one before, when next to it.
    @discardableResult
    mutating func replace(
        _ range: Range<Int>, with new: MessageFragment, joining: Bool = false
    ) -> MessageFragment {
        guard !range.isEmpty || !new.isEmpty else { return MessageFragment() }
        let removed = change(range, with: new)
        undoHistory.add(
            UndoHistory.Step(
                byteOffset: range.lowerBound, insertedByteCount: new.byteCount, removed: removed,
                caretByteOffset: caretByteOffset), joining: joining)
        caretByteOffset = range.lowerBound + new.byteCount
        normalizeCaret()
        return removed
    }

    /// A combining mark beside its base joins it to one character; the caret must not stay inside
    /// that.
    private mutating func normalizeCaret() {
        let index = caret
        guard index < body.content.endIndex else { return }
        // Indices inside a character count as its beginning.
        let end = body.content.index(after: index)
        if body.content.index(before: end) != index { caretByteOffset = body.offset(end) }
    }

    mutating func undo() {
        guard let step = undoHistory.takeUndo() else { return }
        undoHistory.keepForRedo(revert(step))
        caretByteOffset = step.caretByteOffset
    }

    mutating func redo() {
        guard let step = undoHistory.takeRedo() else { return }
        undoHistory.keepForUndo(revert(step))
        caretByteOffset = step.byteOffset + step.removed.byteCount
        normalizeCaret()
    }

    /// Puts back what a step took away.
    ///
    /// - Returns: The step that takes this back.
    private mutating func revert(_ step: UndoHistory.Step) -> UndoHistory.Step {
        let range = step.byteOffset..<step.byteOffset + step.insertedByteCount
        let removed = change(range, with: step.removed)
        return UndoHistory.Step(
            byteOffset: step.byteOffset, insertedByteCount: step.removed.byteCount,
            removed: removed, caretByteOffset: caretByteOffset)
    }
}
