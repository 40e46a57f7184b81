import CWidth

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How many columns text takes, by the one measure of the program: a table of Unicode 17.
///
/// What the C library, and with it curses, counts differently is drawn so that nothing shifts. A
/// grapheme cluster is cut down to what every terminal agrees on: base and zero-width marks stay; of
/// emoji that are joined the first is shown; variation selectors, keycaps, skin tones and tags are
/// left out; a flag is two cells of one regional indicator each.
///
/// Letters are never left out: those behind a joiner, of which the clusters of Indic scripts may
/// be made since Unicode 15.1, have cells of their own, and so have those of no width (vowel
/// signs, jamo) for which a cell has no room.
public enum TextWidth {
    /// `wcwidth` answers for the locale, and knows nothing beyond ASCII in the C locale.
    private static let hasUnicodeLocale: Bool = {
        if setlocale(LC_CTYPE, nil).map({ String(cString: $0) })?.lowercased().contains("utf")
            == true
        {
            return true
        }
        return setlocale(LC_CTYPE, "C.UTF-8") != nil || setlocale(LC_CTYPE, "en_US.UTF-8") != nil
    }()

    /// Says how many columns the terminal gives to characters of ambiguous width, such as Greek
    /// letters and box drawing.
    ///
    /// It holds for the whole process, as the locale does by which widths are told, and for what
    /// curses draws too; to be said before anything is measured.
    ///
    /// - Parameter columns: 1, which is the default, or 2.
    public static func setAmbiguousColumns(_ columns: Int) {
        lexi_set_ambiguous_columns(columns == 2 ? 2 : 1)
    }

    /// Whether terminals disagree about how wide a character is (East Asian Width A).
    public static func isAmbiguous(_ scalar: Unicode.Scalar) -> Bool {
        lexi_is_ambiguous(scalar.value)
    }

    /// The columns that curses gives to a scalar; -1 for what it does not draw.
    package static func cursesColumns(of scalar: Unicode.Scalar) -> Int {
        guard hasUnicodeLocale else { return scalar.isASCII ? 1 : -1 }
        return Int(lexi_curses_wcwidth(scalar.value))
    }

    /// Calls `body` with each cell-filling glyph and its columns (1 or 2), until it answers
    /// `false`. Controls, and what is no character, show as U+FFFD.
    public static func forEachCell(
        in text: some StringProtocol, _ body: (Glyph, Int) -> Bool
    ) {
        for character in text {
            if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F {
                if !body(Glyph(Unicode.Scalar(ascii)), 1) { return }
            } else if !forEachCell(of: character, body) {
                return
            }
        }
    }

    private static func forEachCell(of character: Character, _ body: (Glyph, Int) -> Bool) -> Bool {
        var pending: (glyph: Glyph, width: Int)?
        var isJoined = false
        for scalar in character.unicodeScalars {
            if scalar.value == 0x200D {
                isJoined = true
                continue
            }
            if isLeftOut(scalar) { continue }
            if isJoined, !isWritten(scalar) { break }
            isJoined = false
            let width = columns(of: scalar)
            if width == 0, pending != nil {
                let fits = pending?.glyph.append(mark: scalar) ?? false
                if fits || !scalar.properties.isAlphabetic { continue }
            }
            if let done = pending, !body(done.glyph, done.width) { return false }
            if width < 0 {
                pending = (Glyph("\u{FFFD}"), 1)
            } else if width == 0 {
                // A mark with nothing to sit on gets a blank to sit on.
                var glyph = Glyph(" ")
                glyph.append(mark: scalar)
                pending = (glyph, 1)
            } else {
                pending = (Glyph(scalar), width)
            }
        }
        if let done = pending { return body(done.glyph, done.width) }
        return true
    }

    /// Whether it is a part of writing, not a picture.
    private static func isWritten(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isAlphabetic { return true }
        return switch scalar.properties.generalCategory {
        case .otherSymbol, .mathSymbol, .modifierSymbol, .unassigned, .otherPunctuation: false
        default: true
        }
    }

    private static func isLeftOut(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0xFE00...0xFE0F, 0x20E3, 0x1F3FB...0x1F3FF, 0xE0000...0xE01EF, 0x200B, 0x200C,
            0xFEFF:
            true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F: true
        default: false
        }
    }

    /// The columns of one scalar: -1 for controls and what is no character, else 0, 1 or 2.
    package static func columns(of scalar: Unicode.Scalar) -> Int {
        Int(lexi_wcwidth(scalar.value))
    }

    /// The columns that text takes.
    public static func columns(of text: some StringProtocol) -> Int {
        if let plain = text.utf8.withContiguousStorageIfAvailable({ bytes -> Int? in
            bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? bytes.count : nil
        }), let plain {
            return plain
        }
        var columns = 0
        forEachCell(in: text) { _, width in
            columns += width
            return true
        }
        return columns
    }

    /// The text cut to at most `columns` columns, with `…` where something was cut.
    public static func truncated(_ text: String, columns limit: Int, ellipsis: String = "…")
        -> String
    {
        guard limit > 0 else { return "" }
        guard columns(of: text) > limit else { return text }
        let room = limit - columns(of: ellipsis)
        var used = 0
        var kept = ""
        for character in text {
            let width = columns(of: String(character))
            if used + width > room { break }
            used += width
            kept.append(character)
        }
        return room < 0 ? String(ellipsis.prefix(limit)) : kept + ellipsis
    }
}
