import LexiState
import Testing

@Suite struct ReplaySpeedTests {
    @Test(arguments: [
        ("1", "1x"), ("0.25", "0.25x"), ("16", "16x"), ("2x", "2x"), ("1.5", "1.5x"),
        ("max", "max"),
    ])
    func `it is read as it is shown`(text: String, shown: String) throws {
        let speed = try #require(ReplaySpeed(text))
        #expect(speed.description == shown)
        #expect(ReplaySpeed(shown) == speed)
    }

    @Test(arguments: ["", "0", "0.2", "17", "-1", "nan", "inf", "fast", "x"])
    func `anything else is none`(text: String) {
        #expect(ReplaySpeed(text) == nil)
    }

    @Test func `it doubles up to the fastest, and halves down to the slowest`() {
        var speed = ReplaySpeed.recorded
        var shown: [String] = []
        for _ in 0..<6 {
            speed = speed.faster
            shown.append(speed.description)
        }
        #expect(shown == ["2x", "4x", "8x", "16x", "max", "max"])
        shown = []
        for _ in 0..<9 {
            speed = speed.slower
            shown.append(speed.description)
        }
        #expect(
            shown == ["16x", "8x", "4x", "2x", "1x", "0.5x", "0.25x", "0.25x", "0.25x"])
    }
}
