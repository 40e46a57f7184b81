import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// Conversations of the server in the palette, and continued in a tab.
@Suite struct OpenConversationTests {
    private func stage() throws -> Stage { try Stage(columns: 100, rows: 60) }

    @Test func `nobody is asked before they could be shown, and once`() throws {
        var stage = try stage()
        stage.press(.tab)
        #expect(stage.pressing(.character(":")) == [])
        #expect(stage.typing("open ") == [.listConversations])
        #expect(stage.typing("x") == [])
        stage.press(.escape)
        #expect(stage.pressing(.control("p")) == [])
        stage.bring(.list(Stage.conversations))
        stage.press(.escape)
        stage.milliseconds = 30_000
        #expect(stage.pressing(.control("p")) == [])
        stage.press(.escape)
        stage.milliseconds = 90_000
        #expect(stage.pressing(.control("p")) == [.listConversations])
    }

    @Test func `what is told while they are asked for, when they fail and when they are there`()
        throws
    {
        var stage = try stage()
        stage.pressing(.control("p"))
        stage.typing("@")
        #expect(stage.screen().contains("│ Asking for the conversations"))
        stage.bring(.noList("offline: nothing answers"))
        #expect(stage.screen().contains("No conversations: offline: nothing answers."))
        stage.press(.escape)
        #expect(stage.pressing(.control("p")) == [.listConversations])
        stage.typing("@")
        stage.bring(.list(Stage.conversations))
        let list = stage.list()
        #expect(list.count == 3)
        #expect(list[0].hasPrefix("▸ @ Acme Series B"))
        #expect(list[0].contains("2026-04-27, 4 messages, deal-001, conv_1"))
        #expect(list[1].contains("Bad one"))
        #expect(list[2].contains("Untitled"))
        #expect(stage.screen().contains("The latest 3 of 40"))
        stage.press(.escape)
        stage.milliseconds = 90_000
        stage.pressing(.control("p"))
        stage.typing("@")
        stage.bring(.list(Page(items: [])))
        #expect(stage.screen().contains("The server has no conversations yet."))
    }

    @Test func `one is continued in a tab of its own, with what was said`() throws {
        var stage = try stage()
        stage.pressing(.control("p"))
        stage.bring(.list(Stage.conversations))
        stage.typing("acme")
        #expect(stage.pressing(.enter) == [.showConversation("conv_1", tab: ConversationID(2))])
        let tab = stage.core.state.activeTab
        #expect(tab.conversationID == "conv_1" && tab.context == ChatContext(deal: "deal-001"))
        #expect(tab.title == "Acme Series B")
        #expect(stage.screen().contains("Asking for what was said."))
        stage.bring(.recordRead(conversation), of: ConversationID(2))
        let screen = stage.screen()
        #expect(screen.contains("you  2026-04-27 12:40"))
        #expect(screen.contains("Who is Mara?"))
        #expect(screen.contains("lexi  2026-04-27 12:41"))
        #expect(screen.contains("Mara Vogt leads Acme."))
        #expect(screen.contains("And her deals?"))
        #expect(screen.contains("Two."))
        #expect(!screen.contains("\u{1B}"))
        #expect(stage.rows().last?.contains("idle") == true)
        // A question follows, and belongs to the conversation.
        stage.type("More")
        let requests = stage.press(.enter)
        guard case .perform(.ask(let asking)) = requests.first,
            asking.conversation == ConversationID(2), asking.idempotencyKey == nil
        else {
            Issue.record("\(requests)")
            return
        }
        #expect(asking.request.conversationID == "conv_1" && asking.request.message == "More")
        #expect(stage.core.state.activeTab.turns.count == 3)
    }

    @Test func `what was asked meanwhile follows what was said before`() throws {
        var stage = try stage()
        stage.pressing(.control("p"))
        stage.bring(.list(Stage.conversations))
        stage.typing("acme")
        stage.pressing(.enter)
        stage.type("Meanwhile")
        stage.press(.enter)
        _ = stage.screen()
        stage.bring(.recordRead(conversation), of: ConversationID(2))
        let rows = stage.rows()
        let earlier = try #require(rows.firstIndex { $0.contains("Who is Mara?") })
        let later = try #require(rows.lastIndex { $0.contains("Meanwhile") })
        #expect(earlier < later)
    }

    @Test func `it goes on without what was said`() throws {
        var stage = try stage()
        stage.pressing(.control("p"))
        stage.typing("open conv_7")
        stage.pressing(.enter)
        stage.bring(.recordRefused("offline: nothing answers"), of: ConversationID(2))
        let screen = stage.screen()
        #expect(screen.contains("This continues the conversation conv_7."))
        #expect(screen.contains("What was said is not here: offline: nothing answers."))
        #expect(screen.contains("The next message is sent to it all the same."))
    }

