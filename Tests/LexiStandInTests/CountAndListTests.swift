import Testing

@testable import LexiStandIn

@Suite struct CountAndListTests {
    private func ask(_ message: String) async throws -> WireResponse {
        var response: WireResponse?
        try await withStandIn { standIn in
            response = try await standIn.chat(#"{"message":"\#(message)"}"#)
        }
        return try #require(response)
    }

    @Test(arguments: [
        ("How many contacts do we have?", "There are **48 contacts**."),
        ("Wie viele Kontakte haben wir?", "Es gibt **48 Kontakte**."),
        ("How many companies do we have?", "There are **16 companies**."),
        ("how many open deals are there", "There are **20 open deals**."),
        ("How many matters are open?", "There are **18 open matters**."),
        ("Wie viele Mandate haben wir?", "Es gibt **22 Mandate**."),
        ("how many deals in CHF", "There is **1 open deal in CHF**."),
    ])
    func countsAreOneSentence(message: String, sentence: String) async throws {
        #expect(try await ask(message).answer == sentence)
    }

    @Test func openTasksAreCountedWithoutALimit() async throws {
        let answer = try await ask("How many tasks are there?").answer
        #expect(answer.wholeMatch(of: /There are \*\*\d+ open tasks\*\*\./) != nil)
    }

    @Test(arguments: [
        ("List all contacts", "### 48 contacts", "_38 more not shown._"),
        ("list companies", "### 16 companies", "_6 more not shown._"),
        ("Liste alle Kontakte", "### 48 Kontakte", "_38 weitere nicht gezeigt._"),
        ("Zeig mir alle Unternehmen", "### 16 Unternehmen", "_6 weitere nicht gezeigt._"),
        ("list all matters", "### 22 matters", "_12 more not shown._"),
        ("list all deals", "**20 open deals**", "_10 more not shown._"),
    ])
    func listsShowTheFirstTen(message: String, heading: String, rest: String) async throws {
        let answer = try await ask(message).answer
        #expect(answer.contains(heading))
        #expect(answer.contains(rest))
        #expect(!answer.contains("You can ask me"))
    }

    @Test func allTasksAreListedNotOnlyThoseOfSevenDays() async throws {
        let answer = try await ask("list all tasks").answer
        #expect(answer.contains(" open tasks"))
        #expect(answer.contains(" more not shown._"))
    }

    @Test(arguments: ["what can you do?", "Was kannst du?", "help"])
    func whatLexiCanDoNeedsNoLookUp(message: String) async throws {
        let response = try await ask(message)
        #expect(!response.body.contains("event: tool_step"))
        #expect(
            response.answer.hasPrefix("You can ask me, for example:")
                || response.answer.hasPrefix("Sie können mich zum Beispiel fragen:"))
    }

    @Test(arguments: [
        ("Thanks!", "You are welcome."), ("thank you very much", "You are welcome."),
        ("Vielen Dank!", "Gern geschehen."), ("Danke", "Gern geschehen."),
    ])
    func thanksGetAShortReply(message: String, reply: String) async throws {
        let response = try await ask(message)
        #expect(response.answer == reply)
        #expect(!response.body.contains("event: tool_step"))
    }
}
