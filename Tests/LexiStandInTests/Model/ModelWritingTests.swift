import LexiTesting
import Testing

@testable import LexiStandIn

@Suite(.timeLimit(.minutes(5))) struct ModelWritingTests {
    @Test func `a note the model makes is the user's and hangs on a record`() async throws {
        let call = ModelWire.calling(
            "create_note",
            #"{\"title\":\"Call\",\"content\":\"She called.\",\"contact_id\":\"contact-001\"}"#)
        try await withModel(
            [ModelWire.script(call), ModelWire.script(ModelWire.saying("Noted."))]
        ) { standIn, _ in
            let response = try await standIn.chat(#"{"message":"Note that she called"}"#)
            #expect(response.body.contains("\"summary\": \"Created note “Call”\""))
            let notes = try await standIn.call("GET", "/v1/contacts/contact-001/notes")
            #expect(notes.body.contains("She called."))
        }
    }

    @Test func `nothing is hung on a record that does not exist or is another workspace's`()
        async throws
    {
        let call = ModelWire.calling(
            "create_task", #"{\"title\":\"Call\",\"contact_id\":\"contact-999\"}"#)
        try await withModel(
            [ModelWire.script(call), ModelWire.script(ModelWire.saying("No."))]
        ) { standIn, server in
            let response = try await standIn.chat(#"{"message":"Remind me"}"#)
            #expect(
                response.body.contains(
                    "\"status\": \"completed\", \"summary\": \"There is no contact with the id contact-999\""
                ))
            #expect(
                try server.messages(1).last?["content"]?.text
                    == "There is no contact with the id contact-999")
            #expect(response.creditsRemaining == 99)
        }
    }

    @Test func `what needs approval becomes a task that waits`() async throws {
        let call = ModelWire.calling(
            "propose_task",
            #"{\"type\":\"contact_update\",\"description\":\"Change her phone\",\"contact_id\":\"contact-001\",\"field\":\"phone\",\"value\":\"+49 1\"}"#
        )
        try await withModel(
            [ModelWire.script(call), ModelWire.script(ModelWire.saying("It waits."))]
        ) { standIn, _ in
            let response = try await standIn.call(
                "POST", "/v1/lexi/chat", #"{"message":"Change her phone"}"#)
            #expect(response.body.contains(#""requires_approval":true"#))
            let tasks = try await standIn.call("GET", "/v1/lexi/tasks")
            #expect(tasks.body.contains(#""changes":{"phone":"+49 1"}"#))
            #expect(tasks.body.contains("Change her phone"))
        }
    }

    @Test func `a turn that is repeated makes nothing twice`() async throws {
        let note = ModelWire.calling(
            "create_note", #"{\"title\":\"Call\",\"content\":\"She called once.\"}"#)
        try await withModel([
            ModelWire.script(note), [.readRequest, .close],
            ModelWire.script(note), ModelWire.script(ModelWire.saying("Noted.")),
        ]) { standIn, _ in
            let key = "Idempotency-Key: 5f0c1d52-3a7e-4b1f-9a55-2f1f6f0f7a10"
            let first = try await standIn.chat(#"{"message":"Note it"}"#, headers: [key])
            #expect(first.body.contains("event: error"))
            let second = try await standIn.chat(#"{"message":"Note it"}"#, headers: [key])
            #expect(second.body.contains("Already created “Call”"))
            #expect(second.answer == "Noted.")
        }
    }
}
