import LexiScreen

/// Breaks runs of styled text into lines that fit a width.
///
/// Lines break after spaces and hyphens and around wide (CJK) characters; what is longer than a
/// line breaks anywhere. Spaces at a break are not drawn. A line feed in a run ends the line.
struct LineWrap {
    let width: Int
    /// Drawn before the first line and before each other line.
    var firstPrefix: [Span] = []
    var otherPrefix: [Span] = []

    private var lines: [StyledLine] = []
    private var line: [Span] = []
    private var lineColumns = 0
    private var word: [Span] = []
    private var wordColumns = 0
    private var pendingSpaces: [Span] = []
    private var pendingSpaceColumns = 0

    init(width: Int, firstPrefix: [Span] = [], otherPrefix: [Span]? = nil) {
        self.width = max(1, width)
        self.firstPrefix = firstPrefix
        self.otherPrefix = otherPrefix ?? firstPrefix
    }

    /// Lays out runs; at least one line comes back.
    static func lines(
        _ runs: [Span], width: Int, firstPrefix: [Span] = [], otherPrefix: [Span]? = nil
    ) -> [StyledLine] {
        var wrap = LineWrap(width: width, firstPrefix: firstPrefix, otherPrefix: otherPrefix)
        for run in runs { wrap.add(run) }
        return wrap.finish()
    }

    private var prefixColumns: Int {
        (lines.isEmpty ? firstPrefix : otherPrefix).reduce(0) {
            $0 + TextWidth.columns(of: $1.text)
        }
    }

    private var room: Int { max(1, width - prefixColumns) }

    private mutating func add(_ run: Span) {
        if run.text.utf8.allSatisfy({ $0 < 0x80 }) { addASCII(run) } else { addText(run) }
    }

    /// The same as ``addText(_:)`` for text whose characters are bytes of one column.
    private mutating func addASCII(_ run: Span) {
        let utf8 = run.text.utf8
        var start = utf8.startIndex
        var index = start
        while index < utf8.endIndex {
            let byte = utf8[index]
            let next = utf8.index(after: index)
            switch byte {
            case 0x20, 0x09:
                takeASCII(run, start..<index)
                endWord()
                addSpace(Span(text: " ", role: run.role, attributes: run.attributes))
                start = next
            case 0x0A...0x0D:
                takeASCII(run, start..<index)
                endWord()
                endLine()
                start = next
            case UInt8(ascii: "-") where start < index:
                takeASCII(run, start..<next)
                endWord()
                start = next
            default: break
            }
            index = next
        }
        takeASCII(run, start..<index)
    }

    private mutating func takeASCII(_ run: Span, _ range: Range<String.Index>) {
        guard !range.isEmpty else { return }
        let piece = Span(
            text: String(run.text[range]), role: run.role, attributes: run.attributes)
        take(piece, piece.text.utf8.count)
    }

    private mutating func addText(_ run: Span) {
        var start = run.text.startIndex
        var index = start
        var columns = 0
        func piece(_ end: String.Index) -> Span {
            Span(text: String(run.text[start..<end]), role: run.role, attributes: run.attributes)
        }
        while index < run.text.endIndex {
            let character = run.text[index]
            let next = run.text.index(after: index)
            if character == " " || character == "\t" {
                take(piece(index), columns)
                endWord()
                addSpace(Span(text: " ", role: run.role, attributes: run.attributes))
                (start, columns) = (next, 0)
            } else if character.isNewline {
                take(piece(index), columns)
                endWord()
                endLine()
                (start, columns) = (next, 0)
            } else {
                let width = Self.columns(of: character)
                if width > 1 {
                    take(piece(index), columns)
                    endWord()
                    (start, columns) = (index, 0)
                    take(piece(next), width)
                    endWord()
                    start = next
                } else {
                    columns += width
                    if character == "-", columns > 1 {
                        take(piece(next), columns)
                        endWord()
                        (start, columns) = (next, 0)
                    }
                }
            }
            index = next
        }
        take(piece(index), columns)
    }

    private static func columns(of character: Character) -> Int {
        if character.isASCII { return 1 }
        return TextWidth.columns(of: String(character))
    }

    private mutating func take(_ piece: Span, _ columns: Int) {
        guard !piece.text.isEmpty else { return }
        word.append(piece)
        wordColumns += columns
    }

    private mutating func addSpace(_ span: Span) {
        if line.isEmpty && !lines.isEmpty && lineColumns == 0 && !keepsLeadingSpace { return }
        pendingSpaces.append(span)
        pendingSpaceColumns += 1
    }

    /// Only a line that begins after a line feed keeps the spaces it begins with.
    private var keepsLeadingSpace = true

    private mutating func endWord() {
        guard !word.isEmpty else { return }
        if lineColumns + pendingSpaceColumns + wordColumns > room {
            if lineColumns > 0 { breakLine() }
            if wordColumns > room {
                breakWord()
                return
            }
        }
        line += pendingSpaces
        lineColumns += pendingSpaceColumns
        pendingSpaces = []
        pendingSpaceColumns = 0
        appendWord()
    }

    private mutating func appendWord() {
        line += word
        lineColumns += wordColumns
        word = []
        wordColumns = 0
    }

    /// A word longer than a line fills line after line.
    private mutating func breakWord() {
        let pieces = word
        word = []
        wordColumns = 0
        for piece in pieces {
            var text = ""
            var columns = 0
            for character in piece.text {
                let width = Self.columns(of: character)
                if lineColumns + columns + width > room, lineColumns + columns > 0 {
                    append(text, columns, like: piece)
                    breakLine()
                    (text, columns) = ("", 0)
                }
                text.append(character)
                columns += width
            }
            append(text, columns, like: piece)
        }
    }

    private mutating func append(_ text: String, _ columns: Int, like piece: Span) {
        guard !text.isEmpty else { return }
        line.append(Span(text: text, role: piece.role, attributes: piece.attributes))
        lineColumns += columns
    }

    private mutating func breakLine() {
        emit()
        keepsLeadingSpace = false
        pendingSpaces = []
        pendingSpaceColumns = 0
    }

    private mutating func endLine() {
        emit()
        keepsLeadingSpace = true
        pendingSpaces = []
        pendingSpaceColumns = 0
    }

    private mutating func emit() {
        lines.append(StyledLine(Self.joined((lines.isEmpty ? firstPrefix : otherPrefix) + line)))
        line = []
        lineColumns = 0
    }

    private mutating func finish() -> [StyledLine] {
        endWord()
        if !line.isEmpty || lines.isEmpty { emit() }
        return lines
    }

    private static func joined(_ spans: [Span]) -> [Span] {
        var result: [Span] = []
        for span in spans {
            if let last = result.last, last.role == span.role, last.attributes == span.attributes {
                result[result.count - 1].text += span.text
            } else {
                result.append(span)
            }
        }
        return result
    }
}
