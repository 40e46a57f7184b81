/// People the firm does not know yet: where a prospect search finds somebody.
enum ProspectPool {
    struct Person: Sendable {
        var first: String
        var last: String
        var title: String
        var company: String
        /// Words a search may meet: place, trade and need.
        var field: String

        func contact(id: String, workspace: String, created: String) -> Contact {
            let mail = "\(FoldedText.fold(first)).\(FoldedText.fold(last))"
            return Contact(
                id: id, workspaceId: workspace, firstName: first, lastName: last,
                fullName: "\(first) \(last)", email: "\(mail)@prospect.example", phone: "",
                jobTitle: "\(title), \(company)", companyId: nil,
                ownerUserId: WorkspaceSetup.mainUser,
                linkedinUrl: "https://linkedin.example/in/\(mail)", priority: 2,
                tags: ["prospect"], createdDate: created, updatedDate: created)
        }
    }

    /// Those whose field, company or title meets most of the query's words, the best first; at
    /// most five.
    static func people(fitting query: String) -> [Person] {
        let wanted = Word.words(of: query).map(\.folded).filter { $0.count > 3 }
        let scored = all.map { person in
            let text = FoldedText.fold("\(person.title) \(person.company) \(person.field)")
            return (person, wanted.count { text.contains($0.prefix(6)) })
        }
        return scored.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }.prefix(5).map(\.0)
    }

    private static let all: [Person] = [
        .init(
            first: "Hanna", last: "Reimers", title: "General Counsel",
            company: "Elbtal Spedition GmbH", field: "logistics freight transport hamburg"),
        .init(
            first: "Tomasz", last: "Wieczorek", title: "Managing Director",
            company: "Odra Cargo Sp. z o.o.", field: "logistics freight poland distribution"),
        .init(
            first: "Ingrid", last: "Solheim", title: "Head of Legal",
            company: "Fjordkraft Vind AS", field: "energy wind renewable norway"),
        .init(
            first: "Beatriz", last: "Quintela", title: "CFO", company: "Solaria Norte SL",
            field: "energy solar renewable spain finance"),
        .init(
            first: "Anselm", last: "Oberländer", title: "Founder",
            company: "Greifwerk Robotics GmbH", field: "robotics startup venture funding munich"),
        .init(
            first: "Noor", last: "Haddad", title: "Chief Executive",
            company: "Palmyra Health GmbH", field: "health medical startup berlin funding"),
        .init(
            first: "Rainer", last: "Kuhlmann", title: "Managing Partner",
            company: "Kuhlmann Immobilien KG", field: "real estate property cologne office"),
        .init(
            first: "Aoife", last: "Brennan", title: "Head of Compliance",
            company: "Liffey Payments Ltd", field: "fintech payments regulatory ireland banking"),
        .init(
            first: "Étienne", last: "Marchais", title: "Directeur juridique",
            company: "Compagnie du Rhône SA", field: "shipping river transport france"),
        .init(
            first: "Kenji", last: "Ishimura", title: "Licensing Manager",
            company: "Hoshi Sensors KK", field: "patent licence sensor electronics japan"),
    ]
}
