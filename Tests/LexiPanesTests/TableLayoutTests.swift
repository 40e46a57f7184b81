import LexiScreen
import Testing

@testable import LexiPanes

@Suite struct TableLayoutTests {
    private func lines(_ markdown: String, _ width: Int) -> [String] {
        guard let block = MarkdownParser.parse(markdown[...]).first?.block else { return [] }
        return MarkdownLayout(width: width, glyphs: .ascii).lines(block).map {
            $0.spans.map(\.text).joined()
        }
    }

    private let deals = """
        | Deal | Contact | Note |
        | :--- | ---: | :---: |
        | Acme Series B participation | Mara Vogt | proposal sent on Monday |
        | Fleet | Jan | lead |

        """

    @Test func `a table that fits takes its own width`() {
        #expect(
            lines(deals, 80) == [
                "Deal                        |   Contact |          Note          ",
                "----------------------------+-----------+------------------------",
                "Acme Series B participation | Mara Vogt | proposal sent on Monday",
                "Fleet                       |       Jan |          lead          ",
            ])
    }

    @Test func `the widest columns give way, and words stay whole`() {
        #expect(
            lines(deals, 46) == [
                "Deal             |   Contact |      Note      ",
                "-----------------+-----------+----------------",
                "Acme Series B    | Mara Vogt |  proposal sent ",
                "participation    |           |    on Monday   ",
                "Fleet            |       Jan |      lead      ",
            ])
        #expect(
            lines(deals, 35) == [
                "Deal          |  Contact |   Note  ",
                "--------------+----------+---------",
                "Acme Series B |     Mara | proposal",
                "participation |     Vogt | sent on ",
                "              |          |  Monday ",
                "Fleet         |      Jan |   lead  ",
            ])
    }

    @Test func `a table that cannot fit is a block a row`() {
        #expect(
            lines(deals, 24) == [
                "Deal: Acme Series B", "  participation", "Contact: Mara Vogt",
                "Note: proposal sent on", "  Monday", "", "Deal: Fleet", "Contact: Jan",
                "Note: lead",
            ])
    }

    @Test func `wide characters and addresses are fitted too`() {
        #expect(
            lines("| 名前 | URL |\n|---|---|\n| 株式会社みらい電機 | https://a.example/deals/acme |\n", 34)
                == [
                    "名前             | URL            ",
                    "-----------------+----------------",
                    "株式会社みらい電 | https://a.     ",
                    "機               | example/deals/ ",
                    "                 | acme           ",
                ])
    }

    @Test(arguments: 1...60) func `no line is wider than the width`(width: Int) {
        guard let block = MarkdownParser.parse(deals[...]).first?.block else { return }
        for line in MarkdownLayout(width: width, glyphs: .unicode).lines(block) {
            #expect(line.columns <= width)
        }
    }

    @Test func `a table with nothing but a header shows it at any width`() {
        #expect(lines("| one | two |\n|---|---|\n", 20) == ["one | two", "----+----"])
        #expect(lines("| one | two |\n|---|---|\n", 5) == ["one", "two"])
    }
}
