import CUnistring
import LexiTesting
import Testing

@testable import LexiPanes

@Suite struct LineBreaksTests {
    /// What libunistring says of the place before the last byte.
    private func libraryAllowsBreakBeforeLast(_ text: [UInt8]) -> Bool {
        var kinds = [CChar](repeating: 0, count: text.count)
        u8_possible_linebreaks_v2(text, text.count, "UTF-8", &kinds)
        return kinds[text.count - 1] == CChar(UC_BREAK_POSSIBLE)
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        !"!?\"'$%+\\([{)]},.:;/-|0123456789".utf8.contains(byte)
    }

    @Test func `the table of ASCII is the library's but for rule LB29`() {
        var differences: [String] = []
        for left in 0x21...0x7E as ClosedRange<UInt8> {
            for right in 0x21...0x7E as ClosedRange<UInt8> {
                let isInfix = ",.:;".utf8.contains(left) && isLetter(right)
                let direct = libraryAllowsBreakBeforeLast([left, right]) && !isInfix
                let spaced = libraryAllowsBreakBeforeLast([left, 0x20, right])
                let table = (
                    LineBreaks.isAllowed(left, right), LineBreaks.isAllowedAfterSpaces(left, right)
                )
                if table != (direct, spaced) {
                    differences.append(String(decoding: [left, right], as: UTF8.self))
                }
            }
        }
        #expect(differences == [])
    }

    @Test func `between two of ASCII nothing before them counts`() {
        var generator = SeededGenerator(seed: 14)
        for _ in 0..<20_000 {
            let text = (0..<6).map { _ in UInt8.random(in: 0x20...0x7E, using: &generator) }
            guard text[4] != 0x20, text[5] != 0x20 else { continue }
            #expect(
                libraryAllowsBreakBeforeLast(text)
                    == libraryAllowsBreakBeforeLast(Array(text[4...]))
            )
        }
    }

    private func opportunities(_ scalars: [UInt32]) -> [Bool] {
        var starts: [Int] = []
        var bytes: [UInt8] = []
        for scalar in scalars.compactMap(Unicode.Scalar.init) {
            starts.append(bytes.count)
            bytes += Array(String(Character(scalar)).utf8)
        }
        let all = bytes.withUnsafeBufferPointer { LineBreaks.opportunities(in: $0) }
        return starts.map { all[$0] }
    }

    private func hex(_ scalars: [UInt32]) -> String {
        scalars.map { String($0, radix: 16, uppercase: true) }.joined(separator: " ")
    }

    @Test func `the samples of Unicode hold but for the exceptions that are known`() throws {
        var found = ""
        for (expected, space) in [
            (LineBreakSamples.pairs, [] as [UInt32]), (LineBreakSamples.spacedPairs, [0x20]),
        ] {
            for (left, row) in zip(LineBreakSamples.characters, expected) {
                for (right, sign) in zip(LineBreakSamples.characters, row) {
                    let text = [left] + space + [right]
                    let isAllowed = opportunities(text).last == true
                    if isAllowed != (sign == "+") {
                        found += "\(hex(text)): \(isAllowed ? "may" : "must not") break\n"
                    }
                }
            }
        }
        for sample in LineBreakSamples.texts.split(separator: "\n") {
            var scalars: [UInt32] = []
            var expected: [Bool] = []
            for (index, part) in sample.split(separator: "/").enumerated() {
                for (offset, word) in part.split(separator: " ").enumerated() {
                    scalars.append(UInt32(word, radix: 16) ?? 0)
                    expected.append(index > 0 && offset == 0)
                }
            }
            if opportunities(scalars) != expected { found += "\(sample)\n" }
        }
        try Snapshot.check(text: found, named: "line-break-exceptions")
    }
}
