/// Reads a paragraph's text: emphasis, code, links and addresses where they are clearly meant, and
/// every other character as it stands.
///
/// ``MarkdownParser`` finds the blocks and hands over the text of each. CommonMark is followed
/// but for what docs/markdown.md lists.
///
/// While more text may come, the end of it is read as it will look once its marks are closed:
/// what may yet turn into a mark is held back, what is open is taken to be closed at the end.
struct InlineReader {
    let bytes: [UInt8]
    /// Whether more text may come.
    let isOpen: Bool
    private(set) var links: [MarkdownLink] = []
    var index = 0
    /// Where reading ends: earlier than the text when its end is held back.
    var end: Int
    var pieces: [InlinePiece] = []
    var marks: [EmphasisMark] = []
    var brackets: [Bracket] = []
    /// How many characters other than ASCII punctuation and spaces were read.
    var ink = 0
    /// Pairs of signs of which there are no more.
    var missing: Set<[UInt8]> = []
    /// Where runs of backticks of each length begin.
    lazy var backticks = Self.backticks(in: bytes)

    struct Bracket {
        var piece: Int
        var isImage: Bool
        /// After it.
        var textStart: Int
        /// How many marks stand before it.
        var markCount: Int
        /// A link cannot hold another.
        var isActive = true
        /// Whether an address has begun behind its text.
        var hasAddress = false
    }

    init(_ text: some Sequence<UInt8>, isOpen: Bool = false) {
        var bytes = Array(text)
        if !isOpen {
            while let last = bytes.last, last.isBlank || last == 0x0A { bytes.removeLast() }
        }
        self.bytes = bytes
        self.isOpen = isOpen
        end = bytes.count
        while index < end { step() }
        finish()
    }

    var spans: [Span] { InlinePiece.spans(pieces) }

    // MARK: Steps

    /// What a step must look at; all else is text.
    private static let isSpecial: [Bool] = (0...255).map { byte in
        "\n\\`<&![]*_~$@hHfFwWmM".utf8.contains(UInt8(byte))
    }

