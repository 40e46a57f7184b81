/// All tools by name.
enum ToolBox {
    static let tools: [ToolName: any CRMTool] = {
        let all: [any CRMTool] = [
            ContactsSearch(), ContactsGet(), CompaniesSearch(), CompaniesGet(), DealsList(),
            DealsGet(), MattersList(), MattersGet(), NotesSearch(), TasksList(), MeetingsList(),
            PipelineSummary(), ActivitiesList(), ChangesList(), UsersList(), UsersGet(),
            EmailsDraft(), CreateNote(), CreateTask(), ScheduleMeeting(), ProposeTask(),
        ]
        return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    }()
}