    @Test func `one that a tab continues already is gone to`() throws {
        var stage = try stage()
        for _ in 0..<2 {
            stage.pressing(.control("p"))
            stage.bring(.list(Stage.conversations))
            stage.typing("@acme")
            stage.pressing(.enter)
            stage.press(.alt("1"))
        }
        #expect(stage.core.state.tabs.count == 2)
    }

    // MARK: Looking for one

    private static let old = Page(items: [
        ConversationSummary(id: "conv_old", title: "Lease of the harbour office"),
        ConversationSummary(id: "conv_1", title: "Acme Series B"),
    ])

    /// A palette that lists conversations.
    private func listing() throws -> Stage {
        var stage = try stage()
        stage.pressing(.control("p"))
        stage.bring(.list(Stage.conversations))
        return stage
    }

    @Test func `the server is asked for what is typed once the typing pauses`() throws {
        var stage = try listing()
        for character in "@acme" {
            #expect(stage.typing(String(character)) == [])
            stage.milliseconds += 200
        }
        #expect(
            stage.core.sleep(now: at(stage.milliseconds)) ?? .seconds(9) <= .milliseconds(100)
        )
        stage.milliseconds += 99
        #expect(stage.expire() == [])
        stage.milliseconds += 1
        #expect(stage.expire() == [.searchConversations("acme")])
        #expect(stage.screen().contains("Asking the server for more"))
        stage.bring(.found(Self.old, words: "acme"))
        let list = stage.list()
        #expect(list.count == 2)
        #expect(list[0].hasPrefix("▸ @ Acme Series B"))
        // The server has found it in the messages.
        #expect(list[1].contains("Lease of the harbour office"))
        #expect(stage.screen().contains("The server finds 2"))
        // Neither moving nor waiting asks again.
        stage.pressing(.special(.down, []))
        stage.milliseconds += 10_000
        #expect(stage.expire() == [])
        #expect(stage.pressing(.enter) == [.showConversation("conv_old", tab: ConversationID(2))])
    }

    @Test func `an answer for other words comes too late`() throws {
        var stage = try listing()
        stage.typing("@le")
        stage.milliseconds += 300
        #expect(stage.expire() == [.searchConversations("le")])
        stage.typing("x")
        stage.milliseconds += 300
        #expect(stage.expire() == [.searchConversations("lex")])
        stage.bring(.found(Self.old, words: "le"))
        #expect(!stage.screen().contains("harbour"))
        stage.bring(.notFound("offline: no", words: "le", isRefused: false))
        #expect(stage.screen().contains("Asking the server"))
        stage.bring(.found(Page(items: []), words: "lex"))
        #expect(stage.screen().contains("The server finds 0"))
        #expect(!stage.screen().contains("The one with this ID"))
    }

    @Test(arguments: [
        ("acmo", false), ("Größe7", false), ("conv_7", true), ("conv-old", true),
        ("0b4c1a527a7e4b1f9a552f1f6f0f7a10", true),
    ]) func `what looks like an ID, and no word, is offered as one`(
        text: String, isOffered: Bool
    ) throws {
        for beginning in ["@", ":open "] {
            var stage = try listing()
            stage.typing(beginning + text)
            #expect(stage.screen().contains("The one with this ID") == isOffered)
        }
    }

    @Test func `an empty list says what the server is doing about it`() throws {
        var stage = try listing()
        stage.typing("@acmo")
        #expect(stage.screen().contains("Asking the server once you pause"))
        stage.milliseconds += 300
        #expect(stage.expire() == [.searchConversations("acmo")])
        #expect(stage.screen().contains("│ Asking the server "))
        stage.bring(.notFound("offline: no", words: "acmo", isRefused: false))
        #expect(stage.screen().contains("Not looked for by the server: offline: no"))
        // A single letter is in all of them: that is not asked.
        stage.press(.escape)
        stage.pressing(.control("p"))
        stage.typing("@q")
        #expect(!stage.screen().contains("Asking the server"))
    }

    @Test func `a server that refuses is not asked again before the next opening`() throws {
        var stage = try listing()
        stage.typing("@le")
        stage.milliseconds += 300
        #expect(stage.expire() == [.searchConversations("le")])
        stage.bring(.notFound("rate_limited: Later", words: "le", isRefused: true))
        #expect(stage.screen().contains("Not looked for by the server: rate_limited: Later"))
        stage.typing("ase")
        stage.milliseconds += 300
        #expect(stage.expire() == [])
        stage.press(.escape)
        stage.pressing(.control("p"))
        stage.typing("@lease")
        stage.milliseconds += 300
        #expect(stage.expire() == [.searchConversations("lease")])
    }

    @Test func `where the list is refused nothing is looked for`() throws {
        var stage = try stage()
        stage.pressing(.control("p"))
        stage.bring(.noList("insufficient_permissions: No"))
        stage.typing("@lease")
        stage.milliseconds += 300
        #expect(stage.expire() == [])
    }

    @Test func `words for something else are not looked for among conversations`() throws {
        var stage = try listing()
        stage.typing("lease")
        stage.milliseconds += 300
        #expect(stage.expire() == [])
        stage.press(.escape)
        stage.pressing(.control("p"))
        stage.typing("@lease")
        stage.press(.escape)
        stage.milliseconds += 300
        #expect(stage.expire() == [])
    }

    // MARK: Where its name comes from

    private func continuing(_ id: String?, drafts: [Draft] = []) throws -> Stage {
        var stage = try Stage(columns: 140, rows: 40)
        var state = AppState(
            service: Service(label: "h", isDemo: false), conversationID: id)
        _ = reduce(&state, .restore(drafts))
        stage.core = DashboardCore(
            state: state,
            preferences: Preferences(look: Look(theme: try ThemeLibrary.theme(named: "dark"))))
        return stage
    }

    @Test func `a conversation that the command line names comes with what was said`() throws {
        var stage = try continuing("conv_1")
        #expect(stage.core.begin() == [.showConversation("conv_1", tab: ConversationID(1))])
        #expect(stage.core.begin() == [])
        #expect(stage.screen().contains("Asking for what was said."))
        stage.bring(.recordRead(conversation), of: ConversationID(1))
        #expect(stage.screen().contains("Who is Mara?"))
        #expect(stage.expire() == [])
    }

    @Test func `that of a draft comes when its tab is shown`() throws {
        var stage = try continuing(
            nil, drafts: [Draft(text: "One"), Draft(text: "Two", conversationID: "conv_2")])
        #expect(stage.core.begin() == [])
        #expect(stage.press(.alt("2")) == [.showConversation("conv_2", tab: ConversationID(2))])
        stage.bring(.recordRefused("conversation_not_found: gone"), of: ConversationID(2))
        #expect(stage.screen().contains("What was said is not here: conversation_not_found: gone."))
        #expect(stage.press(.alt("1"), .alt("2")) == [])
    }

    @Test func `the tools of the record are shown, and only what it has not is missing`() throws {
        var stage = try continuing("conv_1")
        _ = stage.core.begin()
        var conversation = conversation
        conversation.messages[1] = ConversationMessage(
            role: "tool", content: "Read Mara Vogt", toolName: "contacts.get")
        conversation.messages[2].toolCalls = .array([
            .object([
                .init("name", .string("contacts.get")),
                .init("arguments", .object([.init("id", .string("contact-007"))])),
            ]),
            .object([.init("function", .object([.init("name", .string("deals.list"))]))]),
        ])
        stage.bring(.recordRead(conversation), of: ConversationID(1))
        #expect(stage.screen().contains("The server's record of this answer"))
        // The turn before, whose record has some.
        let steps = stage.core.state.activeTab.turns[0].steps
        #expect(steps.map(\.tool) == ["contacts.get", "deals.list"])
        #expect(steps.map(\.state) == [.completed, .unfinished])
        #expect(steps[0].summary == "Read Mara Vogt")
        #expect(steps[0].arguments == #"{"id":"contact-007"}"#)
        #expect(stage.core.state.activeTab.turns[1].steps.isEmpty)
    }

    @Test func `what another service answers is not taken for this one's`() throws {
        var stage = try continuing("conv_1")
        _ = stage.core.begin()
        stage.didSignIn(
            .success(
                SignedIn(
                    service: Service(label: "demo", isDemo: true),
                    notice: Notice(.information, "Done"))))
        stage.bring(.recordRead(conversation), of: ConversationID(1))
        #expect(stage.core.state.activeTab.turns.isEmpty)
    }

    private var conversation: Conversation {
        Conversation(
            summary: Stage.conversations.items[0],
            messages: [
                ConversationMessage(
                    role: "user", content: "Who is Mara?",
                    createdAt: Timestamp("2026-04-27T12:40:00Z")),
                ConversationMessage(role: "tool", content: "contacts.get", toolName: "x"),
                ConversationMessage(
                    role: "assistant", content: "Mara **Vogt**\u{1B}[31m leads Acme.",
                    createdAt: Timestamp("2026-04-27T12:41:00Z")),
                ConversationMessage(role: "user", content: "And her deals?"),
                ConversationMessage(role: "assistant", content: "Two."),
            ])
    }
}
