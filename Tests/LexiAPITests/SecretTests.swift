import LexiAPI
import Testing

@Suite struct SecretTests {
    @Test(arguments: ["a", "key", "test", "network"])
    func whatIsTooShortToBeAKeyLeavesWordsAlone(_ key: String) {
        let text = "a latest key: network, rate_limited, invalid_key"
        #expect(Secret(key).redacted(from: text) == text)
    }

    private let secret = Secret(" wbk_live_1234\r\n")

    @Test func `a key is not shown by any description of it`() {
        struct Holder { var secret: Secret }
        var dumped = ""
        dump(Holder(secret: secret), to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), "\(Holder(secret: secret))", dumped] {
            #expect(!text.contains("wbk"))
        }
        #expect(secret.revealed == "wbk_live_1234")
    }

    @Test(arguments: [
        "\u{1B}[1m", "\u{9B}1m", "\u{9D}0;t\u{9C}", "\u{9D}0;t\u{07}", "\u{90}x\u{1B}\\", "\u{85}",
        "\u{202E}", "\u{1B}",
    ])
    func `a control sequence of either form in it hides it from nobody`(_ sequence: String) {
        #expect(secret.redacted(from: "«a wbk_live\(sequence)_1234» b") == "«a •••» b")
        #expect(secret.redacted(from: "«a\(sequence)b»") == "«a\(sequence)b»")
    }

    @Test func `it is taken out of texts wherever it stands`() {
        #expect(secret.redacted(from: "no key") == "no key")
        #expect(secret.redacted(from: "wbk_live_1234") == "•••")
        #expect(secret.redacted(from: "a wbk_live_1234wbk_live_1234 b") == "a •••••• b")
        #expect(secret.redacted(from: "wbk_live_123") == "wbk_live_123")
        #expect(secret.redacted(from: "wwbk_live_12345") == "w•••5")
        #expect(secret.redacted(from: "wbk_live_1234\u{301}") == "•••\u{301}")
        #expect(Secret("").redacted(from: "text") == "text")
    }

    @Test func `what looks like a key is taken out before anybody knows the key`() {
        #expect(
            Secret.withoutKeys("Use wbk_live_0123456789abcdef, please")
                == "Use •••, please")
        #expect(Secret.withoutKeys("wbk_live_0123456789abcdef") == "•••")
        for plain in ["", "wbk_", "wbk_live is how keys begin", "ü wbk_short_1 – x"] {
            #expect(Secret.withoutKeys(plain) == plain)
        }
    }
}
