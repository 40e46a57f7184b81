import LexiScreen
import LexiSession
import LexiState

/// The palette over the panes: the field, the rows that match, and a line that says what to do.
struct PaletteOverlay {
    /// The field, the rows, and the last line, each where it is in the box.
    private(set) var lines: [StyledLine]
    /// The caret's column in the first line.
    let caretColumn: Int
    /// What stands in the first line of the box, as a row of the list: the field is before it.
    let top: Int
    /// Rows of the list that lie below the ones that are seen.
    let below: Int

    static func title(_ palette: Palette, _ keys: KeyHints) -> String {
        (palette.isCommandLine ? "Command line" : "Palette") + " (\(keys[.paletteClose]) closes)"
    }

    /// Columns and rows beyond which more is not read any better.
    private static let mostColumns = 100
    private static let mostRows = 24
    /// A screen with fewer rows has no line below the field and none for hints.
    private static let roomyRows = 12

    /// Rows of the box when the list is long.
    static func rows(_ size: Size) -> Int { max(1, min(size.rows - 2, mostRows)) }

    static func columns(_ size: Size) -> Int { OverlayBox.columns(size, most: mostColumns) }

    init(_ palette: Palette, _ conversations: ConversationList, size: Size, look: Look) {
        let width = Self.columns(size)
        let rows = Self.rows(size)
        let field = PaletteField(palette, columns: width, look: look)
        caretColumn = field.caret
        lines = [field.line]
        if rows >= Self.roomyRows {
            let line = String(repeating: look.glyphs.lines[10], count: width)
            lines.append(StyledLine(line, .border))
        }
        let hasHint = rows >= 5 && palette.count > 0
        let room = max(0, rows - lines.count - (hasHint ? 1 : 0))
        let first = max(0, min(palette.selectedIndex - room / 2, palette.count - room))
        let shown = first..<min(palette.count, first + room)
        top = first - lines.count
        below = palette.count - shown.upperBound
        let table = PaletteRows(palette, shown, width: width, look: look)
        var body = table.lines
        if palette.count == 0 {
            body = PaletteHint.absence(palette, conversations).flatMap {
                LineWrap.lines([$0], width: width)
            }
        }
        lines += body.prefix(room)
        guard hasHint else { return }
        let hint = PaletteHint(
            palette, conversations, selectedIsCut: table.selectedIsCut, columns: width, look: look)
        lines.append(
            StyledLine(
                TextWidth.truncated(hint.text, columns: width, ellipsis: look.glyphs.ellipsis),
                hint.role))
    }
}

/// What is typed, and how much matches.
struct PaletteField {
    let line: StyledLine
    /// The caret's column.
    let caret: Int

    init(_ palette: Palette, columns: Int, look: Look) {
        let count =
            palette.count == palette.total
            ? "\(palette.count)" : "\(palette.count)/\(palette.total)"
        let room = max(4, columns - TextWidth.columns(of: count) - 2)
        let text = palette.field.text
        let end = text.utf8.index(text.startIndex, offsetBy: palette.field.caretByteOffset)
        // The caret stays in view: what is far before it makes way.
        var start = text.startIndex
        while start < end, TextWidth.columns(of: text[start..<end]) >= room {
            start = text.index(after: start)
        }
        let shown = TextWidth.truncated(
            String(text[start...].map { $0.isNewline || $0 == "\t" ? " " : $0 }), columns: room,
            ellipsis: look.glyphs.ellipsis)
        let isEmpty = text.isEmpty
        let words =
            isEmpty
            ? TextWidth.truncated(
                "Type what you want to do", columns: room, ellipsis: look.glyphs.ellipsis) : shown
        let blank = String(
            repeating: " ",
            count: max(0, columns - TextWidth.columns(of: words) - TextWidth.columns(of: count)))
        line = StyledLine([
            Span(text: words, role: isEmpty ? .muted : .overlay), Span(text: blank, role: .overlay),
            Span(text: count, role: .muted),
        ])
        caret = TextWidth.columns(of: text[start..<end])
    }
}

/// The last line, and what stands in place of rows.
struct PaletteHint {
    let text: String
    let role: Role

