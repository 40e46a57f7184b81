import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState

/// What a scenario starts with. `__Snapshots__/start-NAME.txt` shows each.
enum StartingState: String, CaseIterable, Sendable {
    /// The program has just started.
    case empty
    /// The same in a real theme, for what chooses themes.
    case dark
    /// Two lines are written and not sent.
    case written
    /// A question with thoughts, steps and an answer of every kind of Markdown.
    case answered
    /// Two questions, both answered; what the second is about is not what the first is.
    case twoTurns = "two-turns"
    /// Lexi is in the middle of an answer, a step runs.
    case running
    /// The same, and a message waits for its end.
    case queued
    /// The connection broke in the middle of an answer.
    case failed
    /// An answer of many lines.
    case long
    /// Nine tabs, of which the third is looked at.
    case nineTabs = "nine-tabs"
    /// A conversation that another program has open.
    case elsewhere
    /// A recording is played, in the middle of an answer.
    case replaying

    func stage(_ size: Size) throws -> Stage {
        var stage = try Stage(
            columns: size.columns, rows: size.rows,
            context: self == .empty || self == .dark
                ? ChatContext() : ChatContext(contact: "contact-001", deal: "deal-001"),
            theme: self == .dark ? nil : RoleTheme.theme)
        // Keys mean something on a screen that has been seen.
        _ = stage.settledFrame()
        build(&stage)
        _ = stage.settledFrame()
        return stage
    }

    private func build(_ stage: inout Stage) {
        switch self {
        case .empty, .dark: break
        case .written:
            stage.type("Prepare a note for Mara Vogt")
            stage.press(.control("j"))
            stage.type("about the Series B deal")
        case .answered: Self.answer(&stage)
        case .twoTurns:
            Self.answer(&stage)
            stage.milliseconds += 60_000
            Self.ask("Is the contract signed?", &stage)
            stage.pass(400, .thinking(text: "The contract is a document of the deal"), turn: 2)
            stage.pass(
                100, .toolStep(.init(tool: "documents.list", status: "started")), turn: 2)
            stage.pass(
                300,
                .toolStep(
                    .init(tool: "documents.list", status: "completed", summary: "2 documents")),
                turn: 2)
            stage.pass(
                200, .text(delta: "Not yet. Acme has it since Monday.", conversationID: "c-1"),
                turn: 2)
            stage.pass(
                50, .done(creditsRemaining: 4838, messageID: "msg_2", conversationID: nil), turn: 2)
            stage.pass(10, .ended(.completed, terminator: true), turn: 2)
        case .running: Self.run(&stage)
        case .queued:
            Self.run(&stage)
            stage.type("And who is their lawyer?")
            stage.press(.enter)
        case .failed:
            Self.run(&stage)
            stage.pass(
                100,
                .failed(
                    Failure(code: .network, message: "127.0.0.1:80 reset the connection.")))
            stage.pass(0, .ended(.incomplete, terminator: false))
        case .long:
            Self.ask("List the activities of Acme", &stage)
            stage.pass(100, Self.head)
            for number in 1...60 {
                stage.pass(
                    10,
                    .text(delta: "- Activity \(number) of the list\n", conversationID: "c-1"))
            }
            stage.pass(10, .done(creditsRemaining: 4839, messageID: "msg_1", conversationID: nil))
            stage.pass(10, .ended(.completed, terminator: true))
        case .nineTabs:
            for number in 1...9 {
                if number > 1 { stage.press(.control("n")) }
                stage.type("Draft of tab \(number)")
            }
            stage.press(.alt("3"))
        case .elsewhere:
            Self.answer(&stage)
            stage.follow(
                stage.core.receive([
                    SessionEvent(
                        instant: at(stage.milliseconds), origin: .restored,
                        conversation: ConversationID(1), body: .resumed(.held))
                ]))
        case .replaying:
            stage.core = DashboardCore(
                state: AppState(
                    replaying: [ConversationID(1)],
                    of: Service(
                        label: "crm.example", isDemo: false, baseURL: "https://crm.example"),
                    Replay()),
                preferences: Preferences(look: stage.core.view.look, keymap: stage.keymap))
            let opening = ConversationOpening(
                service: ServiceOrigin(baseURL: "https://crm.example"))
            let question = Question(
                request: ChatRequest(message: "Who is Mara Vogt?"), idempotencyKey: "k",
                cause: .sent)
            let bodies: [(SessionEvent.Body, TurnID?)] = [
                (.opened(opening), nil), (.asked(question), TurnID(1)),
            ]
            stage.core.receive(
                bodies.map { body, turn in
                    SessionEvent(
                        instant: at(stage.milliseconds), origin: .replayed,
                        conversation: ConversationID(1), turn: turn, body: body)
                })
            stage.pass(100, Self.head)
            stage.pass(100, .text(delta: "Mara Vogt heads legal.", conversationID: "c-1"))
        }
    }

    private static let head = RunEvent.responded(
        ResponseHead(
            status: 200, requestID: "req_01JTB6Z0V3W8N5Q2K7M4C9XHDA",
            rateLimit: RateLimit(limit: 1000, remaining: 871, reset: 1_777_420_800)))

    private static func ask(_ message: String, _ stage: inout Stage) {
        stage.type(message)
        stage.press(.enter)
    }

    private static func run(_ stage: inout Stage) {
        ask("What do we know about Acme's Series B?", &stage)
        stage.pass(100, head)
        stage.pass(100, .thinking(text: "Looking up the contact"))
        stage.pass(100, .toolStep(.init(tool: "contacts.get", status: "started")))
        stage.pass(
            210,
            .toolStep(.init(tool: "contacts.get", status: "completed", summary: "Read Mara Vogt")))
        stage.pass(100, .thinking(text: "She owns two deals, so I read both"))
        stage.pass(100, .toolStep(.init(tool: "deals.get", status: "started")))
        stage.pass(
            480, .toolStep(.init(tool: "deals.get", status: "completed", summary: "Acme Series B")))
        stage.pass(
            100,
            .text(
                delta: "Acme raised **EUR 40m** in March. Mara Vogt owns the deal.\n\n",
                conversationID: "c-1"))
        stage.pass(100, .toolStep(.init(tool: "deals.get", status: "started")))
    }

    private static func answer(_ stage: inout Stage) {
        run(&stage)
        stage.pass(
            500,
            .toolStep(.init(tool: "deals.get", status: "completed", summary: "Fleet leasing")))
        stage.pass(
            100,
            .text(
                delta:
                    "- Series B advisory, *proposal*\n- [Fleet leasing](https://acme.example)\n\n"
                    + "```sql\nselect stage from deals\n```\n", conversationID: "c-1"))
        stage.pass(50, .done(creditsRemaining: 4840, messageID: "msg_1", conversationID: nil))
        stage.pass(10, .ended(.completed, terminator: true))
    }
}

extension Stage {
    /// Lets time pass, and something happen then.
    fileprivate mutating func pass(_ more: UInt64, _ event: RunEvent, turn: Int = 1) {
        milliseconds += more
        receive(event, turn: turn)
    }
}
