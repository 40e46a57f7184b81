import LexiAPI
import LexiSession
import LexiState
import Testing

@Suite struct DemoDraftTests {
    @Test(arguments: [true, false])
    func `a demo knows no conversation of an earlier one`(_ isDemo: Bool) {
        var driver = Driver(AppState(service: Service(label: "x", isDemo: isDemo)))
        driver.apply(.restore([Draft(text: "And her deals?", conversationID: "c-1")]))
        let tab = driver.state.tabs.first { $0.composer.text == "And her deals?" }
        #expect(tab != nil)
        #expect(tab?.conversationID == (isDemo ? nil : "c-1"))
    }

    @Test func `drafts that are back hide no warning`() {
        var driver = Driver()
        driver.apply(.notify(Notice(.warning, "1 mistake in the settings.")))
        driver.apply(.restore([Draft(text: "Hello")]))
        #expect(
            driver.state.notice
                == Notice(
                    .warning, "1 mistake in the settings. What was not sent last time is back."))
    }
}
