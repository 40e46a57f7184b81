import LexiAPI
import LexiSession
import LexiState
import Testing

/// An API key that is pasted where a name belongs is neither shown nor used.
@Suite struct PastedKeyTests {
    private static let key = "wbk_live_0123456789abcdefghij"

    @Test func `no conversation has its name`() {
        var driver = Driver()
        let effects = driver.apply(
            .conversations(.open(id: Self.key, title: nil, context: ChatContext())))
        #expect(effects == [] && driver.state.tabs.count == 1)
        #expect(driver.state.activeTab.conversationID == nil)
        #expect(driver.state.notice?.kind == .warning)
    }

    @Test func `the form of the context takes it out`() {
        var driver = Driver()
        driver.apply(.openContext)
        driver.apply(.contextEditor(.edit(.insert("contact-1"))))
        driver.apply(.contextEditor(.next))
        driver.apply(.contextEditor(.edit(.paste(" \(Self.key)\n", isLast: true))))
        #expect(driver.state.notice?.kind == .warning)
        driver.apply(.contextEditor(.accept))
        #expect(driver.state.activeTab.context == ChatContext(contact: "contact-1"))
    }

    @Test func `a command sets no context with it`() {
        var driver = Driver()
        driver.apply(.setContext(ChatContext(contact: "c", page: Self.key), allowTools: true))
        #expect(driver.state.activeTab.context == ChatContext())
        #expect(driver.state.notice?.kind == .warning)
    }
}
