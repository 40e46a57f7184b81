#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A colour as the eye takes it: how bright, how colourful, which hue.
///
/// Brightness is that by which the Web Content Accessibility Guidelines 2.1 measure contrast; the
/// rest is Oklab (Björn Ottosson, 2020).
struct PerceivedColor {
    /// The natural logarithm of the contrast to black: black is 0, white 3.04. A difference of two
    /// is the logarithm of the contrast between them.
    let brightness: Double
    /// 0 is black, 1 white, with even steps for the eye.
    let lightness: Double
    /// From green, below 0, to red.
    let greenToRed: Double
    /// From blue, below 0, to yellow.
    let blueToYellow: Double
    /// 0 is grey; the most that a screen shows is about 0.32.
    let chroma: Double
    /// In degrees from -180 to 180; without meaning for greys.
    let hue: Double

    init(_ color: RGB) {
        func linear(_ value: Int) -> Double {
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        let (red, green, blue) = (linear(color.red), linear(color.green), linear(color.blue))
        brightness = log((0.2126 * red + 0.7152 * green + 0.0722 * blue) / 0.05 + 1)
        let long = cbrt(0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue)
        let middle = cbrt(0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue)
        let short = cbrt(0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue)
        lightness = 0.210_454_255_3 * long + 0.793_617_785 * middle - 0.004_072_046_8 * short
        greenToRed = 1.977_998_495_1 * long - 2.428_592_205 * middle + 0.450_593_709_9 * short
        blueToYellow = 0.025_904_037_1 * long + 0.782_771_766_2 * middle - 0.808_675_766 * short
        chroma = hypot(greenToRed, blueToYellow)
        hue = atan2(blueToYellow, greenToRed) * 180 / .pi
    }

    /// How far apart two hues are, in degrees, at most 180.
    func turn(to other: PerceivedColor) -> Double {
        let difference = abs(hue - other.hue)
        return min(difference, 360 - difference)
    }
}
