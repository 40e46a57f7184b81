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
        // C1 controls open and close nothing: they are letters of another encoding.
        ("a\u{9B}31mb\u{9D}0;t\u{9C}c\u{90}x\u{9C}d", "a31mb0;tcxd", 5),
        (
            "He said â\u{80}\u{9C}yesâ\u{80}\u{9D} and signs for EUR 40m.",
            "He said âyesâ and signs for EUR 40m.", 4
        ),
        ("Der \u{9E}Vertrag\u{9C} gilt", "Der Vertrag gilt", 2),
        ("t\u{1B}]0;title\u{9C}x\ny", "t]0;titlex\ny", 2),
        ("a\u{1B}(Bb\u{1B}cc\u{1B}=d", "abcd", 3),
        ("bell\u{07} back\u{08} nul\u{00} del\u{7F}", "bell back nul del", 4),
        ("a\r\nb\rc\n\rd\r\r\ne\r", "a\nb\nc\n\nd\n\ne\n", 0),
        ("nel\u{85}x", "nelx", 1),
        ("bidi\u{202E}\u{2066}\u{200F}\u{061C}x", "bidix", 4),
        ("tag\u{E0041}\u{E007F}x", "tagx", 2),
        ("👩‍💻 stays", "👩‍💻 stays", 0),
        ("می‌خواهم", "می‌خواهم", 0),
        ("é combining", "é combining", 0),
        // What does not close loses its ESC alone.
        ("open\u{1B}]0;never closed\nnext line", "open]0;never closed\nnext line", 1),
        ("open\u{1B}]0;never closed\rnext line", "open]0;never closed\nnext line", 1),
        ("open\u{1B}Pq never closed", "openPq never closed", 1),
        ("bell\u{1B}_closes nothing\u{07} here", "bell_closes nothing here", 2),
        ("half\u{1B}[31\u{1B}[0mx", "half[31x", 2),
        ("half\u{1B}]0;t\u{1B}[0mx", "half]0;tx", 2),
        ("cut\u{1B}[31é", "cut[31é", 1),
        ("order\u{1B}[ 1m", "order[ 1m", 1),
        ("two\u{1B}\u{1B}[mx", "twox", 2),
        ("last\u{1B}", "last", 1),
        ("last\u{1B}]t\u{1B}", "last]t", 2),
        ("bidi\u{1B}]t\u{202E}i\ttle\nx", "bidi]ti\ttle\nx", 2),
    ]

    @Test(arguments: cases.indices) func removesWhatActsOnTerminals(_ index: Int) {
        let (hostile, harmless, removed) = Self.cases[index]
        var count = 0
        #expect(Sanitizer.text(hostile, countingInto: &count) == harmless)
        #expect(count == removed)
        let line = harmless.replacing("\n", with: " ").replacing("\t", with: " ")
        #expect(Sanitizer.line(hostile) == line)
        #expect(Sanitizer.removedCount(in: .array([.string(hostile)])) == removed)
    }

    @Test(arguments: cases.indices) func everySplitGivesTheSame(_ index: Int) {
        let (hostile, harmless, removed) = Self.cases[index]
        let scalars = Array(hostile.unicodeScalars)
        for split in 0...scalars.count {
            var sanitizer = StreamSanitizer()
            let first = sanitizer.feed(string(scalars[..<split]))
            let second = sanitizer.feed(string(scalars[split...])) + sanitizer.finish()
            #expect(scalarsOf(first + second) == scalarsOf(harmless), "split at \(split)")
            #expect(sanitizer.removedCount == removed)
        }
    }

    @Test func `a sequence of 512 bytes is one, a longer one is text`() {
        for (filling, end) in [("x", "\u{07}"), ("x", "\u{1B}\\"), ("é", "\u{07}")] {
            let room = 512 - 4 - end.utf8.count
            let inside = String(repeating: filling, count: room / filling.utf8.count)
            #expect(Sanitizer.text("a\u{1B}]0;\(inside)\(end)b") == "ab")
            let outside = inside + filling
            #expect(Sanitizer.text("a\u{1B}]0;\(outside)\(end)b") == "a]0;\(outside)b")
        }
        let parameters = String(repeating: "1", count: 509)
        #expect(Sanitizer.text("a\u{1B}[\(parameters)mb") == "ab")
        #expect(Sanitizer.text("a\u{1B}[1\(parameters)mb") == "a[1\(parameters)mb")
    }

    @Test func `text that may be a sequence is held no longer than it may be one`() {
        var sanitizer = StreamSanitizer()
        #expect(sanitizer.feed("a\u{1B}]0;t") == "a")
        #expect(sanitizer.feed("itle") == "")
        #expect(sanitizer.feed("\nb") == "]0;title\nb")
        #expect(sanitizer.feed("\u{1B}]" + String(repeating: "x", count: 509)) == "")
        #expect(sanitizer.feed("x") == "]" + String(repeating: "x", count: 510))
        #expect(sanitizer.feed("\u{1B}[3") == "")
        #expect(sanitizer.finish() == "[3")
        #expect(sanitizer.finish() == "")
        #expect(sanitizer.feed("1m") == "1m")
        #expect(sanitizer.removedCount == 3)
    }

    @Test func `a line break cut between CR and LF is one`() {
        var sanitizer = StreamSanitizer()
        #expect(sanitizer.feed("a\r") == "a\n")
        #expect(sanitizer.feed("") == "")
        #expect(sanitizer.feed("\nb\r") == "b\n")
        #expect(sanitizer.feed("c") == "c")
        #expect(sanitizer.feed("\r") == "\n")
        #expect(sanitizer.finish() == "")
        #expect(sanitizer.feed("\n") == "\n")
        #expect(sanitizer.removedCount == 0)
    }

    @Test func noiseNeverLeavesAControl() {
        var generator = SystemRandomNumberGenerator()
        let alphabet: [Unicode.Scalar] = [
            "\u{1B}", "[", "]", "P", "_", "\\", "\u{07}", "\u{9B}", "\u{9D}", "\u{9C}", "\n", "\t",
            "m", "3", ";", "?", "\u{7F}", "\u{00}", "\u{202E}", "\u{E0041}", "é", "漢", "a", " ",
        ]
        for _ in 0..<2000 {
            var sanitizer = StreamSanitizer()
            var kept = ""
            for _ in 0..<6 {
                let piece = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator)!
                }
                kept += sanitizer.feed(string(piece[...]))
            }
            kept += sanitizer.finish()
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
