import LexiAPI
import Testing

@Suite struct TaskDecodingTests {
    @Test func `a task keeps what it cannot interpret`() throws {
        let text =
            #"{"data":{"tasks":[{"id":"t1","type":"dance","status":"paused","description":"D","#
            + #""created_at":"2026-11-24T14:02:00Z","metadata":{"query":"q","n":3}},{}]}}"#
        let page = try #require(Page(tasks: try JSONValue(parsing: text)))
        #expect(
            page.items.map(\.json.line) == [
                #"{"type":"task","id":"t1","task_type":"dance","status":"paused","#
                    + #""description":"D","created_at":"2026-11-24T14:02:00Z","#
                    + #""metadata":{"query":"q","n":3}}"#,
                #"{"type":"task","id":null,"task_type":null,"status":null,"#
                    + #""description":null,"created_at":null,"metadata":null}"#,
            ])
    }

    @Test func `nothing in the answer to a decision is needed`() throws {
        #expect(TaskDecision(nil) == TaskDecision())
        #expect(TaskDecision(try JSONValue(parsing: #"{"data":null}"#)) == TaskDecision())
        #expect(
            TaskDecision(
                try JSONValue(
                    parsing: #"{"data":{"task_id":9,"status":"queued","execution_started":false}}"#)
            ) == TaskDecision(taskID: "9", status: "queued", hasStarted: false))
    }
}
