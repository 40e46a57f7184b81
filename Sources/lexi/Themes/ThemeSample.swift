import LexiPanes
import LexiScreen
import LexiTerminal

/// A few lines as the dashboard would show them, in the colours of a theme.
struct ThemeSample {
    private static let columns = 72
    let theme: Theme
    var colors: TerminalCapabilities.Colors = .ofEnvironment

    private static let content: [[(String, Role)]] = [
        [
            (" 1 Acme Series B ", .tabActive), ("│", .border), (" 2 Vogt intake ", .tabInactive),
            ("│", .border), (" 3 ", .tabInactive), ("●", .accent), (" ", .text),
            ("demo", .tabService), (" ", .text), (" 42 new ↓ ", .badge), (" ", .text),
            (" chosen ", .selection),
        ],
        [
            ("┌", .borderFocused), (" Conversation ", .titleFocused), ("───┬", .borderFocused),
            (" Tools ", .title), ("───┐ ", .border), ("you", .speakerUser),
            (" What of Acme? ", .userText), ("14:02 · 2 credits", .muted),
        ],
        [
            ("lexi", .speakerLexi), (" Acme raised ", .text), ("EUR 40m", .heading),
            (", see ", .text), ("`deals.get`", .code), (" and ", .text),
            ("leadlex.com", .link), (" • ", .marker), ("a point ", .text), ("▎quote", .quote),
        ],
        [
            ("✓", .toolDone), (" contacts.get", .toolName), (" 0.21s ", .toolTime),
            ("███", .toolBar), (" Read Mara", .toolSummary), ("  ⠹ notes", .toolRunning),
            (" ✗ deals", .toolFailed), (" ◌ tasks", .toolUnfinished),
        ],
        [
            ("0.25", .thinkingTime), ("  The contact owns two deals  ", .thinkingText),
            ("idle", .statusState), (" ", .text), ("streaming", .statusRunning), (" ", .text),
            ("failed", .statusError), (" ", .text), ("warning", .warning),
            (" 0/12000", .messageHint),
        ],
    ]

    /// The lines, with the sequences that colour them.
    var lines: [String] {
        Self.content.map { spans in
            var line = "  "
            var columns = 0
            for (text, role) in spans {
                line += sequence(theme[role]) + text
                columns += TextWidth.columns(of: text)
            }
            let blank = String(repeating: " ", count: max(0, Self.columns - columns))
            return line + sequence(theme[.text]) + blank + "\u{1B}[0m"
        }
    }

    private func sequence(_ style: Style) -> String {
        var codes = [0]
        let attributes: [(Style.Attributes, Int)] = [
            (.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7),
        ]
        for (attribute, code) in attributes where style.attributes.contains(attribute) {
            codes.append(code)
        }
        if colors != .none {
            let background = style.background
            codes += Self.codes(style.foreground.nearest(among: colors, on: background), base: 30)
            codes += Self.codes(background.nearest(among: colors), base: 40)
        }
        return "\u{1B}[" + codes.map(String.init).joined(separator: ";") + "m"
    }

    private static func codes(_ color: Color, base: Int) -> [Int] {
        switch color.kind {
        case .terminalDefault: []
        case .palette(let index) where index < 8: [base + Int(index)]
        case .palette(let index) where index < 16: [base + 52 + Int(index)]
        case .palette(let index): [base + 8, 5, Int(index)]
        case .rgb(let red, let green, let blue):
            [base + 8, 2, Int(red), Int(green), Int(blue)]
        }
    }
}
