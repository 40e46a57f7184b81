import GRDB
import Testing

@testable import LexiStandIn

@Suite struct MeetingToolTests {
    private let monday = [
        "id": "meeting-T", "title": "Talk", "date": "2026-04-27", "time": "15:00",
        "organizer_id": "user-001", "contact_id": "contact-009",
    ]

    @Test func aFreeTimeBecomesARowOfTheCalendar() async throws {
        let database = try StandInDatabase.open(path: nil)
        let row = try await database.write { db -> Meeting? in
            _ = try WorkspaceSetup.prepare(db, configuration: .instant(), time: testTime)
            let crm = CRM(db: db, workspace: WorkspaceSetup.mainWorkspace, today: testDay)
            let outcome = try ScheduleMeeting().run(monday, in: crm)
            #expect(outcome.summary == "Scheduled “Talk” on 2026-04-27 at 15:00")
            // The same turn again makes no second one.
            #expect(
                try ScheduleMeeting().run(monday, in: crm).summary == "Already scheduled “Talk”")
            #expect(try crm.count(Meeting.self, where: "title = 'Talk'", []) == 1)
            return try crm.record(Meeting.self, "meeting-T")
        }
        #expect(row?.day == testDay)
        #expect(row?.startTime == "15:00")
        #expect(row?.durationMinutes == 30)
        #expect(row?.contactId == "contact-009")
        try database.close()
    }

    @Test func aTakenTimeIsRefusedWithTheNextFreeOne() async throws {
        // Mara Vogt has a meeting on Wednesday from 10:30 to 11:15.
        let outcome = try await run(
            .scheduleMeeting,
            monday.merging(["date": "2026-04-29", "time": "11:00", "contact_id": "contact-001"]) {
                $1
            })
        #expect(
            outcome.summary
                == "Not scheduled: overlaps “Series B: fee proposal with Mara Vogt” at 10:30"
        )
        guard case .conflict(let card, let free) = outcome.findings.meetingProblem else {
            Issue.record("no conflict")
            return
        }
        #expect(card.meeting.id == "meeting-001")
        #expect(free == ClockTime("11:15"))
        #expect(outcome.findings.scheduled.isEmpty)
    }

    @Test func aMeetingMayBeginWhenAnotherEnds() async throws {
        let outcome = try await run(
            .scheduleMeeting,
            monday.merging(["date": "2026-04-29", "time": "11:15", "contact_id": "contact-001"]) {
                $1
            })
        #expect(outcome.findings.scheduled.count == 1)
    }

    @Test(arguments: [
        (["date": "2026-04-26"], MeetingProblem.past), (["time": "00:00"], .past),
        (["date": "2026-02-30"], .notATime), (["time": "25:00"], .notATime),
        (["minutes": "4"], .length), (["minutes": "721"], .length), (["minutes": "x"], .length),
    ])
    func whatCannotBeIsRefused(change: [String: String], problem: MeetingProblem) async throws {
        let outcome = try await run(.scheduleMeeting, monday.merging(change) { $1 })
        #expect(outcome.findings.meetingProblem == problem)
        #expect(outcome.findings.scheduled.isEmpty)
    }

    @Test func aMailIsDraftedFromTheDealNotesAndCalendar() async throws {
        let draft = try #require(
            try await run(
                .emailsDraft,
                [
                    "contact_id": "contact-001", "about": "the fee proposal", "language": "en",
                    "sender_id": "user-001",
                ]
            ).findings.drafts.first)
        #expect(draft.address == "mara.vogt@nordkai.example")
        #expect(draft.subject == "Fee proposal")
        #expect(
            draft.text == """
                Dear Mara Vogt,

                I am writing to you about the fee proposal.

                For Acme Series B we have this noted: fixed fee, EUR 50,000.

                We next meet on Wednesday, 29 April 2026, at 10:30 (Teams).

                Kind regards,

                Dr. Katharina Brandt
                """)
        #expect(draft.notes.map(\.note.id) == ["note-002", "note-001"])
    }

    @Test func aMailToNobodyIsReported() async throws {
        let outcome = try await run(.emailsDraft, ["contact_id": "contact-999"])
        #expect(outcome.summary == "No contact with id contact-999")
        #expect(outcome.findings.missing == [EntityReference(.contact, "contact-999")])
    }

    @Test func activitiesOfARecordAreItsOwnAndPast() async throws {
        let cards = try await run(.activitiesList, ["contact_id": "contact-001"]).findings
            .activities
        #expect(cards.first?.activity.title == "Leasing framework: lessor’s comments")
        #expect(cards.allSatisfy { $0.activity.contactId == "contact-001" })
        #expect(!cards.contains { $0.activity.title.hasPrefix("Hearing") })
        #expect(
            try await run(.activitiesList, ["matter_id": "matter-001"]).findings.activities
                .contains { $0.activity.title == "Demurrage: hearing prepared" })
    }

    @Test func changesLieInTheirPeriod() async throws {
        let outcome = try await run(.changesList, ["from": "2026-04-25", "to": "2026-04-26"])
        #expect(!outcome.findings.changes.isEmpty)
        #expect(
            outcome.findings.changes.allSatisfy {
                ["2026-04-25", "2026-04-26"].contains($0.day.description)
            })
    }

    @Test func colleaguesAreListedAndRead() async throws {
        #expect(try await run(.usersList, [:]).summary == "6 colleagues")
        #expect(try await run(.usersGet, ["id": "user-002"]).summary == "Read James Whitfield")
        #expect(try await run(.usersGet, ["id": "u"]).summary == "No colleague with id u")
    }

    @Test func urgentTasksAreUrgent() async throws {
        let tasks = try await run(.tasksList, ["priority": "urgent"]).findings.tasks
        #expect(tasks.contains { $0.task.id == "task-002" })
        #expect(tasks.allSatisfy { $0.task.priority == "urgent" })
    }
}
