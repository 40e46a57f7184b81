import Testing

@testable import LexiStandIn

/// What a message asks to be done, as it is read.
@Suite struct RequestTests {
    @Test(arguments: [
        ("Schedule a meeting with Mara Vogt next Tuesday at 10:00", "2026-04-28", "10:00", 0),
        ("Vereinbare einen Termin mit Mara Vogt am Donnerstag um 14 Uhr", "2026-04-30", "14:00", 0),
        (
            "Book time with Mara Vogt on 2026-12-01 at 9:15 for 45 minutes", "2026-12-01", "09:15",
            45
        ),
        ("Set up a call with Mara Vogt tomorrow at 3pm for an hour", "2026-04-28", "15:00", 60),
        (
            "Lege einen Termin mit Mara Vogt am 1. Dezember um 10 Uhr 30 an", "2026-12-01", "10:30",
            0
        ),
        (
            "Kannst du morgen um 9:30 für eine halbe Stunde einen Termin mit Mara Vogt ansetzen?",
            "2026-04-28", "09:30", 30
        ),
        ("Termin mit Mara Vogt am 04.05.2026 um 11 Uhr", "2026-05-04", "11:00", 0),
        ("Plan a lunch with Mara Vogt on December 1 at noon", "2026-12-01", "12:00", 0),
    ])
    func aMeetingIsReadWithItsDayTimeAndLength(
        message: String, day: String, time: String, minutes: Int
    ) {
        let expected = Question.MeetingDraft(
            topic: nil, day: CalendarDay(iso: day), time: ClockTime(time),
            minutes: minutes == 0 ? nil : minutes, location: nil)
        #expect(question(message).action == .schedule(expected))
    }

    @Test func aMeetingHasATopicAndAPlace() {
        #expect(
            question("Schedule a call with Mara Vogt on Friday at 15:00 via Teams about the fee")
                .action
                == .schedule(
                    .init(
                        topic: "Fee", day: CalendarDay(iso: "2026-05-01"), time: ClockTime("15:00"),
                        minutes: nil, location: "Teams")))
    }

    @Test(arguments: [
        "Schedule a meeting with Mara Vogt tomorrow at 25:00",
        "Schedule a meeting with Mara Vogt tomorrow",
    ])
    func aTimeThatIsNoneStaysOpen(message: String) {
        #expect(
            question(message).action
                == .schedule(
                    .init(
                        topic: nil, day: CalendarDay(iso: "2026-04-28"), time: nil, minutes: nil,
                        location: nil)))
    }

    @Test(arguments: [
        ("Draft an e-mail to Mara Vogt about the fee proposal", "the fee proposal", ""),
        ("Schreibe Mara Vogt eine E-Mail über das Honorar", "das Honorar", ""),
        ("Send Mara an email", "", ""),
        (
            "Write Jonas Keller a mail: The patent assignments are missing.", "",
            "The patent assignments are missing."
        ),
    ])
    func aMailIsReadWithItsTopicOrItsText(message: String, topic: String, text: String) {
        #expect(
            question(message).action
                == .draftEmail(
                    .init(topic: topic.isEmpty ? nil : topic, text: text.isEmpty ? nil : text)))
    }

    @Test(arguments: [
        "Delete the contact Mara Vogt", "Lösche Mara Vogt", "Move Acme Series B to negotiation",
        "Mark the task as done", "Kannst du Mara Vogt bitte anrufen?", "Cancel the meeting",
        "Verschiebe den Termin auf Montag", "Send the invoice to Mara Vogt",
        "Starte die Kampagne Quux",
    ])
    func whatLexiDoesNotDoIsNoQuestion(message: String) {
        #expect(question(message).action == .decline)
    }

    @Test(arguments: [
        "Is there a new task?", "When did we schedule the meeting with Mara Vogt?",
        "Update on Acme Series B", "Which meetings are on Thursday?", "Wer schreibt die Notiz?",
        "What did Mara write in her last email?",
    ])
    func aQuestionAboutThingsMakesNone(message: String) {
        #expect(question(message).action == .inform)
    }

    @Test(arguments: [
        "Create a task to schedule a meeting with Mara Vogt",
        "Erstelle eine Aufgabe: Termin mit Mara Vogt vereinbaren",
        "Remind me to delete the draft",
    ])
    func theFirstThingNamedIsTheOneThatIsMade(message: String) {
        guard case .createTask = question(message).action else {
            Issue.record("\(question(message).action)")
            return
        }
    }

    @Test(arguments: [
        ("Add a note for Zebulon Quux: call back", "Zebulon Quux"),
        ("Add a note for Zebulon Quux: wants a memo", "Zebulon Quux"),
        ("Termin mit Quux morgen um 10 Uhr", "Quux"),
        ("Schreib eine Mail an Herrn Quux über das Honorar", "Quux"),
        ("Schedule a meeting with Zebulon tomorrow at 10:00", "Zebulon"),
    ])
    func somebodyUnknownIsSeenBeforeAnythingIsWritten(message: String, name: String) {
        #expect(question(message).unknownName == name)
    }

    @Test(arguments: [
        "Notiz zu Mara Vogt: Rückruf", "Notiz zur Rechnung: ist bezahlt",
        "Create a task to call Zebulon Quux", "Who works with Zebulon Quux?",
    ])
    func nobodyUnknownIsSeenWhereNobodyIsNamed(message: String) {
        #expect(question(message).unknownName == nil)
    }

    @Test func recordsAreKnownByTheirIds() {
        #expect(
            question("Vergleiche deal-001 und deal-003").subjects.map(\.reference) == [
                EntityReference(.deal, "deal-001"), EntityReference(.deal, "deal-003"),
            ])
    }
}
