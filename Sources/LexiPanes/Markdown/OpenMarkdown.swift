/// Makes the open end of a growing answer look as it will once its marks are closed.
///
/// While more may come, three things happen to the end of the text before it is read:
///
/// - What may yet turn into a mark is held back until it is known: `*`, `#`, `---`, `- `, a row
///   of a table, a tag, the address of a link. So nothing is painted that vanishes when the next
///   word comes.
/// - What is open is closed: emphasis, code, the text of a link.
/// - A table's header gets the rule that will follow it. Rows show once they are whole; columns
///   become wider with them, and narrower only where the width does not suffice.
///
/// Without more to come nothing of this is done, so the finished answer looks as if it had come
/// at once.
///
/// Bytes rather than characters throughout: a hostile cluster of a megabyte would make each step
/// back by a character a walk over all of it.
enum OpenMarkdown {
    /// The text as it is to be read while it grows.
    ///
    /// - Parameter text: The open end of an answer: its last blocks, from the start of one.
    static func healed(_ text: Substring) -> Substring {
        // Most pieces have nothing to heal, which must cost next to nothing.
        guard text.utf8.contains(where: isMark) else { return text }
        let bytes = Array(text.utf8)
        let end = OpenEnd(bytes)
        let kept = end.keptCount
        var addition: [UInt8] = []
        if !end.isVerbatim {
            if let rule = end.missingRule(kept) {
                addition = rule
            } else {
                let inline = OpenInline.closed(bytes[end.inlineStart(kept)..<kept])
                guard inline.kept != kept || !inline.addition.isEmpty || kept < bytes.count else {
                    return text
                }
                return joined(text, inline.kept, inline.addition)
            }
        }
        return kept == bytes.count && addition.isEmpty ? text : joined(text, kept, addition)
    }

    private static func joined(
        _ text: Substring, _ count: Int, _ addition: [UInt8]
    ) -> Substring {
        let kept = text[..<text.utf8.index(text.startIndex, offsetBy: count)]
        return addition.isEmpty ? kept : kept + String(decoding: addition, as: UTF8.self)
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "~"),
            UInt8(ascii: "["), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: "&"),
            UInt8(ascii: "\\"), UInt8(ascii: "#"), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
