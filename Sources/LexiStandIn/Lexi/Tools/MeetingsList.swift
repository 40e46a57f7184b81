/// `meetings.list`: meetings to come, the next first, or past ones, the latest first.
struct MeetingsList: CRMTool {
    let name = ToolName.meetingsList

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        var filter = SQLFilter()
        filter.requireLinks(of: arguments)
        if let user = arguments["organizer_id"] { filter.require("organizer_user_id = ?", user) }
        let isPast = arguments["when"] == "past"
        let isPeriod = arguments["from"] != nil
        // A period may have begun already: this week's meetings are also Monday's.
        if !isPeriod { filter.require(isPast ? "day < ?" : "day >= ?", crm.today) }
        let scope = filter
        filter.requireDays(of: arguments, in: "day")
        let meetings = try crm.records(
            Meeting.self, where: filter.condition, filter.arguments,
            tail: isPast
                ? "ORDER BY day DESC, start_time DESC LIMIT 3" : "ORDER BY day, start_time LIMIT 10"
        )
        let cards = try meetings.map(crm.card)
        let kind = isPeriod ? "meeting" : isPast ? "past meeting" : "upcoming meeting"
        let totals = try crm.totals(Meeting.self, fitting: filter, of: scope)
        return ToolOutcome(counted(totals.fitting, kind)) {
            $0.meetings = cards
            $0.totals[name] = totals
        }
    }
}
