import LexiScreen

/// The nearest colour that a terminal has, as the number that curses knows it by.
struct ColorMatch {
    let colors: TerminalCapabilities.Colors

    /// Curses' number for the terminal's own foreground or background.
    static let terminalDefault: Int32 = -1

    /// - Returns: A palette index, 0xRRGGBB on a terminal with direct colours, or -1.
    func number(of color: Color) -> Int32 {
        switch (colors, color.kind) {
        case (.none, _), (_, .terminalDefault): Self.terminalDefault
        case (.direct, .palette(let index)): Self.direct(index)
        case (.direct, .rgb(let red, let green, let blue)):
            Self.direct(RGB(red: Int(red), green: Int(green), blue: Int(blue)))
        case (.palette256, .palette(let index)): Int32(index)
        case (.palette256, .rgb(let red, let green, let blue)):
            Int32(
                FixedPalette.nearest(
                    to: RGB(red: Int(red), green: Int(green), blue: Int(blue))))
        case (.ansi16, .palette(let index)):
            index < 16 ? Int32(index) : Self.nearest(RGB(palette: index), among: 16)
        case (.ansi16, .rgb(let red, let green, let blue)):
            Self.nearest(RGB(red: Int(red), green: Int(green), blue: Int(blue)), among: 16)
        case (.ansi8, .palette(let index)): Self.ansi8(index)
        case (.ansi8, .rgb(let red, let green, let blue)):
            Self.nearest(RGB(red: Int(red), green: Int(green), blue: Int(blue)), among: 8)
        }
    }

    /// The number for letters and lines, which few colours must not make that of the background:
    /// they would vanish.
    func foreground(_ color: Color, on background: Color) -> Int32 {
        let number = foreground(color)
        let isSame = color == background
        guard background != .terminalDefault, !isSame, colors == .ansi8 || colors == .ansi16 else {
            return number
        }
        let behind = self.number(of: background)
        return number == behind ? (behind == 0 ? 7 : 0) : number
    }

    /// Of eight colours a dark one that is not black never becomes it: the background may be black.
    private func foreground(_ color: Color) -> Int32 {
        let number = number(of: color)
        guard colors == .ansi8, number == 0 else { return number }
        switch color.kind {
        case .palette(0), .palette(16), .rgb(0, 0, 0): return 0
        default: return 7
        }
    }

    /// A bright colour is its plain one; bright black would vanish as black, so it is white.
    private static func ansi8(_ index: UInt8) -> Int32 {
        switch index {
        case ..<8: Int32(index)
        case 8: 7
        case ..<16: Int32(index) - 8
        default: nearest(RGB(palette: index), among: 8)
        }
    }

    /// Numbers below 8 are the user's own ANSI colours even there; those above are what they say.
    private static func direct(_ index: UInt8) -> Int32 {
        index < 8 ? Int32(index) : direct(RGB(palette: index))
    }

    private static func direct(_ rgb: RGB) -> Int32 {
        let value = rgb.red << 16 | rgb.green << 8 | rgb.blue
        return value < 8 ? 0x010101 : Int32(value)
    }

    private static func nearest(_ rgb: RGB, among count: UInt8) -> Int32 {
        let best = (0..<count).min {
            rgb.distance(to: RGB(palette: $0)) < rgb.distance(to: RGB(palette: $1))
        }
        return Int32(best ?? 0)
    }
}

/// A colour by its parts, 0 to 255 each.
struct RGB: Equatable {
    var red: Int
    var green: Int
    var blue: Int

    init(red: Int, green: Int, blue: Int) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// xterm's default for a palette entry.
    init(palette index: UInt8) {
        let index = Int(index)
        if index < 16 {
            let value = Self.ansi[index]
            self.init(red: value >> 16, green: value >> 8 & 0xFF, blue: value & 0xFF)
        } else if index < 232 {
            func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
            let cube = index - 16
            self.init(red: level(cube / 36), green: level(cube / 6 % 6), blue: level(cube % 6))
        } else {
            let level = 8 + 10 * (index - 232)
            self.init(red: level, green: level, blue: level)
        }
    }

    private static let ansi = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]

    /// Differences weighed as the eye does, roughly: green most, by the mean of the reds.
    func distance(to other: RGB) -> Int {
        let mean = (red + other.red) / 2
        let (dr, dg, db) = (red - other.red, green - other.green, blue - other.blue)
        return ((512 + mean) * dr * dr) / 256 + 4 * dg * dg + ((767 - mean) * db * db) / 256
    }
}