    private mutating func step() {
        switch bytes[index] {
        case 0x0A: readLineBreak()
        case UInt8(ascii: "\\"): readBackslash()
        case UInt8(ascii: "`"): readCode()
        case UInt8(ascii: "<"): readAngle()
        case UInt8(ascii: "&"): readEntity()
        case UInt8(ascii: "!"): readExclamation()
        case UInt8(ascii: "["): openBracket(isImage: false)
        case UInt8(ascii: "]"): closeBracket()
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): readMark()
        case UInt8(ascii: "$"): readDollar()
        case UInt8(ascii: "@"): readMailAddress()
        default: readText()
        }
    }

    private mutating func readText() {
        if let range = bareAddress(at: index) { return addAddress(range) }
        var next = index + 1
        while next < end {
            let byte = bytes[next]
            // Addresses begin with a word.
            let isInWord = byte.isASCIILetter && bytes[next - 1].isASCIIAlphanumeric
            if Self.isSpecial[Int(byte)], !isInWord { break }
            next += 1
        }
        add(index..<next)
    }

    private mutating func readLineBreak() {
        while let last = pieces.indices.last, let byte = pieces[last].bytes.last, byte.isBlank,
            case .text = pieces[last].kind
        {
            pieces[last].bytes.removeLast()
            if pieces[last].bytes.isEmpty { break }
        }
        add(index..<index + 1)
        while index < end, bytes[index].isBlank { index += 1 }
    }

    private mutating func readMark() {
        let next = runEnd(index)
        guard !isOpen || isKnown(behindMark: next) else { return hold(index) }
        let piece = pieces.count
        let mark = EmphasisMark(bytes, index..<next, piece: piece, inkBefore: ink)
        pieces.append(InlinePiece(.text, bytes[index..<next], start: index))
        if mark.canOpen || mark.canClose { marks.append(mark) }
        index = next
    }

    /// Whether what a mark means will not change with more text: behind punctuation the next
    /// character tells.
    private func isKnown(behindMark place: Int) -> Bool {
        guard place < end else { return false }
        guard bytes.kind(at: place).isPunctuation else { return true }
        return place + String(bytes.scalar(at: place)).utf8.count < end
    }

    private mutating func readExclamation() {
        if index + 1 < end, bytes[index + 1] == UInt8(ascii: "[") {
            openBracket(isImage: true)
        } else if index + 1 == end, isOpen {
            hold(index)
        } else {
            add(index..<index + 1)
        }
    }

    // MARK: Adding

    /// Adds text as it stands and goes on behind it.
    mutating func add(_ range: Range<Int>, _ kind: InlinePiece.Kind = .text) {
        add(kind, bytes[range], start: range.lowerBound)
        index = range.upperBound
    }

    mutating func add(_ kind: InlinePiece.Kind, _ text: some Sequence<UInt8>, start: Int) {
        let piece = InlinePiece(kind, text, start: start)
        ink += piece.bytes.reduce(0) { $0 + ($1 > 0x20 && !$1.isASCIIPunctuation ? 1 : 0) }
        pieces.append(piece)
    }

    /// A link of the pieces from one on, which look like it, and its address behind them.
    mutating func addLink(from first: Int, url: String, title: String = "") {
        let text = String(decoding: pieces[first...].flatMap(\.bytes), as: UTF8.self)
        links.append(MarkdownLink(text: text, url: url))
        pieces[first].link += 1
        let isShown = text == url || "mailto:" + text == url || "http://" + text == url
        let note = isShown ? "" : " (\(url))" + (title.isEmpty ? "" : " \"\(title)\"")
        add(.note, note.utf8, start: pieces[first].start)
        pieces[pieces.count - 1].link -= 1
    }

    /// Ends reading before a place: what stands there is shown when it is known what it does.
    mutating func hold(_ place: Int) {
        end = place
        index = place
        while let last = pieces.last, last.start >= place { pieces.removeLast() }
        marks.removeAll { $0.piece >= pieces.count }
    }

    func runEnd(_ start: Int) -> Int {
        var next = start
        while next < bytes.count, bytes[next] == bytes[start] { next += 1 }
        return next
    }

    // MARK: The end

    private mutating func finish() {
        if isOpen { closeBrackets() }
        let open = pair(from: 0)
        if isOpen { close(open) }
        guard isOpen else { return }
        while let last = pieces.indices.last {
            while let byte = pieces[last].bytes.last, byte.isBlank || byte == 0x0A {
                pieces[last].bytes.removeLast()
            }
            if !pieces[last].bytes.isEmpty { break }
            pieces.removeLast()
        }
    }

    /// A bracket that is open for longer than this is hardly a link's.
    private static let longestLinkText = 200

    /// Takes brackets that are still open for those of links.
    private mutating func closeBrackets() {
        for bracket in brackets where bracket.isActive {
            let text = bytes[min(bracket.textStart, end)..<end]
            if text.count > Self.longestLinkText { continue }
            // References and tasks are rarely links.
            let isReference = text.allSatisfy {
                $0.isASCIIDigit || $0 == UInt8(ascii: "^") || $0.isBlank || $0 == 0x0A
                    || text.count == 1 && $0 | 0x20 == UInt8(ascii: "x")
            }
            let start = pieces[bracket.piece].start
            // A line that begins with one may be what a reference stands for.
            let isDefinition = (start == 0 || bytes[start - 1] == 0x0A) && !bracket.hasAddress
            if isReference || isDefinition { return hold(start) }
            pieces[bracket.piece].bytes = []
            pieces[bracket.piece].link += 1
        }
    }

    /// Takes marks that are still open for closed at the end.
    private mutating func close(_ open: [EmphasisMark]) {
        var open = open
        while let last = open.last, last.inkBefore == ink {
            // Nothing that could be emphasised has come.
            hold(pieces[last.piece].start)
            open.removeLast()
        }
        for mark in open {
            pieces[mark.piece].bytes = []
            if mark.byte == UInt8(ascii: "~") {
                pieces[mark.piece].struck += 1
            } else {
                pieces[mark.piece].italic += mark.count % 2
                pieces[mark.piece].bold += mark.count / 2
            }
        }
    }
}
