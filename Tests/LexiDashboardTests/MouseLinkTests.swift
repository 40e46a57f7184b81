import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// Links in answers, which a click copies.
@Suite struct MouseLinkTests {
    @Test func `a link is copied, by its text and by its address`() throws {
        var stage = try Stage.withMouse()
        let url = "https://crm.example/n/7?a=1&b=2"
        let copy = [DashboardCore.Request.copy(CopyItem(url, url))]
        #expect(try stage.click("the notes") == copy)
        #expect(try stage.click("notes (h") == copy)
        #expect(try stage.click("?a=1") == copy)
        let plain = "https://crm.example/plain"
        #expect(try stage.click("example/plain") == [.copy(CopyItem(plain, plain))])
        #expect(stage.selection == nil)
        #expect(stage.focus == .conversation)
        stage.core.didCopy(CopyItem(url, url), CopyOutcome(isSent: true))
        #expect(stage.screen().contains("Copied \(url), 31 characters, sent to the terminal's"))
        // The button that goes up does not take the notice away.
        stage.mouse(.release(.left), 3, 3)
        #expect(stage.screen().contains("Copied \(url)"))
        try stage.click(" Conversation ")
        #expect(!stage.screen().contains("Copied \(url)"))
    }

    @Test func `a link that was broken over lines or cut by a table is copied whole, or not`()
        throws
    {
        var stage = try Stage(columns: 40, rows: 24)
        stage.type("Q")
        stage.press(.enter)
        let long = "https://crm.example/" + (1...9).map { "part\($0)" }.joined(separator: "/")
        stage.receive(
            .text(
                delta: """
                    1. [over **two** of the lines of this list](\(long)?q)
                    2. bare \(long) and more
                    3. “https://crm.example/quoted” and [here](https://a.example/1) and \
                    [here](https://a.example/2)
                    4. [evil](https://a.example/&#27;]52;c;eA==&#7;&#10;rm) and ~~no link~~

                    | a | b |
                    |---|---|
                    | [cell](\(long)) | (\(long)x) |
                    """, conversationID: nil),
            .done(creditsRemaining: 7, messageID: nil, conversationID: nil),
            .ended(.completed, terminator: true))
        stage.core.didSetMouse(true, isPossible: true)
        stage.size.rows = 60
        _ = stage.frame()
        func copied(_ requests: [DashboardCore.Request]) -> String? {
            guard case .copy(let item)? = requests.first else { return nil }
            return item.text
        }
        #expect(copied(try stage.click("over two")) == long + "?q")
        #expect(copied(try stage.click("this list")) == long + "?q")
        #expect(copied(try stage.click("part9?q")) == long + "?q")
        let bare = try stage.place("2. bare")
        let second = stage.rows()[(bare.row + 1)...].firstIndex { $0.contains("part") }
        let row = try #require(second)
        #expect(copied(stage.click(8, row)) == long)
        #expect(copied(try stage.click("quoted")) == "https://crm.example/quoted")
        let here = try stage.place("here")
        #expect(copied(stage.click(here.column, here.row)) == "https://a.example/1")
        let other = try stage.place("here (https://a.example/2)")
        #expect(copied(stage.click(other.column, other.row)) == "https://a.example/2")
        let evil = try #require(copied(try stage.click("evil")))
        #expect(evil.hasPrefix("https://a.example/"))
        #expect(evil.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
        #expect(copied(try stage.click("no link")) == nil)
        // In a narrow table's cells there are pieces only.
        for (row, text) in stage.rows().enumerated()
        where text.contains("│") && text.contains("part") {
            for column in 0..<40 {
                let found = copied(stage.click(column, row))
                #expect([nil, long, long + "x", long + "x)"].contains(found), "\(found ?? "")")
            }
        }
    }
}
