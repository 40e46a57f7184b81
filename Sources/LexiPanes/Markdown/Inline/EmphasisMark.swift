/// A run of asterisks, underscores or tildes that may open or close an emphasis.
///
/// The rules are CommonMark's with these changes, so that marks work where they are clearly meant
/// and only there:
///
/// - Beside East Asian characters, which stand without spaces, punctuation on the inner side does
///   not matter: `彼は**「重要」**と`.
/// - Between letters or digits of one word nothing is a mark (`2*3*4`, `snake_case`), but two
///   asterisks or tildes that begin or end beside a letter where their other end is outside of a
///   word (`**Kern**aussage`).
/// - `**Note:**text` and `text**"note"**` are emphasis, though no space stands there.
/// - A star between closing and opening brackets multiplies; beside the wrong side of a bracket
///   (`(*)`) or of a quotation mark nothing is a mark, nor are more than three.
/// - What is named or a part of a name, a comment or an expression is a sign of its own (see
///   ``isNamed(_:_:)`` and what follows it).
struct EmphasisMark {
    let byte: UInt8
    /// The piece that shows what is left of it.
    let piece: Int
    /// How many characters it began with, and how many are not used yet.
    let total: Int
    var count: Int
    var canOpen = false
    var canClose = false
    /// Whether letters of one word stand on both sides.
    var isInsideWord = false
    /// Whether ASCII punctuation other than brackets and quotes follows it, or stands before it.
    private var precedesPunctuation = false
    private var followsPunctuation = false
    /// Whether a path goes on behind it, or leads to it.
    private var precedesPath = false
    private var followsPath = false
    /// How many characters other than ASCII punctuation and spaces stand before it.
    let inkBefore: Int

    init(_ bytes: [UInt8], _ range: Range<Int>, piece: Int, inkBefore: Int) {
        byte = bytes[range.lowerBound]
        self.piece = piece
        total = range.count
        count = range.count
        self.inkBefore = inkBefore
        guard byte == UInt8(ascii: "~") ? total == 2 : total <= 3, !Self.isNamed(bytes, range)
        else { return }
        let before = bytes.kind(before: range.lowerBound)
        let after = bytes.kind(at: range.upperBound)
        isInsideWord = before.isWord && after.isWord
        if case .punctuation = before { followsPunctuation = true }
        if case .punctuation = after { precedesPunctuation = true }
        let isEastAsian = before.isEastAsian || after.isEastAsian
        let isUnderscore = byte == UInt8(ascii: "_")
        let isLoose = isEastAsian && !isUnderscore
        var isLeft =
            !after.isSpace
            && (!after.isPunctuation || before.isSpace || before.isPunctuation || isLoose)
        var isRight =
            !before.isSpace
            && (!before.isPunctuation || after.isSpace || after.isPunctuation || isLoose)
        if isUnderscore {
            (isLeft, isRight) = (
                isLeft && (!isRight || before.isPunctuation),
                isRight && (!isLeft || after.isPunctuation)
            )
            if Self.nameSign(bytes, range) != nil { isRight = false }
        } else if total == 1 {
            let multiplies =
                (before.isWord || before.closes) && (after.isWord || after.opens)
                && (before.closes || after.opens)
            if isInsideWord || multiplies { return }
            if let sign = Self.nameSign(bytes, range) {
                isLeft = false
                if sign == UInt8(ascii: ".") { isRight = false }
                precedesPath = true
            }
            followsPath = Self.isInPath(bytes, range)
            if Self.isOfExpression(bytes, range) { isLeft = false }
        } else {
            if isInsideWord, total > 2 || before.isDigit || after.isDigit { return }
            if before.isPunctuation, !before.opens, after.isWord, !isRight {
                isRight = true
            } else if case .letter = before, after.isQuote, !isLeft {
                isLeft = true
            }
        }
        canOpen =
            isLeft && !after.closes && !bytes.closesQuotation(at: range.upperBound)
            && !Self.isReferenceMark(bytes, range)
        canClose =
            isRight && !before.opens && !bytes.opensQuotation(before: range.lowerBound)
            && !Self.beginsComment(bytes, range)
    }

    /// Whether an emphasis goes from one mark to another.
    static func match(_ opening: EmphasisMark, _ closing: EmphasisMark) -> Bool {
        guard opening.byte == closing.byte, opening.inkBefore < closing.inkBefore,
            !(opening.isInsideWord && (closing.isInsideWord || closing.followsPunctuation)),
            !(closing.isInsideWord && opening.precedesPunctuation),
            !(opening.followsPath && closing.precedesPath)
        else { return false }
        if opening.byte == UInt8(ascii: "~") { return true }
        // One mark of two and one of one do not belong together.
        if opening.total + closing.total == 3 { return false }
        if opening.canClose || closing.canOpen {
            return (opening.total + closing.total) % 3 != 0
                || opening.total % 3 == 0 && closing.total % 3 == 0
        }
        return true
    }
}
