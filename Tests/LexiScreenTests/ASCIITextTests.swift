import LexiScreen
import Testing

@Suite struct ASCIITextTests {
    @Test func `letters lose their marks, signs become plain ones, the rest is asked about`() {
        #expect(
            ASCIIText.folded("Øresund, Yılmaz, Núñez, Größe") == "Oresund, Yilmaz, Nunez, Grose")
        #expect(ASCIIText.folded("“Acme’s” – 5 € … •") == "\"Acme's\" - 5 ? . *")
        #expect(ASCIIText.folded("e\u{301}漢👍🏽\u{A0}x") == "e?? x")
        #expect(ASCIIText.folded("plain\r\ntext\n") == "plain\r\ntext\n")
    }

    @Test(arguments: [
        ("15;0", false), ("0;15", true), ("0;default;7", true), ("12;8", false), ("7;9", true),
    ])
    func `COLORFGBG names the background last`(text: String, isLight: Bool) {
        #expect(BackgroundColor(colorFGBG: text)?.isLight == isLight)
    }

    @Test(arguments: ["", "default", "0;16", "0;x", "0;-1"])
    func `a COLORFGBG that names none says nothing`(text: String) {
        #expect(BackgroundColor(colorFGBG: text) == nil)
    }

    @Test func `light is what dark text reads better on`() {
        #expect(BackgroundColor(red: 0xFD, green: 0xF6, blue: 0xE3).isLight)
        #expect(!BackgroundColor(red: 0, green: 0x2B, blue: 0x36).isLight)
        #expect(!BackgroundColor(red: 0, green: 0, blue: 255).isLight)
        #expect(BackgroundColor(red: 0, green: 255, blue: 0).isLight)
    }
}
