import LexiTesting
import Testing

@testable import LexiWire

@Suite struct UTF8CheckTests {
    private func faults(_ chunks: [ArraySlice<UInt8>]) -> [Int] {
        var check = UTF8Check()
        var faults: [Int] = []
        for chunk in chunks {
            chunk.withUnsafeBufferPointer { check.feed($0) { faults.append($0) } }
        }
        check.finish { faults.append($0) }
        return faults
    }

    /// Pieces of which random texts are made: whole characters, broken ones and lone bytes.
    private static let pieces: [[UInt8]] = [
        Array("a".utf8), Array("plain text of some length".utf8), Array("é".utf8),
        Array("€".utf8), Array("👩‍⚖️".utf8), [0x80], [0xC0, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80],
        [0xF0, 0x9F], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xE0, 0x80, 0x80], [0xF0, 0x80, 0x80],
    ]

    @Test func `it agrees with the standard library about random bytes, however they are cut`() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                bytes += Self.pieces.randomElement(using: &random) ?? []
            }
            let whole = faults([bytes[...]])
            #expect(whole.isEmpty == (String(validating: bytes, as: UTF8.self) != nil))
            // A decoder puts one U+FFFD for each fault (Unicode, 3.9, maximal subparts).
            let replaced = String(decoding: bytes, as: UTF8.self).unicodeScalars
            #expect(whole.count == replaced.count { $0 == "\u{FFFD}" })
            #expect(faults(bytes.indices.map { bytes[$0...$0] }) == whole)
        }
    }

    @Test func `a fault is where the broken character begins`() {
        #expect(faults([[0x61, 0xE2, 0x82, 0x62, 0xFF][...]]) == [1, 4])
        #expect(faults([[0x61, 0xF0, 0x9F, 0x98][...]]) == [1])
    }
}
