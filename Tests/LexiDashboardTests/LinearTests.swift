import LexiAPI
import LexiDashboard
import LexiSession
import LexiSessionSamples
import LexiState
import Testing

/// The lines of a program without a screen, over literal events.
private struct Lines {
    var core: LinearCore
    var milliseconds: UInt64 = 0

    init(
        isEchoed: Bool = true, isInteractive: Bool = true, context: ChatContext = ChatContext()
    ) {
        core = LinearCore(
            state: AppState(service: Service(label: "demo", isDemo: true), context: context),
            isInteractive: isInteractive, isEchoed: isEchoed, greeting: "lexi 0.1.0, demo")
        _ = core.takeOutput()
    }

    /// Enters a line and gives what is said at once.
    @discardableResult
    mutating func enter(_ text: String) -> [String] {
        requests = follow(core.enter(text, now: at(milliseconds)))
        return core.takeOutput()
    }

    /// Does what is asked of the engine, as far as it happens at once.
    private mutating func follow(_ requests: [LinearCore.Request]) -> [LinearCore.Request] {
        var all = requests
        for case .perform(let effect) in requests {
            let events = effect.events(at: at(milliseconds))
            if !events.isEmpty {
                all += follow(core.receive(events, now: at(milliseconds)))
            }
        }
        return all
    }

    var requests: [LinearCore.Request] = []

    mutating func take(_ events: RunEvent..., tab: Int = 1, turn: Int = 1) -> [String] {
        for event in events {
            let event = SessionEvent(
                event, at: at(milliseconds), conversation: ConversationID(tab),
                turn: TurnID(turn))
            requests = follow(core.receive([event], now: at(milliseconds)))
        }
        return core.takeOutput()
    }

    mutating func tick() -> [String] {
        core.tick(now: at(milliseconds))
        return core.takeOutput()
    }
}

private func step(_ tool: String, _ status: String, _ summary: String? = nil) -> RunEvent {
    .toolStep(ToolStepUpdate(tool: tool, status: status, summary: summary))
}

private func text(_ delta: String) -> RunEvent { .text(delta: delta, conversationID: nil) }

private let head = RunEvent.responded(
    ResponseHead(
        status: 200, requestID: "req_1", rateLimit: RateLimit(limit: 1000, remaining: 871)))

