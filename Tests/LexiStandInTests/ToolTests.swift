import Testing

@testable import LexiStandIn

@Suite struct ToolTests {
    @Test func everyToolHasItsName() {
        #expect(Set(ToolBox.tools.keys) == Set(ToolName.allCases))
    }

    @Test(arguments: [
        ("Muller", ["contact-003", "contact-004", "contact-047"]),
        ("Mueller", ["contact-005"]),
        ("lukasz zolc", ["contact-014"]),
        ("GROSS-WEISS", ["contact-013"]),
        ("Jonas Kelller", ["contact-002"]),
        ("mara.vogt@nordkai", ["contact-001"]),
        ("לוי", ["contact-012"]),
        ("Zebulon", []),
    ])
    func contactsAreFoundWithoutAccentsAndWithSlips(query: String, ids: [String]) async throws {
        let outcome = try await run(.contactsSearch, ["query": query])
        #expect(Set(outcome.findings.contacts.map(\.contact.id)) == Set(ids))
    }

    @Test func aMissingRecordIsReportedByItsId() async throws {
        let outcome = try await run(.dealsGet, ["id": "deal-x"])
        #expect(outcome.summary == "No deal with id deal-x")
        #expect(outcome.findings.missing == [EntityReference(.deal, "deal-x")])
    }

    @Test func aCompanysDealsAreAlsoThoseItsPeopleBroughtIn() async throws {
        let outcome = try await run(
            .dealsList, ["company_id": "company-001", "status": "open"])
        #expect(outcome.summary == "2 open deals")
        #expect(outcome.findings.deals.map(\.deal.id) == ["deal-002", "deal-001"])
    }

    @Test func notesAreFoundByAllTheirWords() async throws {
        let outcome = try await run(
            .notesSearch, ["query": "strike GATE", "contact_id": "contact-001"])
        #expect(outcome.summary == "1 note for “strike GATE”")
        #expect(outcome.findings.notes.map(\.note.id) == ["note-004"])
    }

    @Test func overdueTasksAreOpenAndBeforeToday() async throws {
        let outcome = try await run(.tasksList, ["due": "overdue"])
        #expect(outcome.findings.tasks.contains { $0.task.id == "task-001" })
        #expect(
            outcome.findings.tasks.allSatisfy { card in
                card.task.isOpen && card.task.dueDate.map { $0 < testDay } ?? false
            })
    }

    @Test func thePipelineAddsUpByStageAndCurrency() async throws {
        let rows = try await run(.pipelineSummary, [:]).findings.pipeline
        let deals = try await run(.dealsList, ["status": "open"]).findings.deals
        #expect(rows.reduce(0) { $0 + $1.deals } == deals.count)
        let euros = deals.filter { $0.deal.currency == "EUR" }.reduce(0) {
            $0 + $1.deal.estimatedValue
        }
        #expect(rows.filter { $0.currency == "EUR" }.reduce(0) { $0 + $1.value } == euros)
    }

    @Test func meetingsToComeStartWithTheNext() async throws {
        let days = try await run(.meetingsList, [:]).findings.meetings.map(\.meeting.day)
        #expect(days == days.sorted())
        #expect(days.allSatisfy { $0 >= testDay })
    }

    @Test func recordsOfAnotherWorkspaceAreNotSeen() async throws {
        let database = try StandInDatabase.open(path: nil)
        let contact = try await database.write { db in
            _ = try WorkspaceSetup.prepare(db, configuration: .instant(), time: testTime)
            return try CRM(db: db, workspace: WorkspaceSetup.emptyWorkspace, today: testDay)
                .record(Contact.self, "contact-001")
        }
        #expect(contact == nil)
        try database.close()
    }
}
