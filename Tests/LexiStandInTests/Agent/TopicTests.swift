import Testing

@testable import LexiStandIn

/// What a question is about, as it is read.
@Suite struct TopicTests {
    @Test(arguments: [
        ("Was ist offen?", [Question.Topic.deals, .tasks, .matters]),
        ("What is open?", [.deals, .tasks, .matters]),
        ("Who is responsible for Acme Series B?", [.colleagues]),
        ("Who owns the Acme deal?", [.colleagues]),
        ("Welche Mandate leitet James Whitfield?", [.matters]),
        ("Who is on our team?", [.colleagues]),
        ("What changed in our deals lately?", [.history]),
        ("Was ist mit Mara Vogt zuletzt passiert?", [.history]),
        ("When did we last speak to Mara Vogt?", [.history]),
        ("What is due by Friday?", [.tasks]),
        ("Was steht heute an?", [.tasks, .meetings]),
        ("overdue follow-ups", [.followUps]),
        ("urgent tasks", [.tasks]),
    ])
    func aQuestionHasItsTopics(message: String, topics: [Question.Topic]) {
        #expect(question(message).topics == topics)
    }

    @Test(arguments: [
        ("meetings on Thursday", "2026-04-30", "2026-04-30"),
        ("Termine am Donnerstag", "2026-04-30", "2026-04-30"),
        ("meetings on 2026-05-04", "2026-05-04", "2026-05-04"),
        ("Termine am 4. Mai", "2026-05-04", "2026-05-04"),
        ("What is due by Friday?", "2026-04-27", "2026-05-01"),
        ("meetings last Monday", "2026-04-20", "2026-04-20"),
        ("meetings last week", "2026-04-20", "2026-04-26"),
        ("Termine letzte Woche", "2026-04-20", "2026-04-26"),
        ("What changed yesterday?", "2026-04-26", "2026-04-26"),
        ("What changed in the last 14 days?", "2026-04-13", "2026-04-27"),
        ("Was geschah letzten Monat?", "2026-03-01", "2026-03-31"),
    ])
    func aPeriodIsRead(message: String, first: String, last: String) {
        let period = question(message).filter.period
        #expect(period?.first == CalendarDay(iso: first))
        #expect(period?.last == CalendarDay(iso: last))
    }

    @Test(arguments: ["Version 1.2. of the draft", "may we see 5 deals", "Donau fleet"])
    func whatIsNoDateIsNotTakenForOne(message: String) {
        #expect(WrittenDate.first(in: message, today: testDay) == nil)
    }

    @Test func aStageIsReadInBothLanguages() {
        #expect(question("Deals in der Phase Angebot").dealStage == "proposal")
        #expect(question("deals in negotiation").dealStage == "negotiation")
        #expect(question("Deals in der Phase Angebot").language == .german)
    }
}
