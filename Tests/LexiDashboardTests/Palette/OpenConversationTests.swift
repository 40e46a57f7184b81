import LexiAPI
import LexiDashboard
import LexiScreen
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
        #expect(stage.pressing(.enter) == [.showConversation("conv_1", tab: TabID(2))])
        let tab = stage.core.state.activeTab
        #expect(tab.conversationID == "conv_1" && tab.context == ChatContext(deal: "deal-001"))
        #expect(tab.title == "Acme Series B")
        #expect(stage.screen().contains("Asking for what was said."))
        stage.bring(.messages(conversation, tab: TabID(2)))
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
        guard case .perform(.startTurn(TabID(2), _, let request, nil)) = requests.first else {
            Issue.record("\(requests)")
            return
        }
        #expect(request.conversationID == "conv_1" && request.message == "More")
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
        stage.bring(.messages(conversation, tab: TabID(2)))
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
        stage.bring(.noMessages("offline: nothing answers", tab: TabID(2)))
        let screen = stage.screen()
        #expect(screen.contains("This continues the conversation conv_7."))
        #expect(screen.contains("What was said is not here: offline: nothing answers."))
        #expect(screen.contains("The next message continues it."))
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
