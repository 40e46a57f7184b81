import LexiScreen
import LexiTesting
import Testing

@Suite("Key decoder under noise")
struct KeyDecoderNoiseTests {
    private static let pieces: [[UInt8]] =
        [
            "\u{1B}", "\u{1B}[", "\u{1B}O", "\u{1B}]", "\u{1B}P", "\u{1B}_", "[", "200~",
            "\u{1B}[200~", "\u{1B}[201~", "1;5", "~", "$", "A", "M", "\r", "\n", "\u{7}",
            "\u{1B}\\", "é", "漢", "x", "99999999999999999999", ";;;;", ":::", "u", "27;5;",
            "\u{1B}[<", "0;12;5M", "m",
        ].map { Array($0.utf8) } + [[0xC3], [0xE2, 0x82], [0xFF], [0x9B], [0x80], [0]]

    @Test("noise never traps, and cuts change no key", arguments: 0..<300 as Range<UInt64>)
    func noise(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var bytes: [UInt8] = []
        for _ in 0..<200 {
            if Bool.random(using: &random) {
                bytes += Self.pieces.randomElement(using: &random)!
            } else {
                bytes.append(UInt8.random(in: 0...255, using: &random))
            }
        }
        let whole = KeyDecoderTests.keys(parts: [bytes])
        var parts: [[UInt8]] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + Int.random(in: 1...9, using: &random))
            parts.append(Array(bytes[start..<end]))
            start = end
        }
        #expect(
            KeyDecoderTests.joiningPastes(whole)
                == KeyDecoderTests.joiningPastes(KeyDecoderTests.keys(parts: parts)))
    }

    @Test(
        "whatever came before, Enter and a letter are heard again in the end",
        arguments: 0..<300 as Range<UInt64>)
    func recovers(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var decoder = KeyDecoder()
        var bytes: [UInt8] = []
        for _ in 0..<60 { bytes += Self.pieces.randomElement(using: &random)! }
        // An unfinished paste is a paste until its end mark.
        bytes += Array("\u{1B}[201~".utf8)
        _ = bytes.withUnsafeBufferPointer { decoder.feed($0) }
        _ = decoder.flush()
        let keys = Array("   \r\rq".utf8).withUnsafeBufferPointer { decoder.feed($0) }
        #expect(keys.suffix(2) == [.enter, .character("q")])
    }
}
