extension WorkspaceSeed {
    mutating func addPeople() {
        for (position, user) in SeedPeople.users.enumerated() {
            users.append(
                User(
                    id: Self.id("user", position), workspaceId: workspace, fullName: user.name,
                    email: user.email, role: user.role))
        }
        for (position, company) in SeedPeople.companies.enumerated() {
            let age = random.number(in: 200...1_400)
            companies.append(
                Company(
                    id: Self.id("company", position), workspaceId: workspace, name: company.name,
                    industry: company.industry, website: "https://www.\(company.domain)",
                    linkedinUrl: "https://linkedin.example/company/\(company.domain)",
                    size: company.size, domain: company.domain, city: company.city,
                    country: company.country, tags: [random.pick(["client", "prospect", "panel"])],
                    createdDate: timestamp(daysAgo: age),
                    updatedDate: timestamp(daysAgo: random.number(in: 1...120))))
        }
        for (position, contact) in SeedPeople.contacts.enumerated() {
            addContact(contact, at: position)
        }
    }

    private mutating func addContact(_ seed: SeedPeople.ContactSeed, at position: Int) {
        let isAnchor = position < 2
        let domain = seed.company.map { SeedPeople.companies[$0].domain } ?? "post.example"
        // Family name first where that is the custom and no space divides the two.
        let joined = seed.last == "王" ? seed.last + seed.first : seed.first + " " + seed.last
        let phone = "+49 40 555 \(random.number(in: 1_000...9_999))"
        let owner = random.number(in: 0...4)
        let age = random.number(in: 90...900)
        contacts.append(
            Contact(
                id: Self.id("contact", position), workspaceId: workspace, firstName: seed.first,
                lastName: seed.last, fullName: joined, email: "\(seed.mail)@\(domain)",
                phone: phone, jobTitle: seed.title,
                companyId: seed.company.map { Self.id("company", $0) },
                ownerUserId: isAnchor ? "user-001" : Self.id("user", owner),
                linkedinUrl: "https://linkedin.example/in/\(seed.mail)",
                priority: isAnchor ? 1 : random.number(in: 1...3),
                tags: [random.pick(["decision maker", "newsletter", "referrer", "alumni"])],
                createdDate: timestamp(daysAgo: age),
                updatedDate: timestamp(daysAgo: random.number(in: 0...60))))
    }

    mutating func addDeals() {
        let probabilities = [
            "lead": 10, "qualified": 30, "proposal": 60, "negotiation": 75, "won": 100, "lost": 0,
        ]
        for (position, deal) in SeedBusiness.deals.enumerated() {
            let isClosed = deal.stage == "won" || deal.stage == "lost"
            let followUp = position == 0 ? 3 : random.number(in: -6...28)
            let closed = random.number(in: 5...90)
            let owner = Self.id("user", position < 1 ? 0 : random.number(in: 0...4))
            deals.append(
                Deal(
                    id: Self.id("deal", position), workspaceId: workspace, name: deal.name,
                    stage: deal.stage, status: isClosed ? deal.stage : "open",
                    pipeline: "New business", estimatedValue: deal.value, currency: deal.currency,
                    mainContactId: Self.id("contact", deal.contact),
                    relatedCompanyId: Self.id("company", deal.company), ownerUserId: owner,
                    priority: position == 0
                        ? "high" : random.pick(["low", "medium", "high", "urgent"]),
                    matterType: deal.type, tags: [deal.type.lowercased()],
                    highLevelDescription: deal.text,
                    nextFollowUpDate: isClosed ? nil : workingDay(followUp), feeModel: deal.fee,
                    probability: probabilities[deal.stage] ?? 0,
                    closedDate: isClosed ? today + -closed : nil,
                    createdDate: timestamp(daysAgo: random.number(in: 91...240)),
                    updatedDate: timestamp(daysAgo: random.number(in: 0...4))))
        }
    }

    mutating func addMatters() {
        for (position, matter) in SeedBusiness.matters.enumerated() {
            let opened = random.number(in: 60...500)
            let number = random.number(in: 100...899)
            matters.append(
                Matter(
                    id: Self.id("matter", position), workspaceId: workspace, name: matter.name,
                    reference: "\((today + -opened).civil.year)/\(number + position)",
                    practiceArea: matter.area, status: matter.status,
                    companyId: matter.company.map { Self.id("company", $0) },
                    mainContactId: Self.id("contact", matter.contact),
                    leadUserId: Self.id("user", random.number(in: 0...4)), summary: matter.text,
                    openedDate: today + -opened,
                    closedDate: matter.status == "closed"
                        ? today + -random.number(in: 5...50) : nil))
        }
    }
}