@Suite struct LinearTests {
    @Test func `a turn is a line for each thing that happens`() {
        var lines = Lines(isEchoed: false)
        #expect(lines.enter("Who is Mara?") == ["you: Who is Mara?"])
        #expect(
            lines.take(
                .requested(ChatRequest(message: "Who is Mara?"), idempotencyKey: "k"), head,
                .thinking(text: "Looking"), step("contacts.get", "started"))
                == ["thinking: Looking", "tool contacts.get started"])
        lines.milliseconds = 210
        #expect(
            lines.take(step("contacts.get", "completed", "Read Mara Vogt"))
                == ["tool contacts.get completed 0.21s: Read Mara Vogt"])
        #expect(
            lines.take(step("contacts.get", "started"))
                == ["tool contacts.get (2) started"])
        #expect(
            lines.take(step("contacts.get", "failed")) == ["tool contacts.get (2) failed 0.00s"])
        #expect(
            lines.take(.done(creditsRemaining: 4838, messageID: "m", conversationID: "c")) == [])
        #expect(
            lines.take(.ended(.completed, terminator: true))
                == ["done: 4838 credits left, rate 871/1000, request req_1"])
        lines.enter("And?")
        #expect(
            lines.take(
                .done(creditsRemaining: 4836, messageID: nil, conversationID: nil),
                .ended(.completed, terminator: true), turn: 2)
                == ["done: 2 credits, 4836 left, rate 871/1000, request unknown"])
    }

    @Test func `what a step says at its start is said, and what it says at its end`() {
        var lines = Lines(isEchoed: false)
        lines.enter("Q")
        #expect(
            lines.take(head, step("a", "started", "Looking for Mara"))
                == ["tool a started: Looking for Mara"])
        #expect(
            lines.take(step("a", "completed", "Read Mara Vogt"))
                == ["tool a completed 0.00s: Read Mara Vogt"])
        #expect(lines.take(step("b", "started", "Counting")) == ["tool b started: Counting"])
        #expect(lines.take(step("b", "completed")) == ["tool b completed 0.00s"])
    }

    @Test func `a request that is under way is tried again by the command that keeps its key`() {
        var lines = Lines()
        lines.enter("Q")
        let failure = Failure(code: .init(rawValue: "in_progress"), message: "Wait", status: 409)
        let said = lines.take(.failed(failure))
        #expect(said.first?.contains("then try it again with :retry. Sent anew") == true)
    }

    @Test(arguments: ["/help", "/theme nord", " :theme nord", "/model\nWho is Mara?"])
    func `what looks like a command is sent by an empty line alone`(_ message: String) {
        var lines = Lines()
        let word = message.contains("theme") ? "theme" : message.contains("help") ? "help" : "model"
        let said = lines.enter(message)
        #expect(said.count == 1)
        #expect(said.first?.contains("\(word) looks like a command and is not sent") == true)
        #expect(lines.requests.isEmpty)
        lines.enter("")
        #expect(lines.core.state.activeTab.lastTurn?.request.message == message)
        // While an answer comes it would wait in the way of other messages.
        #expect(lines.enter("/help").first?.contains("is not sent") == true)
        let end = lines.take(.ended(.completed, terminator: true))
        #expect(end.count == 1)
        #expect(lines.requests.isEmpty)
        // Another message takes the place of what was doubted.
        lines.enter("/help")
        lines.enter("Who is Mara?")
        #expect(lines.core.state.activeTab.lastTurn?.request.message == "Who is Mara?")
    }

    @Test func `a doubted message is kept over an answer, and called so`() {
        var lines = Lines()
        lines.enter("Q")
        _ = lines.take(.ended(.completed, terminator: true))
        lines.enter("/help")
        lines.enter(":again")
        let end = lines.take(.ended(.completed, terminator: true), turn: 2)
        #expect(end.last == "status: your message is kept; an empty line sends it")
    }

    @Test func `in a pipe each line is a question, whatever it looks like`() {
        var lines = Lines(isInteractive: false)
        lines.enter("/help")
        #expect(lines.core.state.activeTab.lastTurn?.request.message == "/help")
    }

    @Test func `steps are said in their order, whichever ends first`() {
        var lines = Lines(isEchoed: false)
        lines.enter("Q")
        #expect(
            lines.take(head, step("a", "started"), step("b", "started"), step("a", "started"))
                == ["tool a started", "tool b started", "tool a (2) started"])
        #expect(lines.take(step("b", "completed")) == ["tool b completed 0.00s"])
        #expect(lines.take(step("a", "completed")) == ["tool a completed 0.00s"])
        #expect(lines.take(step("a", "failed")) == ["tool a (2) failed 0.00s"])
        #expect(lines.take(step("b", "completed")) == ["tool b (2) completed"])
        #expect(lines.take(step("a", "started")) == ["tool a (3) started"])
        #expect(
            lines.take(.ended(.incomplete, terminator: false)).first
                == "tool a (3) unfinished 0.00s")
    }

    @Test func `a line of the answer is said once, when it is complete`() {
        var lines = Lines()
        lines.enter("Q")
        #expect(lines.take(text("Mara Vo")) == [])
        #expect(lines.take(text("gt.\n\n- on")) == ["lexi: Mara Vogt."])
        #expect(lines.take(text("e\n- two\nthree\tand")) == ["lexi: - one", "lexi: - two"])
        #expect(
            lines.take(.ended(.incomplete, terminator: false)) == [
                "lexi: three and",
                "incomplete: the stream ended before it was done; what arrived is above, :retry "
                    + "tries again, credits unknown, rate unknown, request unknown",
            ])
    }

    @Test func `what the server says cannot move the cursor or begin a line`() {
        var lines = Lines()
        lines.enter("Q")
        #expect(
            lines.take(
                .thinking(text: "a\u{1B}[2J\rb\nyou: c"),
                step("t\u{9B}31m", "odd\u{7}", "s\u{202E}"),
                text("x\u{1B}]0;"), text("title\u{7}y\n"))
                == [
                    "thinking: a b you: c", "tool t31m started", "tool t31m odd: s", "lexi: xy",
                ])
        let end = lines.take(.ended(.completed, terminator: true))
        #expect(end.last == "note: 5 control sequences removed")
    }

    @Test func `a failure is said with what to do`() {
        var lines = Lines()
        lines.enter("Q")
        let failure = Failure(code: .insufficientCredits, message: "No credits", status: 402)
        #expect(
            lines.take(.failed(failure)) == [
                "error insufficient_credits (HTTP 402): No credits. Top up the workspace's AI "
                    + "credits in LeadLex, then send the message again."
            ])
        #expect(
            lines.take(.ended(.failed, terminator: false)) == [
                "failed: nothing of the answer arrived, credits unknown, rate unknown, request "
                    + "unknown",
                "status: an empty line sends your message again; it is charged once",
            ])
        lines.enter("")
        guard case .perform(.ask(let asking))? = lines.requests.first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(asking.turn == TurnID(1))
        #expect(asking.request.message == "Q")
    }

    @Test func `a wait is counted down at its marks`() {
        var lines = Lines()
        lines.enter("Q")
        let failure = Failure(code: .rateLimited, message: "Slow down", status: 429)
        #expect(
            lines.take(.retrying(Retry(attempt: 2, wait: .seconds(30), failure: failure)))
                == ["retry: rate_limited (HTTP 429): Slow down. Attempt 2 follows in 30.0 s."])
        #expect(lines.tick() == [])
        var said: [String] = []
        for _ in 0..<10 {
            guard let next = lines.core.nextTick(now: at(lines.milliseconds)) else { break }
            lines.milliseconds = (next.nanoseconds + 999_999) / 1_000_000
            said += lines.tick().map { "\(lines.milliseconds / 1000): \($0)" }
        }
        #expect(
            said == [
                "20: status: rate limited, retry in 10 s", "25: status: rate limited, retry in 5 s",
                "45: status: stalled, nothing for 15 s",
            ])
    }

    @Test func `a stall is said once, and again after it was over`() {
        var lines = Lines()
        lines.enter("Q")
        _ = lines.take(head)
        lines.milliseconds = 14_999
        #expect(lines.tick() == [])
        lines.milliseconds = 15_000
        #expect(lines.core.nextTick(now: at(0)) == at(15_000))
        #expect(lines.tick() == ["status: stalled, nothing for 15 s, request req_1"])
        lines.milliseconds = 40_000
        #expect(lines.tick() == [])
        #expect(lines.core.nextTick(now: at(40_000)) == nil)
        _ = lines.take(.thinking(text: "hm"))
        lines.milliseconds = 56_000
        #expect(lines.tick() == ["status: stalled, nothing for 16 s, request req_1"])
    }

    @Test func `a message written meanwhile is sent when the answer is done`() {
        var lines = Lines()
        lines.enter("One")
        #expect(lines.enter("Two").count == 1)
        #expect(lines.requests.isEmpty)
        #expect(lines.enter("more").count == 1)
        #expect(
            lines.take(.ended(.completed, terminator: true)).suffix(2) == [
                "you: Two", "you: more",
            ])
        guard case .perform(.ask(let asking))? = lines.requests.first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(asking.request.message == "Two\nmore")
    }

    @Test func `a message written meanwhile waits for an empty line when the run was stopped`() {
        var lines = Lines()
        lines.enter("One")
        lines.enter("Two")
        #expect(lines.enter(":stop") == [])
        #expect(lines.requests == [.perform(.cancelTurn(TurnID(1)))])
        let end = lines.take(.ended(.cancelled, terminator: false))
        #expect(end.last == "status: your message is kept; an empty line sends it")
        #expect(lines.requests.isEmpty)
        lines.enter("")
        #expect(lines.requests.count == 1)
    }

    @Test func `the context is set by field, and two colons begin a message with one`() {
        var lines = Lines(context: ChatContext(deal: "deal-1"))
        #expect(
            lines.enter(":context contact=c-1 deal= page=\"a b\" tools=off")
                == ["context: contact c-1, page a b, tools off"])
        #expect(
            lines.enter(":context deals=1").first?.hasPrefix("status: the context has ") == true)
        #expect(
            lines.enter(":retyr") == ["status: there is no command :retyr; :help lists them"])
        lines.enter("::retry")
        guard case .perform(.ask(let asking))? = lines.requests.first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(asking.request.message == ":retry")
        #expect(asking.request.context == ChatContext(contact: "c-1", page: "a b"))
        #expect(!asking.request.allowTools)
    }

    @Test func `the status says on which day a limit resets`() {
        var lines = Lines()
        lines.enter("Q")
        let reset: Int64 = 1_777_380_000 + 60 * 3600
        let limit = RateLimit(limit: 50, remaining: 0, reset: reset)
        _ = lines.take(.responded(ResponseHead(status: 200, rateLimit: limit)))
        _ = lines.take(.ended(.completed, terminator: true))
        #expect(
            lines.enter(":status") == [
                "status: idle, credits unknown, rate 0/50, resets Fri 00:40 UTC, request unknown"
            ])
        lines.milliseconds = 61 * 3600 * 1000
        #expect(lines.enter(":status").first?.contains("rate 0/50 before the reset") == true)
    }

    @Test func `with more tabs than one each line names its own`() {
        var lines = Lines()
        lines.enter("One")
        #expect(lines.enter(":new") == ["tab 2: Untitled, this one"])
        #expect(lines.take(.thinking(text: "hm")) == ["[1] thinking: hm"])
        #expect(lines.enter(":tabs") == ["tab 1: One, running", "tab 2: Untitled, this one"])
        lines.milliseconds = 15_000
        #expect(lines.enter(":tabs") == ["tab 1: One, stalled", "tab 2: Untitled, this one"])
        lines.milliseconds = 0
        #expect(lines.enter(":tab 3") == ["status: There is no tab 3."])
        #expect(
            lines.enter(":tab 1")
                == ["tab 1: One, running, this one", "[1] context: none, tools on"])
        #expect(lines.enter(":close") == ["tab 1: Untitled, this one"])
        #expect(
            lines.requests == [
                .perform(.cancelTurn(TurnID(1))), .perform(.tell(.closed, of: ConversationID(1))),
            ])
        #expect(lines.take(.thinking(text: "late")) == [])
    }

    @Test func `Ctrl+C stops, and quits when it comes again in time`() {
        var lines = Lines()
        lines.enter("One")
        #expect(lines.core.interrupt(now: at(0)) == [.perform(.cancelTurn(TurnID(1)))])
        #expect(lines.core.interrupt(now: at(1600)) == [.perform(.cancelTurn(TurnID(1)))])
        #expect(lines.core.interrupt(now: at(3000)) == [.quit])
    }

    @Test func `a command in front of pasted lines is neither done nor sent`() {
        var lines = Lines()
        let said = lines.enter(":context contact=c-1\nWho is this?")
        #expect(lines.requests.isEmpty && lines.core.state.activeTab.turns.isEmpty)
        #expect(lines.core.state.activeTab.context.isEmpty)
        #expect(said.first?.contains("enter :context contact=c-1 on its own") == true)
        // With two colons it is a message with one.
        _ = lines.enter("::-)\nWho is this?")
        #expect(lines.core.state.activeTab.lastTurn?.request.message == ":-)\nWho is this?")
    }
}
