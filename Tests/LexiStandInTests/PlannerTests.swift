import Testing

@testable import LexiStandIn

@Suite struct PlannerTests {
    /// The calls a plan makes when each finds the same evidence as the seeded workspace would.
    private func calls(
        _ message: String, context: [EntityReference] = [], earlier: [EntityReference] = []
    ) -> [String] {
        let planner = Planner(
            question: question(message, context: context, earlier: earlier), turnID: "T")
        var evidence = Evidence()
        var calls: [String] = []
        while let call = planner.next(evidence) {
            let arguments = call.arguments.sorted { $0.key < $1.key }
                .map { "\($0.key)=\($0.value)" }.joined(separator: " ")
            calls.append("\(call.tool.rawValue) \(arguments)")
            evidence.add(ToolOutcome("found"), of: call)
        }
        return calls
    }

    @Test func aNamedPersonIsLookedUpAndThenWhatHangsOnThem() {
        #expect(
            calls("What do we know about Mara Vogt?") == [
                "contacts.search query=Mara Vogt", "contacts.get id=contact-001",
                "deals.list contact_id=contact-001 status=open",
                "notes.search contact_id=contact-001", "tasks.list contact_id=contact-001",
            ])
    }

    @Test func aPersonOfTheContextNeedsNoSearch() {
        #expect(
            calls("Was wissen wir über sie?", context: [.init(.contact, "contact-001")]) == [
                "contacts.get id=contact-001", "deals.list contact_id=contact-001 status=open",
                "notes.search contact_id=contact-001", "tasks.list contact_id=contact-001",
            ])
    }

    @Test func aPersonNamedAndInTheContextIsReadOnce() {
        let calls = calls("Mara Vogt's phone?", context: [.init(.contact, "contact-001")])
        #expect(calls == ["contacts.get id=contact-001"])
    }

    @Test func aComparisonReadsBothDeals() {
        #expect(
            calls("Compare Acme Series B and the Nordkai fleet leasing framework") == [
                "deals.get id=deal-001", "deals.get id=deal-002",
            ])
    }

    @Test func anAmbiguousNameIsSearchedAndNothingMore() {
        #expect(calls("Open deals of Müller") == ["contacts.search query=Müller"])
    }

    @Test func unknownWordsAreSearchedEverywhere() {
        #expect(
            calls("Who is Zebulon Quux?") == [
                "contacts.search query=Zebulon Quux", "companies.search query=Zebulon Quux",
                "deals.list query=Zebulon Quux", "matters.list query=Zebulon Quux",
                "notes.search query=Zebulon Quux",
            ])
    }

    @Test func writingComesAfterReadingAndIsReadBack() {
        #expect(
            calls("Create a task to call Mara Vogt tomorrow") == [
                "contacts.search query=Mara Vogt", "contacts.get id=contact-001",
                "create_task assignee_id=user-001 contact_id=contact-001 due_date=2026-04-28 id=task-T title=Call Mara Vogt",
                "tasks.list id=task-T",
            ])
    }

    @Test func nothingIsWrittenForAnAmbiguousName() {
        #expect(calls("Add a note for Müller: call back") == ["contacts.search query=Müller"])
    }

    @Test func workspaceQuestionsNeedNoName() {
        #expect(calls("Welche Aufgaben sind überfällig?") == ["tasks.list due=overdue"])
        #expect(
            calls("What is the value of our pipeline?") == [
                "pipeline.summary ", "deals.list status=open",
            ])
        #expect(
            calls("next follow-ups") == [
                "deals.list order=follow_up status=open", "tasks.list due=up_to_7_days",
            ])
    }

    @Test func aRecordThatDoesNotExistIsNotAskedAboutFurther() {
        let planner = Planner(
            question: question("Who is she?", context: [.init(.contact, "contact-999")]),
            turnID: "T")
        var evidence = Evidence()
        let call = ToolCall(.contactsGet, ["id": "contact-999"])
        #expect(planner.next(evidence) == call)
        evidence.add(
            ToolOutcome("none") { $0.missing = [.init(.contact, "contact-999")] }, of: call)
        #expect(planner.next(evidence) == nil)
    }
}
