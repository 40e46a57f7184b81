import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// Who is told of the ends of runs, and how often.
///
/// A sound or a notification is for who looks elsewhere: at another window as far as the terminal
/// tells; at another tab only for who asked for a way of being told.
struct RunEnds {
    /// The run of a turn that is over, in a tab that goes on with nothing by itself.
    struct End {
        var title: String
        var outcome: Outcome
        var code: Failure.Code?
        var isLookedAt: Bool
        var instant: Instant
    }

    var way = AlertWay.auto
    /// The time of the last end that anybody was told of.
    private var toldAt: UInt64?

    /// Ends that follow one sooner are told by the marks of their tabs alone.
    static let pauseNanoseconds: UInt64 = 1_000_000_000
    /// Columns that a notification has at most.
    static let longestColumns = 80

    /// What to tell of ends that came together; `nil` for nothing.
    mutating func alert(_ ends: [End], hasWindowFocus: Bool) -> Alert? {
        guard way != .none, way.isExplicit || !hasWindowFocus else { return nil }
        // Who stopped a run knows.
        let ends = ends.filter { !$0.isLookedAt && $0.outcome != .cancelled }
        guard let last = ends.map(\.instant.nanoseconds).max() else { return nil }
        if let toldAt, last < toldAt.addingReportingOverflow(Self.pauseNanoseconds).partialValue {
            return nil
        }
        toldAt = last
        return ends.count == 1 ? Self.alert(ends[0]) : Self.alert(ends)
    }

    private static func alert(_ end: End) -> Alert {
        let title =
            switch end.outcome {
            case .completed, .cancelled: "Lexi answered"
            case .failed: "Lexi failed, \(plain(end.code?.rawValue ?? "unknown", columns: 40))"
            case .incomplete: "Lexi's answer broke off"
            }
        let room = longestColumns - TextWidth.columns(of: title) - 2
        return Alert(title: title, detail: plain(end.title, columns: room))
    }

    private static func alert(_ ends: [End]) -> Alert {
        let failed = ends.count { $0.outcome != .completed }
        let words = failed > 0 ? ", \(failed) of them not completed" : ""
        return Alert(title: "Lexi: \(ends.count) runs ended\(words)")
    }

    /// A line of text with nothing in it that means something in a control sequence.
    private static func plain(_ text: String, columns: Int) -> String {
        let line = Sanitizer.line(text).replacing(";", with: ",")
        return TextWidth.truncated(line, columns: columns)
    }
}

extension DashboardCore {
    /// Takes in events, and tells of the ends among them: of those that happen now.
    mutating func take(_ events: [SessionEvent]) -> [Request] {
        let ended = events.filter { event in
            guard case .ended = event.body else { return false }
            return event.origin == .live
        }
        // An end may be told twice; it counts once.
        let running = ended.isEmpty ? [] : Set(state.tabs.compactMap(\.runningTurn))
        let requests = apply(.received(events))
        guard !running.isEmpty else { return requests }
        let ends = ended.compactMap { event in
            event.turn.map(running.contains) == true ? end(event) : nil
        }
        guard let alert = runEnds.alert(ends, hasWindowFocus: state.hasWindowFocus) else {
            return requests
        }
        return requests + [.alert(alert, runEnds.way)]
    }

    /// - Returns: `nil` when the tab is gone, or already goes on with what was queued.
    private func end(_ event: SessionEvent) -> RunEnds.End? {
        guard let index = state.tabs.firstIndex(where: { $0.id == event.conversation }),
            let turn = state.tabs[index].lastTurn, turn.id == event.turn,
            let outcome = turn.outcome, !state.tabs[index].isRunning
        else { return nil }
        return RunEnds.End(
            title: state.tabs[index].title, outcome: outcome, code: turn.failure?.code,
            isLookedAt: state.isLookedAt(index), instant: event.instant)
    }

    /// Whoever presses a key looks at the window, whatever the terminal has told.
    mutating func noteFocus(_ key: Key) {
        let hasFocus = if case .focus(let hasFocus) = key { hasFocus } else { true }
        if hasFocus != state.hasWindowFocus { change(.windowFocus(hasFocus)) }
    }
}

extension Tab {
    fileprivate var runningTurn: TurnID? { awaitedTurn ?? (isRunning ? lastTurn?.id : nil) }
}
