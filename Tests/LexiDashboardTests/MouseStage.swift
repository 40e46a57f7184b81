import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// A hand on the mouse.
extension Stage {
    /// The screen with the mouse on, a turn with two thoughts, three steps and an answer of two
    /// sentences, a link and a list behind it.
    static func withMouse(columns: Int = 120, rows: Int = 40) throws -> Stage {
        var stage = try Stage(columns: columns, rows: rows)
        stage.type("Q")
        stage.press(.enter)
        func step(_ tool: String, _ status: String, _ summary: String? = nil) -> RunEvent {
            .toolStep(.init(tool: tool, status: status, summary: summary))
        }
        let events: [RunEvent] = [
            .responded(ResponseHead(status: 200, requestID: "req_0123456789abcdefghij")),
            .thinking(text: "First I look"), step("contacts.get", "started"),
            step("contacts.get", "completed", "Read Mara"), .thinking(text: "Then I read"),
            step("deals.get", "started"), step("deals.get", "failed", "No access"),
            .text(delta: "One is here. ", conversationID: "c-1"),
            step("deals.get", "started"),
            .text(
                delta: "Two is there.\n\n- See [the notes](https://crm.example/n/7?a=1&b=2)\n"
                    + "- or https://crm.example/plain\n", conversationID: nil),
            step("deals.get", "completed", "Acme"),
            .done(creditsRemaining: 7, messageID: nil, conversationID: nil),
            .ended(.completed, terminator: true),
        ]
        for event in events {
            stage.milliseconds += 100
            stage.receive(event)
        }
        _ = stage.frame()
        stage.core.didSetMouse(true, isPossible: true)
        stage.press(.control("l"))
        _ = stage.frame()
        return stage
    }

    /// Where a text begins on the screen.
    mutating func place(
        _ text: String, _ sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Point {
        for (row, line) in rows().enumerated() {
            if let range = line.firstRange(of: text) {
                let column = line.distance(from: line.startIndex, to: range.lowerBound)
                return Point(column: column, row: row)
            }
        }
        return try #require(nil, "\(text) is not on the screen", sourceLocation: sourceLocation)
    }

    /// Moves the mouse's parts, and draws as the run loop does.
    @discardableResult
    mutating func mouse(
        _ kind: MouseEvent.Kind, _ column: Int, _ row: Int
    ) -> [DashboardCore.Request] {
        let requests = press(.mouse(MouseEvent(kind, at: Point(column: column, row: row))))
        if core.isPaintDue(now: at(milliseconds)) { _ = frame() }
        return requests
    }

    /// Clicks with the left button.
    @discardableResult
    mutating func click(_ column: Int, _ row: Int) -> [DashboardCore.Request] {
        mouse(.press(.left), column, row) + mouse(.release(.left), column, row)
    }

    @discardableResult
    mutating func click(
        _ text: String, _ sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> [DashboardCore.Request] {
        let point = try place(text, sourceLocation)
        return click(point.column, point.row)
    }

    /// Drags with the left button, cell by cell.
    mutating func drag(from start: Point, to end: Point) {
        mouse(.press(.left), start.column, start.row)
        let steps = max(abs(end.column - start.column), abs(end.row - start.row))
        for step in 1...max(1, steps) {
            mouse(
                .drag(.left), start.column + (end.column - start.column) * step / max(1, steps),
                start.row + (end.row - start.row) * step / max(1, steps))
        }
        mouse(.release(.left), end.column, end.row)
    }

    var selection: Selection? { core.state.activeTab.selection }
    var focus: PaneID { core.view.focus }
}
