import Testing

@testable import LexiStandIn

/// Questions that narrow a list down, or name what does not exist, as a person types them.
@Suite struct FilterAnswerTests {
    private func ask(_ message: String) async throws -> WireResponse {
        var response: WireResponse?
        try await withStandIn { standIn in
            response = try await standIn.chat(#"{"message":"\#(message)"}"#)
        }
        return try #require(response)
    }

    @Test(arguments: [
        "Which deals are above EUR 100,000?", "deals over 100k euros",
        "Welche Deals liegen über 100.000 EUR?", "open deals worth more than €100,000",
    ])
    func dealsAboveAnAmount(message: String) async throws {
        let response = try await ask(message)
        #expect(response.answer.contains("Rheinland office portfolio sale"))
        #expect(response.answer.contains("Tessera e-money licence"))
        #expect(!response.answer.contains("Tessera merchant terms review"))
        #expect(!response.answer.contains("みらい電機"))
        #expect(!response.body.contains("I know no record called"))
    }

    @Test(arguments: ["deals below EUR 20,000", "Deals unter 20.000 Euro"])
    func dealsBelowAnAmount(message: String) async throws {
        let answer = try await ask(message).answer
        #expect(answer.contains("Tessera merchant terms review"))
        #expect(!answer.contains("Rheinland office portfolio sale"))
    }

    @Test(arguments: [
        (
            "deals between EUR 50,000 and EUR 60,000",
            "between EUR 50,000 and EUR 60,000"
        ),
        ("Deals zwischen 50.000 und 60.000 EUR", "zwischen 50.000 EUR und 60.000 EUR"),
        ("deals between 50k and 60k euros", "between EUR 50,000 and EUR 60,000"),
    ])
    func dealsBetweenTwoAmounts(message: String, words: String) async throws {
        let answer = try await ask(message).answer
        #expect(answer.contains(words))
        #expect(answer.contains("Acme Series B"))
        #expect(!answer.contains("Rheinland office portfolio sale"))
    }

    @Test func twoUnknownWordsAreBothNamed() async throws {
        let answer = try await ask("tasks of Zebulon and meetings of Quux").answer
        #expect(answer.contains("I know nothing called “Zebulon” and “Quux”"))
    }

    @Test func aPeriodIsNoPointerToEarlierRecords() {
        let earlier = [EntityReference(.deal, "deal-001")]
        let question = question("Which deals are due this month?", earlier: earlier)
        #expect(question.subjects.isEmpty)
        #expect(question.filter.period?.first == CalendarDay(iso: "2026-04-01"))
        #expect(question.filter.period?.last == CalendarDay(iso: "2026-04-30"))
    }

    @Test(arguments: ["deals over 30 days old", "Guten Morgen", "matters from 2026"])
    func whatIsNoLimitIsNotTakenForOne(message: String) {
        #expect(question(message).filter.isEmpty)
    }

    @Test func dealsInACurrency() async throws {
        let answer = try await ask("open deals in CHF").answer
        #expect(answer.contains("Falkenstein wealth platform"))
        #expect(!answer.contains("EUR"))
    }

    @Test(arguments: ["Which deals close this month?", "Welche Deals sind diesen Monat fällig?"])
    func dealsOfAPeriodGoByTheirNextFollowUp(message: String) async throws {
        let answer = try await ask(message).answer
        #expect(answer.contains("### "))
        #expect(answer.contains("April 2026") || answer.contains(". April"))
        #expect(!answer.contains("May 2026"))
        #expect(!answer.contains(". Mai "))
    }

    @Test func aDealThatDoesNotExistIsSaidWithWhatThereIs() async throws {
        let answer = try await ask("Tell me about the unicorn merger deal").answer
        #expect(
            answer.hasPrefix("There is no open deal called “unicorn merger”; 20 others are open."))
    }

    @Test func aDealThatDoesNotExistIsSaidInGerman() async throws {
        let answer = try await ask("Was wissen wir über den Einhorn-Deal Deal?").answer
        #expect(
            answer.hasPrefix(
                "Einen offenen Deal „Einhorn-Deal“ gibt es nicht; 20 andere sind offen."))
    }

    @Test func nothingWithinTheLimitsIsSaidWithWhatThereIs() async throws {
        let answer = try await ask("deals above EUR 5,000,000").answer
        #expect(
            answer.hasPrefix("There are no open deals above EUR 5,000,000; 20 others are open."))
    }

    @Test(arguments: ["Which tasks are due tomorrow?", "Welche Aufgaben sind morgen fällig?"])
    func tasksOfADay(message: String) async throws {
        let answer = try await ask(message).answer
        #expect(!answer.contains("overdue"))
        #expect(!answer.contains("überfällig"))
        #expect(!answer.contains("days"))
        #expect(answer.contains("tomorrow") || answer.contains("morgen"))
    }

    @Test(arguments: ["Which tasks are due this week?", "Aufgaben diese Woche"])
    func tasksOfThisWeek(message: String) async throws {
        let answer = try await ask(message).answer
        #expect(answer.contains("Draft term sheet comments for Acme Series B"))
        #expect(!answer.contains("Obtain original gate logs from the port"))
        #expect(!answer.contains("Send engagement letter to Mara Vogt"))
    }

    @Test func meetingsOfThisWeekAndTheNextDiffer() async throws {
        let this = try await ask("meetings this week").answer
        let next = try await ask("meetings next week").answer
        let german = try await ask("Termine nächste Woche").answer
        #expect(this.contains("Series B: fee proposal with Mara Vogt"))
        #expect(!next.contains("Series B: fee proposal with Mara Vogt"))
        #expect(!next.contains("27 April"))
        #expect(!german.contains("Series B: fee proposal with Mara Vogt"))
    }

    @Test func anOpenDealCountIsInflectedInGerman() async throws {
        let answer = try await ask("Offene Deals von Nordkai").answer
        #expect(answer.contains("### 2 offene Deals, zusammen"))
    }

    @Test func oneResultIsSingular() async throws {
        let response = try await ask("open deals in CHF")
        #expect(response.body.contains("1 result to go by"))
    }
}
