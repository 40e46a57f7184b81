import LexiAPI
import Testing

@Suite struct SanitizerTests {
    private static let cases: [(hostile: String, harmless: String, removed: Int)] = [
        ("plain text", "plain text", 0),
        ("line\nfeed\tand tab", "line\nfeed\tand tab", 0),
        ("Müller “quotes” – dash… €", "Müller “quotes” – dash… €", 0),
        ("a\u{1B}[31mred\u{1B}[0m", "ared", 2),
        ("a\u{1B}[?1049h\u{1B}[2Jb", "ab", 2),
        ("t\u{1B}]0;title\u{07}x", "tx", 1),
        ("t\u{1B}]52;c;aGk=\u{1B}\\x", "tx", 1),
        ("d\u{1B}Pq#0\u{1B}\\e", "de", 1),
        ("a\u{1B}_apc\u{1B}\\b\u{1B}^pm\u{1B}\\c\u{1B}Xsos\u{1B}\\d", "abcd", 3),
        ("a\u{9B}31mb\u{9D}0;t\u{9C}c\u{90}x\u{9C}d", "abcd", 3),
        ("a\u{1B}(Bb\u{1B}cc\u{1B}=d", "abcd", 3),
        ("bell\u{07} back\u{08} cr\r nul\u{00} del\u{7F}", "bell back cr nul del", 5),
        ("nel\u{85}x", "nelx", 1),
        ("bidi\u{202E}\u{2066}\u{200F}\u{061C}x", "bidix", 4),
        ("tag\u{E0041}\u{E007F}x", "tagx", 2),
        ("👩‍💻 stays", "👩‍💻 stays", 0),
        ("می‌خواهم", "می‌خواهم", 0),
        ("é combining", "é combining", 0),
        ("open\u{1B}]0;never closed\nnext line", "open\nnext line", 1),
        ("half\u{1B}[31\u{1B}[0mx", "halfx", 2),
        ("cut\u{1B}[31é", "cuté", 1),
        ("two\u{1B}\u{1B}[mx", "twox", 2),
    ]

    @Test(arguments: cases.indices) func removesWhatActsOnTerminals(_ index: Int) {
        let (hostile, harmless, removed) = Self.cases[index]
        var sanitizer = Sanitizer()
        #expect(sanitizer.feed(hostile) == harmless)
        #expect(sanitizer.removedCount == removed)
    }

    @Test(arguments: cases.indices) func everySplitGivesTheSame(_ index: Int) {
        let (hostile, harmless, removed) = Self.cases[index]
        let scalars = Array(hostile.unicodeScalars)
        for split in 0...scalars.count {
            var sanitizer = Sanitizer()
            let first = sanitizer.feed(string(scalars[..<split]))
            let second = sanitizer.feed(string(scalars[split...]))
            #expect(scalarsOf(first + second) == scalarsOf(harmless), "split at \(split)")
            #expect(sanitizer.removedCount == removed)
        }
    }

    @Test func anEndlessStringSequenceBecomesTextAgain() {
        var sanitizer = Sanitizer()
        let text = "\u{1B}]0;" + String(repeating: "x", count: Sanitizer.longestString + 10)
        #expect(sanitizer.feed(text).isEmpty == false)
    }

    @Test func noiseNeverLeavesAControl() {
        var generator = SystemRandomNumberGenerator()
        let alphabet: [Unicode.Scalar] = [
            "\u{1B}", "[", "]", "P", "_", "\\", "\u{07}", "\u{9B}", "\u{9D}", "\u{9C}", "\n", "\t",
            "m", "3", ";", "?", "\u{7F}", "\u{00}", "\u{202E}", "\u{E0041}", "é", "漢", "a", " ",
        ]
        for _ in 0..<2000 {
            var sanitizer = Sanitizer()
            var kept = ""
            for _ in 0..<6 {
                let piece = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator)!
                }
                kept += sanitizer.feed(string(piece[...]))
            }
            let bad = kept.unicodeScalars.filter {
                ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x7F...0x9F).contains($0.value)
                    || $0 == "\u{202E}" || $0 == "\u{E0041}"
            }
            #expect(bad.isEmpty, "\(kept.debugDescription)")
        }
    }

    private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private func scalarsOf(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
}
