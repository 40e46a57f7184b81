/// Makes the open end of a growing answer look as it will once its marks are closed.
///
/// While more may come, three things happen to the end of the text:
///
/// - What may yet turn into a mark is held back until it is known: `*`, `#`, `---`, `- `, a row
///   of a table, a tag, the address of a link. So nothing is painted that vanishes when the next
///   word comes.
/// - What is open is closed: emphasis, code, the text of a link.
/// - A table's header gets the rule that will follow it. Rows show once they are whole; columns
///   become wider with them, and narrower only where the width does not suffice.
///
/// Marks of blocks are held back here; those within text by ``InlineReader``.
///
/// Without more to come nothing of this is done, so the finished answer looks as if it had come
/// at once.
///
/// Bytes rather than characters throughout: a hostile cluster of a megabyte would make each step
/// back by a character a walk over all of it.
enum OpenMarkdown {
    /// The text as it is to be read while it grows; `nil` when that is all of it.
    ///
    /// - Parameter text: The open end of an answer: its last blocks, from the start of one.
    static func shown(_ text: Substring) -> Substring? {
        // Most pieces have nothing to hold back, which must cost next to nothing.
        guard text.utf8.contains(where: isMark) else { return nil }
        let bytes = Array(text.utf8)
        let end = OpenEnd(bytes)
        let kept = end.keptCount
        let rule = end.isVerbatim ? nil : end.missingRule(kept)
        guard kept < bytes.count || rule != nil else { return nil }
        let shown = text[..<text.utf8.index(text.startIndex, offsetBy: kept)]
        guard let rule else { return shown }
        return shown + String(decoding: rule + [0x0A], as: UTF8.self)
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "~"),
            UInt8(ascii: "#"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="),
            UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
