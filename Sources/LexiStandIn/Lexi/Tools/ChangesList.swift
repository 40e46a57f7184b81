import GRDB

/// `changes.list`: contacts, deals and matters that came to be, changed or ended between two
/// days, the newest first.
struct ChangesList: CRMTool {
    let name = ToolName.changesList

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let from = arguments["from"].flatMap { CalendarDay(iso: $0) } ?? crm.today + -7
        let to = arguments["to"].flatMap { CalendarDay(iso: $0) } ?? crm.today
        var changes: [ChangeCard] = []
        func add(
            _ kind: EntityKind, _ record: some CRMRecord, _ what: ChangeCard.What,
            _ day: CalendarDay?
        ) {
            guard let day, day >= from, day <= to,
                !changes.contains(where: { $0.kind == kind && $0.id == record.id })
            else { return }
            changes.append(
                ChangeCard(kind: kind, id: record.id, name: record.label, what: what, day: day))
        }
        func day(_ timestamp: String?) -> CalendarDay? {
            timestamp.flatMap { CalendarDay(iso: $0.prefix(10)) }
        }
        // What tells most about a record comes first, as each is listed once.
        for deal in try crm.records(Deal.self, where: "1", [], tail: "ORDER BY id") {
            add(.deal, deal, deal.status == "won" ? .won : .lost, deal.closedDate)
            add(.deal, deal, .created, day(deal.createdDate))
            add(.deal, deal, .updated, day(deal.updatedDate))
        }
        for matter in try crm.records(Matter.self, where: "1", [], tail: "ORDER BY id") {
            add(.matter, matter, .closed, matter.closedDate)
            add(.matter, matter, .opened, matter.openedDate)
        }
        for contact in try crm.records(Contact.self, where: "1", [], tail: "ORDER BY id") {
            add(.contact, contact, .created, day(contact.createdDate))
            add(.contact, contact, .updated, day(contact.updatedDate))
        }
        changes.sort { $0.day > $1.day }
        let total = changes.count
        return ToolOutcome(counted(total, "changed record")) {
            $0.changes = Array(changes.prefix(12))
            $0.totals[name] = Evidence.Totals(fitting: total, all: total)
        }
    }
}
