import Testing

@testable import LexiStandIn

/// Requests and questions over HTTP, as a client sees their answers.
@Suite struct RequestAnswerTests {
    private func ask(_ message: String, context: String = "{}") async throws -> WireResponse {
        var response: WireResponse?
        try await withStandIn { standIn in
            response = try await standIn.chat(
                #"{"message":"\#(message)","context":\#(context)}"#)
        }
        return try #require(response)
    }

    @Test func aMeetingIsScheduledAndThenInTheCalendar() async throws {
        try await withStandIn { standIn in
            let made = try await standIn.chat(
                #"{"message":"Vereinbare einen Termin mit ihr am Freitag um 14 Uhr für 45 Minuten","context":{"contact_id":"contact-001"}}"#
            )
            #expect(made.answer.hasPrefix("Eingetragen: **Termin mit Mara Vogt**."))
            #expect(made.answer.contains("- Wann: Freitag, 1. Mai 2026, 14:00 bis 14:45 Uhr\n"))
            let read = try await standIn.chat(#"{"message":"Termine am 1. Mai"}"#)
            #expect(
                read.answer.contains(
                    "- **Termin mit Mara Vogt**: Freitag, 1. Mai 2026, 14:00, 45 Min."))
        }
    }

    @Test(arguments: [
        (
            "Schedule a meeting with Mara Vogt on Wednesday at 10:45",
            "That overlaps **Series B: fee proposal with Mara Vogt** (Wednesday, 29 April 2026, 10:30 to 11:15, Dr. Katharina Brandt). 11:15 would be free on that day. Nothing was scheduled."
        ),
        (
            "Schedule a meeting with Mara Vogt yesterday at 10:00",
            "Sunday, 26 April 2026, 10:00 (UTC) has already passed. Give me a later time. Nothing was scheduled."
        ),
        // The tests' clock stands at 09:15.
        (
            "Termin mit Mara Vogt heute um 9 Uhr",
            "Montag, 27. April 2026, 09:00 Uhr (UTC) ist schon vorbei. Nennen Sie bitte einen späteren Zeitpunkt. Es wurde nichts eingetragen."
        ),
        (
            "Add a note for Zebulon Quux: call back",
            "I know nobody and no company called “Zebulon Quux”, so nothing was written. Give me the name as it is in the CRM, or create the contact there first."
        ),
        (
            "Wer ist für Acme Series B zuständig?",
            "Für **Acme Series B** ist **Dr. Katharina Brandt** zuständig (Partner, Gesellschaftsrecht und M&A, k.brandt@brandtloewe.example)."
        ),
    ])
    func theWholeAnswerIsThis(message: String, answer: String) async throws {
        #expect(try await ask(message).answer == answer)
    }

    @Test(arguments: [
        "Delete the contact Mara Vogt", "Move Acme Series B to negotiation", "Lösche Mara Vogt",
    ])
    func whatLexiDoesNotDoIsSaidWithoutATool(message: String) async throws {
        let response = try await ask(message)
        #expect(!response.body.contains("event: tool_step"))
        #expect(
            response.answer.contains("**nothing was changed**")
                || response.answer.contains("**geändert wurde nichts**"))
    }

    @Test func nothingIsWrittenForAContextThatDoesNotExist() async throws {
        let response = try await ask(
            "Add a note: call back", context: #"{"contact_id":"contact-999"}"#)
        #expect(!response.body.contains("create_note"))
        #expect(response.answer.hasSuffix("So nothing was written."))
    }

    @Test func wordsThatNothingAnswersAreNamed() async throws {
        let answer = try await ask("What is Mara Vogt’s favourite colour?").answer
        #expect(answer.hasSuffix("_On “favourite colour” I found nothing in the CRM._"))
        let other = try await ask("Was wissen wir über Mara Vogt?").answer
        #expect(!other.contains("im CRM nichts gefunden"))
    }

    @Test func aGermanAnswerHasGermanValues() async throws {
        let answer = try await ask(
            "Welche Mandate hat Nordkai?", context: #"{"company_id":"company-001"}"#
        ).answer
        #expect(answer.contains("Branche Logistik"))
        #expect(answer.contains("Arbeitsrecht, offen"))
        for word in ["Employment", "Disputes", "Logistics", " open", "led by"] {
            #expect(!answer.contains(word))
        }
    }

    @Test func onesOwnTasksAreAllOfThem() async throws {
        let answer = try await ask("Zeig mir meine Aufgaben").answer
        #expect(answer.contains("Send engagement letter to Mara Vogt"))
        #expect(answer.firstMatch(of: /### \d+ offene Aufgaben\n/) != nil)
        #expect(!answer.contains("Claire O’Donovan"))
    }

    @Test func overdueFollowUpsAreThoseAlone() async throws {
        let answer = try await ask("Show me overdue follow-ups").answer
        #expect(answer.hasPrefix("### Overdue follow-ups\n"))
        #expect(answer.contains("Send engagement letter to Mara Vogt"))
        #expect(!answer.contains("(in "))
        #expect(!answer.contains("(today)"))
    }

    @Test func aProposalIsDescribedInTheLanguageOfTheRequest() async throws {
        let answer = try await ask("Ändere die Telefonnummer von Mara Vogt auf +49 40 555 0100")
            .answer
        #expect(
            answer.hasPrefix(
                "Das ist vorbereitet und wartet auf Ihre Freigabe: **Telefon von Mara Vogt ändern auf +49 40 555 0100**"
            ))
    }

    @Test func aCompanysMailAsksForThePerson() async throws {
        let response = try await ask("Draft an email to Nordkai")
        #expect(response.answer.hasPrefix("Whom at Nordkai Logistik GmbH is the e-mail to?"))
        #expect(response.answer.contains("- **Mara Vogt**, General Counsel"))
        #expect(!response.body.contains("emails.draft"))
    }
}
