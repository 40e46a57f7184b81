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

/// A key that a server or a model writes otherwise than it was sent.
@Suite struct SpeltKeyTests {
    private static let key = "wbk_live_Ab3dEf6hIj9k"
    private static let first = "wbk_live_Ab3dE"
    private static let second = "f6hIj9k"
    private let secret = Secret(Self.key)

    /// What stands between two halves of a key without making them two words.
    private static let cuts = [
        "\0", "\u{7F}", "\u{85}", "\u{200B}", "\u{200D}", "\u{200E}", "\u{202E}", "\u{2060}",
        "\u{FEFF}", "\u{AD}", "\u{E0041}", "\u{1B}", "\u{1B}[m", "\u{1B}[31;1m", "\u{1B}]0;x\u{7}",
        "\n", "\r\n", " ", "**", "`", "\\", "&amp;", "&#8203;", "<b>", "</b><i class=\"x\">",
        #"\u0000"#, #"\u200b"#, #"\n"#, "%20",
    ]

    @Test(arguments: cuts)
    func `what cuts it does not hide it`(cut: String) {
        #expect(secret.redacted(from: "a \(Self.first)\(cut)\(Self.second) b") == "a ••• b")
        let each = Self.key.map { "\($0)\(cut)" }.joined()
        #expect(!secret.redacted(from: "a \(each)b").contains("6"))
    }

    @Test(arguments: [
        #"wbk\_live\_Ab3dEf6hIj9k"#, #"wbk\\_live\\_Ab3dEf6hIj9k"#, "wbk%5Flive%5FAb3dEf6hIj9k",
        "wbk&lowbar;live&#95;Ab3dEf6hIj9k", "&#119;&#x62;k_live_Ab3dEf6hIj9&#107;",
        #"wbk\u005flive\u005FAb3dEf6hIj9\u006b"#, "%77bk_live_Ab3dEf6hIj9%6b",
    ])
    func `another spelling does not hide it`(spelling: String) {
        #expect(secret.redacted(from: "a \(spelling) b") == "a ••• b")
    }

    @Test(arguments: [
        "wbk_live_Ab3dE", "wbk_live_Ab3dE and f6hIj9k", "wbk_live_Ab3dE_f6hIj9k", "live",
        "a < b & c % d \\ e &#; %5 \\u12 <", "\u{1B}]0;wbk_live", "ab&#119;bk_live_<b",
    ])
    func `what is not the key stays`(text: String) {
        #expect(secret.redacted(from: text) == text)
    }

    @Test func `what looks like a key is found behind backslashes and unseen characters`() {
        for text in [#"wbk\_live\_0123456789abcdef"#, "wbk_live_01234\u{200B}56789ab\0cdef"] {
            #expect(Secret.withoutKeys("Use \(text), please") == "Use •••, please")
        }
        let plain = "wbk_live is how keys begin, and they go on"
        #expect(Secret.withoutKeys(plain) == plain)
        #expect(Secret.withoutKeys("key wbk_short: no", shortest: 1) == "key •••: no")
    }
}
