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
///   (`(*)`) nothing is a mark, nor are more than three.
/// - A star behind a closing bracket, a closing quote or a per cent sign, or before a comma, is a
///   sign of its own (`19%*, 7%*`, `SELECT *, a.*`); so is that of `/** … */`.
/// - A mark before a dot or slash that goes on is a part of a name (`__init__.py`, `*.txt`).
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
    /// How many characters other than ASCII punctuation and spaces stand before it.
    let inkBefore: Int

    init(_ bytes: [UInt8], _ range: Range<Int>, piece: Int, inkBefore: Int) {
        byte = bytes[range.lowerBound]
        self.piece = piece
        total = range.count
        count = range.count
        self.inkBefore = inkBefore
        guard byte == UInt8(ascii: "~") ? total == 2 : total <= 3 else { return }
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
            if Self.isInName(bytes, range) { isRight = false }
        } else if total == 1 {
            let multiplies =
                (before.isWord || before.closes) && (after.isWord || after.opens)
                && (before.closes || after.opens)
            if isInsideWord || multiplies || Self.isInName(bytes, range) { return }
        } else {
            if isInsideWord, total > 2 || before.isDigit || after.isDigit { return }
            if bytes.count > range.upperBound, bytes[range.upperBound] == UInt8(ascii: "/") {
                return
            }
            if before.isPunctuation, !before.opens, after.isWord, !isRight {
                isRight = true
            } else if case .letter = before, after.isQuote, !isLeft {
                isLeft = true
            }
        }
        canOpen = isLeft && !after.closes && !Self.isReferenceMark(bytes, range)
        canClose = isRight && !before.opens && !Self.beginsComment(bytes, range)
    }

    /// Whether a mark is a sign behind something, as of a footnote (`19%*, 7%*`, `(net)* x`), an
    /// operator (`50%*2`) or a name for all (`SELECT *, a.*`), and opens nothing.
    private static func isReferenceMark(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard bytes[range.lowerBound] == UInt8(ascii: "*") else { return false }
        if range.upperBound < bytes.count {
            switch bytes[range.upperBound] {
            case UInt8(ascii: ","), UInt8(ascii: ";"): return true
            case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"):
                if bytes.kind(at: range.upperBound + 1).isSpace { return true }
            default: break
            }
        }
        switch bytes.kind(before: range.lowerBound) {
        case .closingBracket: return true
        case .punctuation where bytes[range.lowerBound - 1] == UInt8(ascii: "%"): return true
        case .quote where range.lowerBound > 1 && bytes[range.lowerBound - 1] < 0x80:
            // One that closes what it stands behind.
            return bytes.kind(before: range.lowerBound - 1).isWord
        default: return false
        }
    }

    /// Whether it is the mark of `/** … */`.
    private static func beginsComment(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        range.lowerBound > 0 && bytes[range.lowerBound - 1] == UInt8(ascii: "/")
            && bytes.kind(before: range.lowerBound - 1).isSpace
    }

    /// Whether a name goes on behind a mark: `.py`, `/x`.
    private static func isInName(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.upperBound + 1 < bytes.count else { return false }
        switch bytes[range.upperBound] {
        case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "@"):
            return bytes[range.upperBound + 1].isASCIIAlphanumeric
        default: return false
        }
    }

    /// Whether an emphasis goes from one mark to another.
    static func match(_ opening: EmphasisMark, _ closing: EmphasisMark) -> Bool {
        guard opening.byte == closing.byte, opening.inkBefore < closing.inkBefore,
            !(opening.isInsideWord && (closing.isInsideWord || closing.followsPunctuation)),
            !(closing.isInsideWord && opening.precedesPunctuation)
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
