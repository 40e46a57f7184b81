/// The colour behind a terminal's text, as the terminal tells it.
public struct BackgroundColor: Sendable, Hashable {
    /// The parts, 0 to 255.
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads the answer to OSC 11 (xterm, "Operating System Commands"): `11;rgb:1e1e/1e1e/2e2e`,
    /// with one to four digits a part, `11;rgba:…` with a fourth part, or `11;#1e1e2e`.
    init?(answer bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("11;") else { return nil }
        let value = text.dropFirst(3)
        var parts: [Substring]
        if value.hasPrefix("rgb:") || value.hasPrefix("rgba:") {
            parts = value[value.index(after: value.firstIndex(of: ":")!)...].split(
                separator: "/", omittingEmptySubsequences: false)
            guard parts.count == (value.hasPrefix("rgba:") ? 4 : 3) else { return nil }
        } else if value.hasPrefix("#"), value.utf8.count % 3 == 1, value.utf8.count <= 13 {
            let digits = value.dropFirst()
            let length = digits.count / 3
            parts = (0..<3).map { digits.dropFirst($0 * length).prefix(length) }
        } else {
            return nil
        }
        let numbers = parts.prefix(3).compactMap(Self.part)
        guard numbers.count == 3 else { return nil }
        self.init(red: numbers[0], green: numbers[1], blue: numbers[2])
    }

    /// Reads COLORFGBG (rxvt, and others after it): `15;0` or `15;default;0`, the background last,
    /// as a number of the sixteen ANSI colours.
    public init?(colorFGBG text: String) {
        guard let last = text.split(separator: ";").last, let number = Int(last),
            (0...15).contains(number)
        else { return nil }
        // Light are white and the bright ones but grey, as vim has it.
        let level: UInt8 = number == 7 || number > 8 ? 255 : 0
        self.init(red: level, green: level, blue: level)
    }

    private static func part(_ digits: Substring) -> UInt8? {
        guard (1...4).contains(digits.utf8.count), let value = Int(digits, radix: 16),
            !digits.hasPrefix("+"), !digits.hasPrefix("-")
        else { return nil }
        let most = 1 << (4 * digits.utf8.count) - 1
        return UInt8(value * 255 / most)
    }

    /// Whether dark text reads better on it: its luminance (ITU-R BT.709) is above the middle.
    public var isLight: Bool {
        2126 * Int(red) + 7152 * Int(green) + 722 * Int(blue) > 10_000 * 127
    }
}
