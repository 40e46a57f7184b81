/// A stretch of a message: text in which a large paste counts as one character.
public struct MessageFragment: Sendable, Hashable {
    /// A large paste that is shown as one line and sent in full.
    public struct Fold: Sendable, Hashable {
        /// Where its mark is in the content, in UTF-8 bytes.
        public internal(set) var byteOffset: Int
        public internal(set) var paste: FoldedPaste
    }

    /// The text with ``foldMark`` in the place of each folded paste. Lines end in line feeds;
    /// besides those and tabs there are no controls in it.
    public private(set) var content = ""
    /// The folded pastes in the order of their marks.
    public private(set) var folds: [Fold] = []
    /// The length in Unicode scalars, folded pastes included.
    public private(set) var scalarCount = 0

    /// Stands for a folded paste. A control, so that nothing typed beside it joins it, and one
    /// that no text brings along, since text is cleaned.
    public static let foldMark = "\u{1A}"

    init() {}

    /// - Parameter text: Any text; what could act on a terminal is left out of it.
    init(_ text: String) {
        content = CleanText.of(text)
        scalarCount = content.scalarCount
    }

    init(folding paste: FoldedPaste) {
        content = Self.foldMark
        folds = [Fold(byteOffset: 0, paste: paste)]
        scalarCount = paste.scalarCount
    }

    public var byteCount: Int { content.utf8.count }
    public var isEmpty: Bool { content.isEmpty }

    /// The text with every folded paste in full.
    public var text: String {
        guard !folds.isEmpty else { return content }
        var text = ""
        var start = 0
        for fold in folds {
            text += content[index(start)..<index(fold.byteOffset)]
            text += fold.paste.text
            start = fold.byteOffset + 1
        }
        return text + content[index(start)...]
    }

    func index(_ byteOffset: Int) -> String.Index {
        content.utf8.index(content.startIndex, offsetBy: byteOffset)
    }

    func offset(_ index: String.Index) -> Int {
        content.utf8.distance(from: content.startIndex, to: index)
    }

    /// The first folded paste at or after a place.
    public func foldIndex(from byteOffset: Int) -> Int {
        var (low, high) = (0, folds.count)
        while low < high {
            let middle = (low + high) / 2
            if folds[middle].byteOffset < byteOffset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// A part of it.
    func slice(_ range: Range<Int>) -> MessageFragment {
        var part = MessageFragment()
        part.content = String(content[index(range.lowerBound)..<index(range.upperBound)])
        part.scalarCount = part.content.scalarCount
        let first = foldIndex(from: range.lowerBound)
        for fold in folds[first...].prefix(while: { $0.byteOffset < range.upperBound }) {
            part.folds.append(
                Fold(byteOffset: fold.byteOffset - range.lowerBound, paste: fold.paste))
            part.scalarCount += fold.paste.scalarCount - 1
        }
        return part
    }

    /// Puts other text in the place of a range of bytes; the cost is that of the two, not of the
    /// whole.
    ///
    /// - Returns: What was there.
    mutating func replace(_ range: Range<Int>, with new: MessageFragment) -> MessageFragment {
        let removed = slice(range)
        content.replaceSubrange(
            index(range.lowerBound)..<index(range.upperBound), with: new.content)
        if !folds.isEmpty || !new.folds.isEmpty {
            let first = foldIndex(from: range.lowerBound)
            let last = foldIndex(from: range.upperBound)
            let growth = new.byteCount - range.count
            for index in last..<folds.count { folds[index].byteOffset += growth }
            folds.replaceSubrange(
                first..<last,
                with: new.folds.map {
                    Fold(byteOffset: $0.byteOffset + range.lowerBound, paste: $0.paste)
                })
        }
        scalarCount += new.scalarCount - removed.scalarCount
        return removed
    }

    mutating func append(_ other: MessageFragment) {
        _ = replace(byteCount..<byteCount, with: other)
    }

    /// Lets a folded paste grow.
    mutating func append(_ text: String, toFold index: Int) {
        let before = folds[index].paste.scalarCount
        folds[index].paste.append(text)
        scalarCount += folds[index].paste.scalarCount - before
    }
}

/// The text of a large paste and its measures.
public struct FoldedPaste: Sendable, Hashable {
    public private(set) var text: String
    public private(set) var scalarCount: Int
    private var breakCount: Int

    /// - Parameter text: Clean text.
    init(_ text: String) {
        self.text = text
        scalarCount = text.scalarCount
        breakCount = text.lineBreakCount
    }

    public var byteCount: Int { text.utf8.count }

    /// A line feed at the end begins no further line.
    public var lineCount: Int { breakCount + (text.utf8.last == 0x0A ? 0 : 1) }

    mutating func append(_ piece: String) {
        text += piece
        scalarCount += piece.scalarCount
        breakCount += piece.lineBreakCount
    }
}

extension String {
    /// How many Unicode scalars the text has, counted over its bytes.
    var scalarCount: Int {
        var copy = self
        return copy.withUTF8 { bytes in bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }
    }

    var lineBreakCount: Int {
        var copy = self
        return copy.withUTF8 { bytes in bytes.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) } }
    }
}

extension MessageFragment {
    /// The byte of the content at a place.
    public func byte(at byteOffset: Int) -> UInt8 { content.utf8[index(byteOffset)] }

    /// The character of the content that begins at a place.
    public func character(at byteOffset: Int) -> Character { content[index(byteOffset)] }

    /// A part of the content.
    public func text(in range: Range<Int>) -> Substring {
        content[index(range.lowerBound)..<index(range.upperBound)]
    }

    /// How many bytes from a place on are printable ASCII characters that nothing joins.
    public func plainByteCount(from byteOffset: Int, most limit: Int) -> Int {
        content.utf8.withContiguousStorageIfAvailable { bytes in
            var end = byteOffset
            let last = min(bytes.count, byteOffset + limit)
            while end < last, bytes[end] >= 0x20, bytes[end] < 0x7F,
                end + 1 == bytes.count || bytes[end + 1] < 0x80
            {
                end += 1
            }
            return end - byteOffset
        } ?? 0
    }
}
