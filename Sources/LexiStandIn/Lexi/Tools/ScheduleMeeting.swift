import GRDB

/// `schedule_meeting`: puts a meeting into the calendar, unless its time has passed or is taken.
/// A turn that is repeated finds the meeting it made before.
///
/// Taken means that the organiser, a colleague who attends, or the contact has another meeting.
struct ScheduleMeeting: CRMTool {
    let name = ToolName.scheduleMeeting
    let writes = true

    static let defaultMinutes = 30
    private static let lengths = 5...720

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let id = arguments["id"] ?? ""
        if let existing = try crm.record(Meeting.self, id) {
            let card = try crm.card(existing)
            return ToolOutcome("Already scheduled “\(existing.title)”") { $0.scheduled = [card] }
        }
        guard let day = arguments["date"].flatMap({ CalendarDay(iso: $0) }),
            let start = arguments["time"].flatMap({ ClockTime($0) })
        else { return refused(.notATime, "Not scheduled: no such date or time") }
        let minutes = arguments["minutes"].map { Int($0) } ?? Self.defaultMinutes
        guard let minutes, Self.lengths.contains(minutes) else {
            return refused(.length, "Not scheduled: a meeting lasts 5 minutes to 12 hours")
        }
        guard day > crm.today || (day == crm.today && start > crm.time) else {
            return refused(.past, "Not scheduled: \(day) \(start) has passed")
        }
        let meeting = Meeting(
            id: id, workspaceId: crm.workspace, title: arguments["title"] ?? "", day: day,
            startTime: start.description, durationMinutes: minutes,
            location: arguments["location"] ?? "", contactId: arguments["contact_id"],
            companyId: arguments["company_id"], dealId: arguments["deal_id"],
            matterId: arguments["matter_id"], organizerUserId: arguments["organizer_id"] ?? "",
            agenda: "")
        let others = try others(of: meeting, attendee: arguments["attendee_id"], in: crm)
        if let clash = others.first(where: { overlaps($0, start, minutes) }) {
            let card = try crm.card(clash)
            let free = stride(from: start.minutes + 15, through: 18 * 60 - minutes, by: 15)
                .map { ClockTime(minutes: $0) }
                .first { time in !others.contains { overlaps($0, time, minutes) } }
            return refused(
                .conflict(card, free: free),
                "Not scheduled: overlaps “\(clash.title)” at \(clash.startTime)")
        }
        try meeting.insert(crm.db)
        let card = try crm.card(meeting)
        return ToolOutcome("Scheduled “\(meeting.title)” on \(day) at \(start)") {
            $0.scheduled = [card]
        }
    }

    private func refused(_ problem: MeetingProblem, _ summary: String) -> ToolOutcome {
        ToolOutcome(summary) { $0.meetingProblem = problem }
    }

    /// The meetings of that day which nobody of this one could also attend.
    private func others(
        of meeting: Meeting, attendee: String?, in crm: CRM
    ) throws -> [Meeting] {
        var filter = SQLFilter()
        filter.require("day = ?", meeting.day)
        filter.require(
            "organizer_user_id = ? OR organizer_user_id = ? OR contact_id = ?",
            meeting.organizerUserId, attendee, meeting.contactId)
        return try crm.records(
            Meeting.self, where: filter.condition, filter.arguments,
            tail: "ORDER BY start_time, id")
    }

    private func overlaps(_ other: Meeting, _ start: ClockTime, _ minutes: Int) -> Bool {
        guard let taken = ClockTime(other.startTime) else { return false }
        return start.minutes < taken.minutes + other.durationMinutes
            && taken.minutes < start.minutes + minutes
    }
}
