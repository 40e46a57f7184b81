import LexiAPI
import LexiSession
import LexiState
import Testing

@Suite struct ConversationExportTests {
    @Test func `a broken and a tried-again answer are exported as what they are`() {
        var driver = Driver(
            AppState(
                service: Service(label: "demo", isDemo: true),
                context: ChatContext(contact: "contact-001"), allowTools: true))
        driver.send("Who is Mara?\nAnd her deals?")
        driver.receive(.requested(driver.turn.request, idempotencyKey: "k"), at: 0)
        driver.receive(.responded(ResponseHead(status: 200, requestID: "req_1")), at: 10)
        driver.receive(.thinking(text: "Looking"), at: 250)
        driver.receive(.toolStep(.init(tool: "contacts.get", status: "started")), at: 300)
        driver.receive(
            .toolStep(.init(tool: "contacts.get", status: "completed", summary: "Read Mara")),
            at: 510)
        driver.receive(.toolStep(.init(tool: "deals.list", status: "started")), at: 600)
        driver.receive(.text(delta: "Mara Vogt\u{1B}[31m heads", conversationID: "c-1"), at: 700)
        driver.receive(
            .failed(Failure(code: .network, message: "The connection was reset.")), at: 800)
        driver.receive(.ended(.incomplete, terminator: false), at: 800)
        driver.apply(.retry, at: 1_000)
        driver.receive(.responded(ResponseHead(status: 200, requestID: "req_2")), at: 1_010)
        driver.receive(.text(delta: "Mara Vogt heads legal.", conversationID: "c-1"), at: 1_100)
        driver.receive(
            .done(creditsRemaining: 4840, messageID: "m", conversationID: nil), at: 1_200)
        driver.receive(.ended(.completed, terminator: true), at: 1_200)

        let export = ConversationExport(
            driver.state.activeTab, service: driver.state.service, now: at(60_000))
        #expect(export.fileName == "lexi-20260428-1241-who-is-mara.md")
        #expect(
            export.text == """
                # Who is Mara?

                Exported from lexi (demo) on 2026-04-28 12:41 UTC. Conversation `c-1`.

                ## You, 2026-04-28 12:40 UTC

                Who is Mara?
                And her deals?

                Context: contact `contact-001`

                ### Thinking

                - 0.25 s Looking

                ### Tools

                - `contacts.get` completed in 0.21 s: Read Mara
                - `deals.list` unfinished in 0.20 s

                ## Lexi, attempt 1: incomplete, partial answer

                Mara Vogt heads

                > network: The connection was reset.

                Request `req_1`.

                ## Lexi, attempt 2: completed

                Mara Vogt heads legal.

                Request `req_2`.

                4840 credits remaining.

                """)
    }

    @Test func `an answer that still runs is exported as partial`() {
        var driver = Driver()
        driver.send("株式会社 / ../../etc")
        driver.receive(.text(delta: "Half", conversationID: nil), at: 100)
        let export = ConversationExport(
            driver.state.activeTab, service: driver.state.service, now: at(0))
        #expect(export.fileName == "lexi-20260428-1240-etc.md")
        #expect(export.text.contains("## Lexi: still running, partial answer\n\nHalf\n"))
        #expect(export.text.contains("The conversation has no ID."))
    }

    @Test(arguments: [
        (-62_135_596_800, "0001-01-01 00:00"), (-1, "1969-12-31 23:59"), (0, "1970-01-01 00:00"),
        (951_782_400, "2000-02-29 00:00"), (1_709_164_800, "2024-02-29 00:00"),
        (4_107_542_399, "2100-02-28 23:59"), (4_107_542_400, "2100-03-01 00:00"),
        (1e18, "9999-12-31 23:59"),
    ]) func `times are those of the calendar`(_ seconds: Double, _ text: String) {
        var driver = Driver()
        driver.send("x")
        let export = ConversationExport(
            driver.state.activeTab, service: driver.state.service,
            now: Instant(nanoseconds: 0, unixSeconds: seconds))
        #expect(export.text.contains("on \(text) UTC."))
    }
}
