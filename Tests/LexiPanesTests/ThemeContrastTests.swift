import LexiPanes
import LexiScreen
import Testing

@testable import LexiTerminal

/// Whether every theme can be read, by the measure of the Web Content Accessibility Guidelines 2.1:
/// 4.5 to 1 for text on its background, 3 to 1 for lines and marks.
@Suite struct ThemeContrastTests {
    /// Backgrounds that terminals have: xterm, Windows, VS Code, Gruvbox, Tokyo Night, Solarized,
    /// Nord, Ubuntu, Dracula.
    static let darkBackgrounds = [
        0x000000, 0x0C0C0C, 0x1E1E1E, 0x282828, 0x1A1B26, 0x002B36, 0x2E3440, 0x300A24, 0x282A36,
    ].map(RGB.init(value:))
    /// White, One Light, Solarized, Gruvbox, Catppuccin Latte.
    static let lightBackgrounds = [0xFFFFFF, 0xFAFAFA, 0xFDF6E3, 0xFBF1C7, 0xEFF1F5].map(
        RGB.init(value:))

    /// Lines and marks: what is looked at, not read.
    static let marks: Set<String> = [
        "border", "border.focused", "markdown.table", "markdown.marker", "tool.bar", "later",
    ]

    static let filled = ThemeLibrary.names.filter { !["dark", "light", "mono"].contains($0) }

    private func check(
        _ role: Role, _ ink: RGB, on background: RGB, _ place: String
    ) {
        let least = Self.marks.contains(role.name) ? 3.0 : 4.5
        let found = ink.contrast(to: background)
        #expect(found >= least, "\(role.name) \(place): \(found)")
    }

    @Test(arguments: filled) func `a theme with a background of its own can be read`(
        _ name: String
    ) throws {
        let theme = try ThemeLibrary.theme(named: name)
        let few = ColorMatch(colors: .palette256)
        for role in Role.allCases {
            let style = theme[role]
            let ink = try #require(RGB(style.foreground))
            let background = try #require(RGB(style.background))
            check(role, ink, on: background, "of \(name)")
            // The nearest of 256 colours.
            check(
                role, RGB(palette: UInt8(few.number(of: style.foreground))),
                on: RGB(palette: UInt8(few.number(of: style.background))),
                "of \(name) with 256 colours")
        }
    }

    @Test(arguments: [("dark", darkBackgrounds), ("light", lightBackgrounds)])
    func `a theme on the terminal's background can be read on those that there are`(
        _ name: String, _ backgrounds: [RGB]
    ) throws {
        let theme = try ThemeLibrary.theme(named: name)
        for role in Role.allCases {
            let style = theme[role]
            if let background = RGB(style.background) {
                check(
                    role, try #require(RGB(style.foreground)), on: background, "of \(name)")
                continue
            }
            // The terminal's own ink is the user's choice, and so are the sixteen colours, of which
            // only the usual ones can be looked at.
            guard let ink = RGB(style.foreground) else { continue }
            let isUsers = if case .palette(..<16) = style.foreground.kind { true } else { false }
            for background in isUsers ? [backgrounds[0]] : backgrounds {
                check(role, ink, on: background, "of \(name) on \(background)")
            }
        }
    }

    @Test(arguments: ThemeLibrary.names)
    func `nothing vanishes where there are sixteen colours or eight`(_ name: String) throws {
        let theme = try ThemeLibrary.theme(named: name)
        for colors in [TerminalCapabilities.Colors.ansi16, .ansi8] {
            let match = ColorMatch(colors: colors)
            for role in Role.allCases where theme[role].foreground != theme[role].background {
                let ink = match.foreground(theme[role].foreground, on: theme[role].background)
                #expect(
                    ink != match.number(of: theme[role].background),
                    "\(role.name) of \(name), \(colors)")
            }
        }
    }

    @Test func `the measure is the guidelines' own`() {
        let (black, white) = (RGB(value: 0), RGB(value: 0xFFFFFF))
        #expect(abs(black.contrast(to: white) - 21) < 0.001)
        // The grey that just holds on white.
        #expect(abs(RGB(value: 0x767676).contrast(to: white) - 4.54) < 0.01)
        #expect(white.contrast(to: white) == 1)
    }
}

extension RGB {
    init(value: Int) {
        self.init(red: value >> 16, green: value >> 8 & 0xFF, blue: value & 0xFF)
    }

    init?(_ color: Color) {
        switch color.kind {
        case .terminalDefault: return nil
        case .palette(let index): self.init(palette: index)
        case .rgb(let red, let green, let blue):
            self.init(red: Int(red), green: Int(green), blue: Int(blue))
        }
    }

    /// From 1, none, to 21, black on white.
    func contrast(to other: RGB) -> Double {
        let (darker, lighter) = (min(luminance, other.luminance), max(luminance, other.luminance))
        return (lighter + 0.05) / (darker + 0.05)
    }

    private var luminance: Double {
        func linear(_ value: Int) -> Double {
            let share = Double(value) / 255
            return share <= 0.03928 ? share / 12.92 : power((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

private func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
