import Foundation
import Testing

@testable import LexiStandIn

@Suite struct ConversationTests {
    @Test func aFollowUpKnowsWhoIsMeant() async throws {
        try await withStandIn { standIn in
            let first = try await standIn.chat(#"{"message":"Who is Mara Vogt?"}"#)
            let id = try #require(first.member("conversation_id"))
            let second = try await standIn.chat(
                #"{"message":"and her deals?","conversation_id":"\#(id)"}"#)
            #expect(!second.body.contains("\"conversation_id\""))
            #expect(second.answer.contains("### 2 open deals, EUR 170,000"))
            #expect(!second.answer.contains("Latest notes"))
        }
    }

    @Test func conversationsAndTheKeyOutliveARestart() async throws {
        let folder = try TestFolder()
        let path = folder.databasePath
        var id = ""
        var key = ""
        try await withStandIn(.instant(databasePath: path)) { standIn in
            key = standIn.apiKey
            let first = try await standIn.chat(#"{"message":"Wer ist Jonas Keller?"}"#)
            id = try #require(first.member("conversation_id"))
            #expect(first.creditsRemaining == 97)
        }
        try await withStandIn(.instant(databasePath: path)) { standIn in
            #expect(standIn.apiKey == key)
            #expect(key.wholeMatch(of: /wbk_live_[a-z0-9]{32}/) != nil)
            let second = try await standIn.chat(
                #"{"message":"und seine Aufgaben?","conversation_id":"\#(id)"}"#)
            #expect(second.answer.contains("Ask Jonas Keller for the missing patent assignments"))
            #expect(second.creditsRemaining == 95)
        }
    }

    @Test func anUnknownContextIdIsSaidPlainly() async throws {
        try await withStandIn { standIn in
            let response = try await standIn.chat(
                #"{"message":"Who is she?","context":{"contact_id":"contact-999"}}"#)
            #expect(
                response.body.contains(
                    """
                    event: tool_step
                    data: {"tool": "contacts.get", "status": "completed", "summary": "No contact with id contact-999"}
                    """))
            #expect(
                response.answer
                    == "There is no contact with the id `contact-999` in this workspace.")
        }
    }

    @Test func aTaskThatIsAskedForIsReallyInTheDatabase() async throws {
        try await withStandIn { standIn in
            let made = try await standIn.chat(
                #"{"message":"Create a task to call Mara Vogt tomorrow"}"#)
            #expect(
                made.answer
                    == "Created the task **Call Mara Vogt**, due 28 April 2026 (tomorrow), assigned to Dr. Katharina Brandt. It is linked to Mara Vogt."
            )
            let list = try await standIn.chat(#"{"message":"Open tasks of Mara Vogt"}"#)
            #expect(list.answer.contains("### 3 open tasks"))
            #expect(list.answer.contains("- **Call Mara Vogt**: due 28 April 2026 (tomorrow)"))
        }
    }

    @Test func aConversationMayGoOnAfterAnAnswerWasBrokenOff() async throws {
        let clock = GateClock(passing: 6)
        let (logger, lines) = LogCapture.make()
        var configuration = StandInConfiguration.instant()
        configuration.pace = .human
        try await withStandIn(configuration, logger: logger, clock: clock) { standIn in
            var client: WireClient? = try WireClient(port: standIn.port)
            try client?.send(standIn.chatRequest(#"{"message":"Mara Vogt's phone number?"}"#))
            let broken = WireResponse(
                try #require(try await client?.read(until: "conversation_id\": \"") ?? nil))
            client = nil
            _ = await lines.first { $0.contains("outcome=incomplete") }
            clock.open()
            let id = try #require(broken.member("conversation_id"))
            let next = try await standIn.chat(
                #"{"message":"What did you say about Mara?","conversation_id":"\#(id)","allow_tools":false}"#
            )
            #expect(next.answer.contains("> **Mara Vogt**"))
        }
    }

    @Test(arguments: [
        ("Short one", "Short one"),
        ("  two\nlines ", "two lines"),
        (
            "What do we know about the long history of the demurrage dispute in Hamburg?",
            "What do we know about the long history of the demurrage…"
        ),
    ])
    func aConversationIsNamedAfterItsFirstMessage(message: String, title: String) {
        #expect(Conversations.title(from: message) == title)
    }
}
