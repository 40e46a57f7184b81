import LexiAPI
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState
import Testing

@testable import LexiDashboard

/// Who is told of the end of a run.
@Suite struct AlertTests {
    private typealias Request = DashboardCore.Request

    /// Two tabs with a run each, of which the second is shown.
    private func stage(_ way: AlertWay = .auto) throws -> Stage {
        var stage = try Stage(columns: 120, rows: 30)
        stage.core.runEnds.way = way
        stage.type("First question")
        stage.press(.enter, .control("n"))
        stage.type("Second question")
        stage.press(.enter)
        return stage
    }

    private func answered(_ title: String, _ way: AlertWay = .auto) -> [Request] {
        [.alert(Alert(title: "Lexi answered", detail: title), way)]
    }

    @Test func `who looks at the tab is told nothing`() throws {
        for way in AlertWay.allCases {
            var stage = try stage(way)
            #expect(stage.end(tab: 2, turn: 2) == [], "\(way)")
        }
    }

    @Test func `who looks at another window is told, and the tab is marked until it is seen`()
        throws
    {
        var stage = try stage()
        stage.press(.focus(false))
        #expect(stage.end(tab: 2, turn: 2) == answered("Second question"))
        #expect(stage.rows()[0].contains("2 Second question ●"))
        stage.press(.focus(true))
        #expect(!stage.rows()[0].contains("●"))
        stage.milliseconds = 5000
        #expect(stage.end(tab: 1, turn: 1) == [])
        #expect(stage.rows()[0].contains("1 First question ●"))
    }

    @Test func `a key tells that the window has the focus again`() throws {
        var stage = try stage()
        stage.press(.focus(false))
        stage.end(tab: 2, turn: 2)
        stage.press(.special(.pageUp, []))
        #expect(!stage.rows()[0].contains("●"))
        #expect(stage.end(tab: 1, turn: 1) == [])
    }

    @Test func `a tab shown while the window has no focus is not seen`() throws {
        var stage = try stage()
        stage.press(.focus(false))
        stage.end(tab: 2, turn: 2)
        // The terminal's answer is no key.
        stage.press(.background(BackgroundColor(red: 0, green: 0, blue: 0)))
        #expect(stage.rows()[0].contains("2 Second question ●"))
    }

    @Test func `another tab of the window is told of by who asked for a way`() throws {
        for way in [AlertWay.bell, .osc9, .osc777] {
            var stage = try stage(way)
            #expect(stage.end(tab: 1, turn: 1) == answered("First question", way), "\(way)")
        }
        for way in [AlertWay.auto, .none] {
            var stage = try stage(way)
            #expect(stage.end(tab: 1, turn: 1) == [], "\(way)")
            #expect(stage.rows()[0].contains("1 First question ●"))
        }
    }

    @Test func `with none nobody is told anything`() throws {
        var stage = try stage(.none)
        stage.press(.focus(false))
        #expect(stage.end(tab: 2, turn: 2) == [])
        #expect(stage.rows()[0].contains("2 Second question ●"))
    }

    @Test func `a failure says its code, and its mark tells whether it was seen`() throws {
        var stage = try stage()
        stage.press(.focus(false))
        stage.receive(
            .failed(Failure(code: .rateLimited, message: "Slow down.")), tab: 2, turn: 2)
        #expect(
            stage.end(.failed, tab: 2, turn: 2)
                == [
                    .alert(
                        Alert(title: "Lexi failed, rate_limited", detail: "Second question"), .auto)
                ])
        #expect(stage.rows()[0].contains("2 Second question ✗●"))
        stage.press(.focus(true))
        #expect(stage.rows()[0].contains("2 Second question ✗ "))
    }

    @Test func `an answer that broke off says so, one that was stopped nothing`() throws {
        var stage = try stage()
        stage.press(.focus(false))
        #expect(
            stage.end(.incomplete, tab: 1, turn: 1)
                == [
                    .alert(
                        Alert(title: "Lexi's answer broke off", detail: "First question"), .auto)
                ])
        stage.milliseconds = 5000
        #expect(stage.end(.cancelled, tab: 2, turn: 2) == [])
    }

    @Test func `ends that come together are one notification`() throws {
        var stage = try stage()
        stage.press(.focus(false))
        #expect(
            stage.core.receive([stage.ending(tab: 1, turn: 1), stage.ending(tab: 2, turn: 2)])
                == [.alert(Alert(title: "Lexi: 2 runs ended"), .auto)])
        var other = try self.stage()
        other.press(.focus(false))
        #expect(
            other.core.receive([
                other.ending(tab: 1, turn: 1), other.ending(.incomplete, tab: 2, turn: 2),
            ]) == [.alert(Alert(title: "Lexi: 2 runs ended, 1 of them not completed"), .auto)])
    }

    @Test func `an end within a second of another is told by its mark alone`() throws {
        var stage = try stage()
        stage.press(.focus(false))
        stage.milliseconds = 1000
        #expect(stage.end(tab: 1, turn: 1) == answered("First question"))
        stage.milliseconds = 1999
        #expect(stage.end(tab: 2, turn: 2) == [])
        #expect(stage.rows()[0].contains("2 Second question ●"))
        var later = try self.stage()
        later.press(.focus(false))
        later.milliseconds = 1000
        later.end(tab: 1, turn: 1)
        later.milliseconds = 2000
        #expect(later.end(tab: 2, turn: 2) == answered("Second question"))
    }

    @Test func `an end that is told twice is told once`() throws {
        var stage = try stage()
        stage.press(.focus(false))
        #expect(stage.end(tab: 2, turn: 2) == answered("Second question"))
        stage.milliseconds = 5000
        #expect(stage.end(tab: 2, turn: 2) == [])
    }

    @Test func `a run that a queued message follows is not the end`() throws {
        var stage = try stage()
        stage.type("Third question")
        stage.press(.enter)
        stage.press(.focus(false))
        let requests = stage.end(tab: 2, turn: 2)
        #expect(!requests.isEmpty)
        #expect(!requests.contains { if case .alert = $0 { true } else { false } })
        stage.milliseconds = 5000
        #expect(stage.end(tab: 2, turn: 3) == answered("Second question"))
    }

    @Test func `a title is cut, and means nothing to a terminal`() throws {
        var stage = try Stage(columns: 120, rows: 30)
        stage.press(.paste("a;b " + String(repeating: "漢", count: 60), isLast: true), .enter)
        stage.press(.focus(false))
        let requests = stage.end(tab: 1, turn: 1)
        guard case .alert(let alert, _) = requests.first else {
            Issue.record("no alert")
            return
        }
        #expect(alert.detail.hasPrefix("a,b 漢漢"))
        #expect(alert.detail.hasSuffix("…"))
        let columns = TextWidth.columns(of: "\(alert.title): \(alert.detail)")
        #expect(columns <= 80 && columns > 76)
    }
}

extension Stage {
    /// The news that a run has ended.
    fileprivate func ending(
        _ outcome: Outcome = .completed, tab: Int, turn: Int
    ) -> SessionEvent {
        SessionEvent(
            .ended(outcome, terminator: true), at: at(milliseconds),
            conversation: ConversationID(tab), turn: TurnID(turn))
    }

    @discardableResult
    fileprivate mutating func end(
        _ outcome: Outcome = .completed, tab: Int, turn: Int
    ) -> [DashboardCore.Request] {
        follow(core.receive([ending(outcome, tab: tab, turn: turn)]))
    }
}
