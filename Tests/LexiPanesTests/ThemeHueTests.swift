import LexiPanes
import LexiScreen
import Testing

@testable import LexiTerminal

/// Whether colours are still those colours where there are only 256.
@Suite struct ThemeHueTests {
    private static let few = ColorMatch(colors: .palette256)

    private func shown(_ color: Color) throws -> PerceivedColor {
        PerceivedColor(
            RGB(palette: try #require(UInt8(exactly: Self.few.number(of: color)))))
    }

    /// In degrees; what is nearly grey has no hue to turn.
    private func check(_ color: Color, _ rgb: RGB, _ place: String) throws {
        let (wanted, shown) = (PerceivedColor(rgb), try shown(color))
        let (isGrey, becomesGrey) = (wanted.chroma < 0.04, shown.chroma < 0.001)
        if !isGrey, !becomesGrey {
            let turn = wanted.turn(to: shown)
            #expect(turn <= 25, "\(place): \(color) turns by \(turn) degrees")
        } else if isGrey != becomesGrey {
            #expect(
                becomesGrey && (wanted.chroma < 0.05 || wanted.lightness < 0.4),
                "\(place): \(color) becomes \(becomesGrey ? "grey" : "colourful")")
        }
    }

    @Test(arguments: ThemeLibrary.names)
    func `no colour of a theme turns its hue with 256 colours`(_ name: String) throws {
        let theme = try ThemeLibrary.theme(named: name)
        for role in Role.allCases {
            for color in [theme[role].foreground, theme[role].background] {
                // The first sixteen are the user's own, and sent as they are.
                if case .palette = color.kind { continue }
                guard let rgb = RGB(color) else { continue }
                try check(color, rgb, "\(role.name) of \(name)")
            }
        }
    }

    @Test func `no colour at all turns its hue with 256 colours`() throws {
        let steps = stride(from: 0, through: 255, by: 15)
        for red in steps {
            for green in steps {
                for blue in steps {
                    let value = red << 16 | green << 8 | blue
                    try check(.rgb(UInt32(value)), RGB(value: value), "any")
                }
            }
        }
    }

    @Test(
        arguments: [
            // What the red, green and blue nearest to these made of them: teal, pink, blue-green,
            // olive, grey.
            (0x6E759A, 103), (0xA89984, 246), (0x81A1C1, 110), (0x983C07, 124), (0x3A7439, 22),
            // What was well before.
            (0x7A5200, 94), (0x282828, 235), (0xFF0000, 196), (0x808080, 244),
        ] as [(UInt32, Int32)])
    func `the nearest of 256 is one that looks alike`(_ color: UInt32, _ index: Int32) {
        #expect(Self.few.number(of: .rgb(color)) == index)
    }

    @Test func `what the terminal has is shown as it is`() {
        for index in 16...255 as ClosedRange<UInt8> {
            let color = RGB(palette: index)
            let number = Self.few.number(
                of: .rgb(UInt32(color.red << 16 | color.green << 8 | color.blue)))
            // The cube has greys that are also in the ramp.
            #expect(UInt8(exactly: number).map(RGB.init(palette:)) == color)
        }
    }

    /// Red by the values that Oklab's author gives.
    @Test func `colours are measured in Oklab`() {
        let red = PerceivedColor(RGB(red: 255, green: 0, blue: 0))
        #expect(abs(red.lightness - 0.628) < 0.001)
        #expect(abs(red.greenToRed - 0.2249) < 0.001)
        #expect(abs(red.blueToYellow - 0.1258) < 0.001)
        #expect(abs(red.hue - 29.23) < 0.05)
        #expect(PerceivedColor(RGB(red: 128, green: 128, blue: 128)).chroma < 0.001)
        // Cyan at -165.2 and a green at 166.9, across the seam.
        let cyan = PerceivedColor(RGB(red: 0, green: 255, blue: 255))
        let green = PerceivedColor(RGB(red: 0, green: 200, blue: 150))
        #expect(abs(cyan.turn(to: green) - 27.83) < 0.05)
    }
}
