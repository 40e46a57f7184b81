import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

@Suite struct CopyTests {
    private static let answer = """
        Acme raised **EUR 40m** in March. It is a long paragraph that the screen has to wrap over \
        more than one of its lines, which the copy must not show.

        - Series B, *proposal*
        - Fleet

        ```swift
        let a = 1
        ```
        """

    private func stage(columns: Int = 80, rows: Int = 24) throws -> Stage {
        var stage = try Stage(columns: columns, rows: rows)
        stage.type("Who is Mara?")
        stage.press(.enter)
        stage.receive(
            .responded(ResponseHead(status: 200, requestID: "req_01JTB6")),
            .thinking(text: "Looking up Mara"), .thinking(text: "She has \"two\" deals"),
            .toolStep(.init(tool: "contacts.get", status: "started")))
        stage.milliseconds = 210
        stage.receive(
            .toolStep(
                .init(tool: "contacts.get", status: "completed", summary: "Read \"Mara\"")),
            .text(delta: Self.answer, conversationID: "c-1"),
            .done(creditsRemaining: 1, messageID: "msg_1", conversationID: nil),
            .ended(.completed, terminator: true))
        _ = stage.frame()
        stage.press(.tab)
        _ = stage.frame()
        return stage
    }

    private func copied(_ requests: [DashboardCore.Request]) -> CopyItem? {
        guard case .copy(let item)? = requests.last else { return nil }
        return item
    }

