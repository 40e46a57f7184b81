import Testing

@testable import LexiStandIn

@Suite struct SeedTests {
    @Test func theSameSeedGivesTheSameWorkspaceAndAnotherDoesNot() {
        let one = WorkspaceSeed(seed: 1, today: testDay, workspace: "w")
        #expect(one == WorkspaceSeed(seed: 1, today: testDay, workspace: "w"))
        #expect(one != WorkspaceSeed(seed: 2, today: testDay, workspace: "w"))
    }

    @Test func aWorkspaceIsLargeEnoughToBeInteresting() {
        let seed = WorkspaceSeed(seed: 1, today: testDay, workspace: "w")
        #expect(seed.contacts.count == 48)
        #expect(seed.companies.count == 16)
        #expect(seed.deals.count == 26)
        #expect(seed.matters.count == 22)
        #expect(seed.notes.count == 65)
        #expect(seed.tasks.count == 44)
        #expect(seed.meetings.count == 20)
        #expect(seed.users.count == 6)
    }

    @Test(arguments: [1, 2, 99] as [UInt64])
    func theAnchorsAreTheSameForEverySeed(number: UInt64) throws {
        let seed = WorkspaceSeed(seed: number, today: testDay, workspace: "w")
        let mara = try #require(seed.contacts.first)
        #expect(mara.id == "contact-001")
        #expect(mara.fullName == "Mara Vogt")
        #expect(mara.companyId == "company-001")
        #expect(seed.companies[0].name == "Nordkai Logistik GmbH")
        #expect(seed.companies[0].city == "Hamburg")
        #expect(seed.deals[0].name == "Acme Series B")
        #expect(seed.deals[0].estimatedValue == 50_000)
        #expect(seed.deals[0].stage == "proposal")
        let deals = seed.deals.filter { $0.mainContactId == "contact-001" && $0.status == "open" }
        #expect(deals.map(\.id) == ["deal-001", "deal-002"])
        #expect(seed.notes[0].title == "Intake call with Mara Vogt")
        let tasks = seed.tasks.filter { $0.contactId == "contact-001" && $0.isOpen }
        #expect(tasks.map(\.id) == ["task-001", "task-002"])
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func everyLinkLeadsToARecord(number: UInt64) {
        let seed = WorkspaceSeed(seed: number, today: testDay, workspace: "w")
        var ids = Set(seed.users.map(\.id))
        ids.formUnion(seed.companies.map(\.id))
        ids.formUnion(seed.contacts.map(\.id))
        ids.formUnion(seed.deals.map(\.id))
        ids.formUnion(seed.matters.map(\.id))
        var links: [String?] = []
        for contact in seed.contacts { links += [contact.companyId, contact.ownerUserId] }
        for deal in seed.deals {
            links += [deal.mainContactId, deal.relatedCompanyId, deal.ownerUserId]
        }
        for matter in seed.matters {
            links += [matter.mainContactId, matter.companyId, matter.leadUserId]
        }
        for note in seed.notes {
            links += [note.contactId, note.companyId, note.dealId, note.matterId]
        }
        for task in seed.tasks {
            links += [task.contactId, task.companyId, task.dealId, task.matterId]
        }
        for meeting in seed.meetings {
            links += [meeting.contactId, meeting.companyId, meeting.dealId, meeting.matterId]
        }
        #expect(links.compactMap { $0 }.allSatisfy(ids.contains))
        let texts = seed.notes.map(\.content) + seed.tasks.map(\.title) + seed.meetings.map(\.title)
        #expect(texts.allSatisfy { !$0.contains("{") })
        let openTitles = seed.tasks.filter(\.isOpen).map(\.title)
        #expect(openTitles.count - Set(openTitles).count <= 2)
    }

    @Test func anotherDayMovesOnlyTheDates() {
        let one = WorkspaceSeed(seed: 1, today: testDay, workspace: "w")
        let later = WorkspaceSeed(seed: 1, today: testDay + 7, workspace: "w")
        #expect(one.tasks.map(\.title) == later.tasks.map(\.title))
        #expect(later.tasks[0].dueDate == one.tasks[0].dueDate.map { $0 + 7 })
    }

    @Test func splitMixGivesItsPublishedNumbers() {
        var random = SplitMix64(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
    }
}
