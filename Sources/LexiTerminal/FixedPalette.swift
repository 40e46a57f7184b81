/// The 240 colours of 256 that users do not change: a cube of six steps and a ramp of greys.
enum FixedPalette {
    private typealias Entry = (index: UInt8, rgb: RGB, color: PerceivedColor)

    private static let entries: [Entry] = (16...255 as ClosedRange<UInt8>).map { index in
        let rgb = RGB(palette: index)
        return (index, rgb, PerceivedColor(rgb))
    }
    private static let greys = entries.filter { $0.color.chroma < 0.001 }
    private static let tinted = entries.filter { $0.color.chroma >= 0.001 }

    /// The entry that looks most like a colour: a grey for what is nearly grey; else, of those that
    /// keep its hue and nearly its brightness, the one with the least ``cost(of:for:)``.
    ///
    /// What has little colour, or is so dark that the cube has hardly any, may become grey.
    static func nearest(to rgb: RGB) -> UInt8 {
        let wanted = PerceivedColor(rgb)
        let grey = nearestGrey(to: rgb, wanted)
        if wanted.chroma < nearlyGrey { return grey.index }
        var alike = tinted.filter { wanted.turn(to: $0.color) <= largestTurn }
        if wanted.chroma < 0.05 || wanted.lightness < 0.4 { alike.append(grey) }
        let asBright = alike.filter {
            abs($0.color.brightness - wanted.brightness) <= largestBrightening
        }
        // Some dark browns have no entry that keeps both; the hue tells more.
        return least(asBright, for: wanted)?.index ?? least(alike, for: wanted)?.index ?? grey.index
    }

    /// By the mean of the parts: a tint of blue darkens a grey less for the eye, and one of green
    /// brightens it less, than brightness says. Near white, where text needs it, brightness decides.
    private static func nearestGrey(to rgb: RGB, _ wanted: PerceivedColor) -> Entry {
        if wanted.lightness > 0.9, let best = least(greys, for: wanted) { return best }
        let sum = rgb.red + rgb.green + rgb.blue
        return greys.min { abs(3 * $0.rgb.red - sum) < abs(3 * $1.rgb.red - sum) } ?? entries[0]
    }

    private static func least(_ entries: [Entry], for wanted: PerceivedColor) -> Entry? {
        entries.min { cost(of: $0.color, for: wanted) < cost(of: $1.color, for: wanted) }
    }

    /// A chroma below which a hue is hardly seen.
    private static let nearlyGrey = 0.04
    /// In degrees. Up to here orange stays orange, and blue becomes neither green nor violet; for
    /// some dark greens the cube has nothing nearer.
    private static let largestTurn = 25.0
    /// In brightness: a contrast of 1.5 to 1 between the colour and what is shown.
    private static let largestBrightening = 0.4
    /// The brightness to which black and white have the same contrast.
    private static let middle = PerceivedColor(RGB(red: 255, green: 255, blue: 255)).brightness / 2

    /// How unlike two colours are: the squares of the differences in colourfulness, hue (which
    /// counts most) and brightness.
    ///
    /// Brightness towards the middle costs much more than away from it: a colour is read on, or
    /// has on it, one from the other side, and should keep the contrast that a theme gave it.
    private static func cost(of entry: PerceivedColor, for wanted: PerceivedColor) -> Double {
        func square(_ value: Double) -> Double { value * value }
        let chroma = square(wanted.chroma - entry.chroma)
        let tint =
            square(wanted.greenToRed - entry.greenToRed)
            + square(wanted.blueToYellow - entry.blueToYellow)
        let brightening = entry.brightness - wanted.brightness
        let isTowardsMiddle = (brightening > 0) == (wanted.brightness < middle)
        return chroma + 4 * (tint - chroma) + (isTowardsMiddle ? 1 : 0.1) * square(brightening)
    }
}
