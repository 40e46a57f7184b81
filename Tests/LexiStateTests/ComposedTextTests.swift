import LexiSession
import Testing

@testable import LexiState

@Suite struct ComposedTextTests {
    @Test(arguments: [
        ("cafe\u{301}", "café"), ("a\u{323}\u{302}", "ậ"), ("a\u{302}\u{323}", "ậ"),
        ("\u{1112}\u{1161}\u{11AB}", "한"), ("か\u{3099}", "が"), ("и\u{306}", "й"),
        ("\u{212B}", "Å"), ("\u{958}", "\u{915}\u{93C}"), ("👩‍💻", "👩‍💻"), ("", ""),
        (String(repeating: "\u{958}", count: 400), String(repeating: "\u{915}\u{93C}", count: 400)),
    ])
    func `letters are the same in either form`(_ text: String, _ composed: String) {
        #expect(text.composed.unicodeScalars.elementsEqual(composed.unicodeScalars))
        #expect(text.composed.composed == text.composed)
    }

    @Test func `what counts as composed without a look is so, alone and behind any letter`() {
        for value in UInt32(0)...0x3FFFF {
            guard let scalar = Unicode.Scalar(value), String(scalar).isSurelyComposed else {
                continue
            }
            for text in [String(scalar), "a\(scalar)", "가\(scalar)", "か\(scalar)"] {
                let forced = String((text + "\u{958}").composed.unicodeScalars.dropLast(2))
                if !forced.unicodeScalars.elementsEqual(text.unicodeScalars) {
                    Issue.record("U+\(String(value, radix: 16))")
                }
            }
        }
    }
}