    init(
        _ palette: Palette, _ conversations: ConversationList, selectedIsCut: Bool, columns: Int,
        look: Look
    ) {
        if palette.count == 0 {
            (text, role) = ("", .muted)
        } else if palette.count > 0, palette.listsConversations,
            let words = Self.words(conversations, palette)
        {
            (text, role) = (words, conversations.hasFailed(for: palette) ? .warning : .muted)
        } else if palette.field.isEmpty, palette.selectedIndex == 0 {
            (text, role) = (Self.prefixes(columns: columns), .muted)
        } else if selectedIsCut, let selected = palette.selected, !selected.sentence.isEmpty {
            (text, role) = (selected.sentence.text, .muted)
        } else {
            let dot = look.glyphs.dot
            let keys = look.keys
            let forms = [
                "\(keys[.paletteRun]) does it \(dot) \(keys[.paletteComplete]) completes \(dot) "
                    + "\(keys[.paletteUp]), \(keys[.paletteDown]) choose \(dot) "
                    + "\(keys[.paletteClose]) closes",
                "\(keys[.paletteRun]) \(dot) \(keys[.paletteComplete]) completes \(dot) "
                    + keys[.paletteClose],
            ]
            text = forms.first { TextWidth.columns(of: $0) <= columns } ?? forms[1]
            role = .muted
        }
    }

    /// How the list is narrowed to a kind.
    private static func prefixes(columns: Int) -> String {
        let words = PaletteItem.Kind.allCases.map { "\($0.prefix) \($0.plural)" }
        let long = words.joined(separator: "  ")
        if TextWidth.columns(of: long) <= columns { return long }
        return "> # @ ~ = narrow, : commands"
    }

    /// What the user should know about the list of conversations.
    private static func words(_ list: ConversationList, _ palette: Palette) -> String? {
        let isAlone = palette.kinds.count == 1
        if let words = palette.searchedWords, words == list.search.words {
            switch list.search.phase {
            case .none: break
            case .asking: return "Asking the server for more"
            case .failed(let reason): return "Not looked for by the server: \(reason)"
            case .here: return "The server finds \(list.search.found.count)"
            }
        }
        switch list.phase {
        case .asking: return isAlone ? "Asking for newer ones" : "Asking for the conversations"
        case .failed(let reason): return "Conversations: \(reason)"
        case .here where isAlone:
            return list.total.map { "The latest \(list.conversations.count) of \($0)" }
        case .here, .unknown: return nil
        }
    }

    /// What is said in place of rows: what is wrong, and what to do.
    static func absence(_ palette: Palette, _ conversations: ConversationList) -> [Span] {
        func lines(_ first: String, _ role: Role, _ others: String...) -> [Span] {
            [Span(text: first, role: role)] + others.map { Span(text: $0, role: .muted) }
        }
        if let advice = palette.advice {
            return lines(
                advice, .warning,
                palette.isCommandLine && palette.kinds == [.command, .action]
                    ? "Backspace as far as the colon lists all commands." : "Backspace widens.")
        }
        if palette.kinds == [.conversation] {
            switch conversations.phase {
            case .asking, .unknown: return lines("Asking for the conversations", .muted)
            case .failed(let reason):
                return lines(
                    "No conversations: \(reason).", .warning, "Open this again to try again.")
            case .here where palette.searchedWords == conversations.search.words:
                switch conversations.search.phase {
                case .none: break
                case .asking: return lines("Asking the server", .muted)
                case .failed(let reason):
                    return lines(
                        "Not looked for by the server: \(reason)", .warning, "Backspace widens.")
                case .here: return lines("The server finds 0", .muted, "Backspace widens.")
                }
            case .here where palette.searchedWords.map(conversations.isSearchWanted) == true:
                return lines("Asking the server once you pause", .muted)
            case .here where conversations.conversations.isEmpty && palette.searchedWords == nil:
                return lines("The server has no conversations yet.", .muted)
            case .here: break
            }
        }
        return lines("Nothing matches.", .muted, "Backspace widens. A : begins a command.")
    }
}

extension ConversationList {
    fileprivate func hasFailed(for palette: Palette) -> Bool {
        if case .failed = phase { return true }
        guard palette.searchedWords == search.words, case .failed = search.phase else {
            return false
        }
        return true
    }
}
