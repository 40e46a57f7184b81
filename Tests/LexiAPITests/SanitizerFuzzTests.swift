import LexiAPI
import LexiTesting
import Testing

/// Damaged terminal sequences; see `Fuzz`.
@Suite struct SanitizerFuzzTests {
    private static let texts = ByteMutator(
        samples: [
            "plain text\nwith \u{1B}[31mcolour\u{1B}[0m and 👩‍💻, می‌خواهم, café\tend",
            "\u{1B}]52;c;aGVsbG8=\u{07}x\u{1B}]8;;https://x\u{1B}\\link\u{1B}]8;;\u{1B}\\",
            "\u{1B}Pq#0;2;0;0;0#0~~\u{1B}\\a\u{1B}_G\u{1B}\\b\u{1B}^pm\u{1B}\\c\u{1B}Xsos\u{9C}d",
            "\u{9B}31m8-bit\u{9D}0;t\u{9C}\u{85}\u{202E}\u{2066}\u{E0041}\u{E007F}\u{061C}", "",
        ],
        tokens: [
            "\u{1B}", "\u{1B}[", "\u{1B}]", "\u{1B}P", "\u{1B}\\", "\u{1B}(", "\u{9B}", "\u{9D}",
            "\u{9C}",
            "\u{90}", "\u{98}", "\u{9E}", "\u{9F}", "\u{07}", "\u{18}", "\u{1A}", "\n", "\t", "\r",
            "m",
            "\\", ";", "?25l", "\u{200E}", "\u{200F}", "\u{2028}", "\u{202A}", "\u{2069}",
            "\u{E0000}", "\u{1B}X", "\u{1B}^", "\u{1B}_", "\u{1B}[ ",
            "\r\n", "é", "漢", "👩‍💻",
            String(repeating: "x", count: Sanitizer.longestSequence),
            String(repeating: "x", count: Sanitizer.longestSequence - 3),
        ])

    @Test func `nothing that acts on a terminal comes out, and no cut changes what does`() throws {
        try Fuzz.run("sanitizer", rounds: 1500, Self.texts) { bytes, random in
            let text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
            var whole = StreamSanitizer()
            let kept = whole.feed(string(text[...])) + whole.finish()
            if let scalar = kept.unicodeScalars.first(where: Self.isForbidden) {
                return "U+\(String(scalar.value, radix: 16)) came out"
            }
            let expected = SanitizerReference.text(text)
            if Array(kept.unicodeScalars) != expected {
                return "\(kept.debugDescription), not \(string(expected[...]).debugDescription)"
            }
            var cut = StreamSanitizer()
            var pieces: [Unicode.Scalar] = []
            var rest = text[...]
            while !rest.isEmpty {
                let length = Int.random(in: 0...6, using: &random)
                pieces += cut.feed(string(rest.prefix(length))).unicodeScalars
                rest = rest.dropFirst(length)
            }
            pieces += cut.finish().unicodeScalars
            if pieces != Array(kept.unicodeScalars) {
                return "\(string(pieces[...]).debugDescription), not \(kept.debugDescription)"
            }
            if cut != whole { return "\(cut), not \(whole)" }
            if Sanitizer.line(string(text[...])).utf8.contains(where: { $0 < 0x20 }) {
                return "a line with a control"
            }
            return nil
        }
    }

    @Test func `no place to cut a short text at changes it`() throws {
        try Fuzz.run("sanitizer-cuts", rounds: 300, Self.texts) { bytes, _ in
            let text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars.prefix(80))
            let expected = SanitizerReference.text(text)
            for cut in 0...text.count {
                var sanitizer = StreamSanitizer()
                let kept =
                    Array(sanitizer.feed(string(text[..<cut])).unicodeScalars)
                    + Array(sanitizer.feed(string(text[cut...])).unicodeScalars)
                    + Array(sanitizer.finish().unicodeScalars)
                if kept != expected {
                    return "\(string(kept[...]).debugDescription), cut at \(cut)"
                }
            }
            return nil
        }
    }

    @Test func `text without controls passes unchanged`() throws {
        try Fuzz.run("sanitizer-plain", rounds: 1000, Self.texts) { bytes, _ in
            let plain = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter {
                !Self.isForbidden($0)
            }
            var sanitizer = StreamSanitizer()
            let kept = sanitizer.feed(String(plain))
            return Array(kept.unicodeScalars) == Array(plain) && sanitizer.removedCount == 0
                ? nil : kept.debugDescription
        }
    }

    /// C0 but LF and TAB, DEL, C1, the bidirectional controls of UAX #9 and the tag characters.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069,
            0xE0000...0xE007F:
            true
        default: false
        }
    }

    private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