    @Test func `y copies the answer as it reads, without the wraps of the screen`() throws {
        var stage = try stage()
        let item = copied(stage.press(.character("y")))
        #expect(item?.name == "the answer")
        #expect(
            item?.text == """
                Acme raised EUR 40m in March. It is a long paragraph that the screen has to wrap \
                over more than one of its lines, which the copy must not show.

                - Series B, proposal
                - Fleet

                let a = 1
                """)
    }

    @Test func `Y copies the answer's Markdown`() throws {
        var stage = try stage()
        let item = copied(stage.press(.character("Y")))
        #expect(item == CopyItem("the answer as Markdown", Self.answer))
    }

    @Test func `a selected sentence is copied alone`() throws {
        var stage = try stage()
        stage.press(.character("g"), .character(")"))
        #expect(
            copied(stage.press(.character("y")))
                == CopyItem("the sentence", "Acme raised EUR 40m in March."))
        #expect(
            copied(stage.press(.character("Y")))
                == CopyItem("the sentence", "Acme raised **EUR 40m** in March."))
    }

    @Test func `a step is copied in words and as its JSON line`() throws {
        var stage = try stage()
        stage.press(.tab)
        #expect(
            copied(stage.press(.character("y")))
                == CopyItem(
                    "the step contacts.get", "contacts.get completed 0.21 s: Read \"Mara\""))
        #expect(
            copied(stage.press(.character("Y")))?.text
                == #"{"type":"tool_step","tool":"contacts.get","status":"completed","#
                + #""summary":"Read \"Mara\""}"#)
        stage.press(.enter)
        #expect(copied(stage.press(.character("y")))?.name == "the step contacts.get")
    }

    @Test func `the selected thought or all of them are copied`() throws {
        var stage = try stage()
        stage.press(.tab, .tab)
        #expect(
            copied(stage.press(.character("y")))
                == CopyItem("all thoughts", "Looking up Mara\nShe has \"two\" deals"))
        stage.press(.character("g"))
        #expect(
            copied(stage.press(.character("y"))) == CopyItem("the thought", "Looking up Mara"))
        #expect(
            copied(stage.press(.character("Y")))?.text
                == #"{"type":"thinking","text":"Looking up Mara"}"#)
    }

    @Test func `the list of copies shows sizes and copies what is chosen`() throws {
        var stage = try stage()
        stage.press(.character("c"))
        let screen = stage.screen()
        for name in [
            "the answer", "the answer as Markdown", "code block 1 (swift)", "the question",
            "the step contacts.get", "the step contacts.get as JSON", "all thoughts",
            "the request ID", "the message ID", "the conversation ID",
        ] {
            #expect(screen.contains(name), "\(name)")
        }
        #expect(screen.contains("12 characters"))
        stage.press(.character("j"), .special(.down, []))
        #expect(
            copied(stage.press(.enter)) == CopyItem("code block 1 (swift)", "let a = 1\n"))
        #expect(stage.core.state.overlay == nil)
        stage.press(.character("c"))
        for _ in 1...20 { stage.press(.character("j")) }
        stage.press(.character("k"), .character("k"))
        #expect(copied(stage.press(.enter)) == CopyItem("the request ID", "req_01JTB6"))
        stage.press(.character("c"))
        #expect(stage.press(.escape).isEmpty)
        #expect(stage.core.state.overlay == nil)
    }

    @Test func `every link of the answer is in the list, once`() throws {
        var stage = try Stage(columns: 120, rows: 40)
        stage.type("Where?")
        stage.press(.enter)
        stage.receive(
            .text(
                delta: """
                    ## See [the register](https://example.org/register)

                    As [1] says, and [the notes][notes]; also https://example.org/bare or \
                    [again](https://example.org/register).

                    | firm | page |
                    |---|---|
                    | Acme | [home](https://acme.example/) |

                    - <https://example.org/angle>

                    [1]: https://example.org/one
                    [notes]: https://example.org/notes "Notes"
                    """, conversationID: "c-1"),
            .ended(.completed, terminator: true))
        _ = stage.frame()
        stage.press(.tab)
        _ = stage.frame()
        stage.press(.character("c"))
        guard case .copy(let menu) = stage.core.state.overlay else {
            Issue.record("no list")
            return
        }
        let links = menu.items.filter { $0.name.hasPrefix("link ") }
        #expect(
            links == [
                CopyItem("link 1 (the register)", "https://example.org/register"),
                CopyItem("link 2 (https://example.org/bare)", "https://example.org/bare"),
                CopyItem("link 3 (home)", "https://acme.example/"),
                CopyItem("link 4 (https://example.org/angle)", "https://example.org/angle"),
                // References are shown as written, and so are the addresses that they are to.
                CopyItem("link 5 (https://example.org/one)", "https://example.org/one"),
                CopyItem("link 6 (https://example.org/notes)", "https://example.org/notes"),
            ])
    }

    @Test func `what goes through tmux says so`() throws {
        var stage = try stage()
        var outcome = CopyOutcome(isSent: true)
        outcome.isThroughTmux = true
        stage.core.didCopy(CopyItem("the answer", "äöü"), outcome)
        #expect(
            stage.core.state.notice?.text
                == "Copied the answer, 3 characters, sent to the terminal's clipboard through tmux")
    }

    @Test func `the list of copies scrolls on the smallest screen`() throws {
        var stage = try stage(columns: 40, rows: 10)
        stage.press(.character("c"))
        #expect(!stage.screen().contains("the conv"))
        for _ in 1...20 { stage.press(.character("j")) }
        #expect(stage.screen().contains("the conv"))
    }

    @Test func `an answer without text leaves the question to copy, and no turn nothing`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        _ = stage.frame()
        stage.press(.tab)
        #expect(stage.press(.character("y")).isEmpty)
        #expect(stage.core.state.notice?.text == "There is nothing to copy yet.")
        stage.press(.escape)
        stage.type("Who?")
        stage.press(.enter, .tab)
        #expect(copied(stage.press(.character("y"))) == CopyItem("the question", "Who?"))
    }

    @Test(arguments: [
        (
            CopyOutcome(isSent: true),
            "Copied the answer, 3 characters, sent to the terminal's clipboard",
            Notice.Kind.information
        ),
        (
            CopyOutcome(
                isSent: false, file: .success("/s/copied.txt"), reason: "terminals take 75000 bytes"
            ),
            "Copied the answer, 3 characters, to /s/copied.txt: terminals take 75000 bytes",
            .information
        ),
        (
            CopyOutcome(isSent: true, file: .success("/s/copied.txt")),
            "Copied the answer, 3 characters, sent to the terminal's clipboard and to /s/copied.txt",
            .information
        ),
        (
            CopyOutcome(isSent: false, file: .failure(ExportError(reason: "/s: full"))),
            "Not copied: /s: full", .warning
        ),
    ]) func `the notice says what was copied, how much and where`(
        _ outcome: CopyOutcome, _ text: String, _ kind: Notice.Kind
    ) throws {
        var stage = try stage()
        stage.core.didCopy(CopyItem("the answer", "äöü"), outcome)
        #expect(stage.core.state.notice == Notice(kind, text))
    }

    @Test func `what tmux may keep is told of once`() throws {
        var stage = try stage()
        var outcome = CopyOutcome(isSent: true)
        outcome.isInTmuxsHands = true
        stage.core.didCopy(CopyItem("the answer", "äöü"), outcome)
        let text = "Copied the answer, 3 characters, sent to the terminal's clipboard"
        #expect(
            stage.core.state.notice?.text
                == text + ". If it does not arrive: tmux set -g set-clipboard on")
        stage.core.didCopy(CopyItem("the answer", "äöü"), outcome)
        #expect(stage.core.state.notice?.text == text)
    }
}
