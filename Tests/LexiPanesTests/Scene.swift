import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState

/// A state with a story, built from events alone, and its pictures.
struct Scene {
    var state: AppState
    private var milliseconds: UInt64 = 0

    static let reset: Int64 = 1_777_420_800

    /// - Parameter service: The demo, unless told otherwise.
    init(
        context: ChatContext = ChatContext(), conversation: String? = nil,
        service: Service = Service(label: "demo", isDemo: true)
    ) {
        state = AppState(
            service: service, context: context,
            conversationID: conversation)
    }

    var now: Instant {
        Instant(
            nanoseconds: milliseconds * 1_000_000,
            unixSeconds: 1_777_380_000 + Double(milliseconds) / 1000)
    }

    mutating func pass(milliseconds more: UInt64) { milliseconds += more }

    mutating func apply(_ action: Action) {
        for effect in reduce(&state, action) {
            let events = effect.events(at: now)
            if !events.isEmpty { apply(.received(events)) }
        }
    }

    mutating func ask(_ message: String) {
        apply(.edit(.insert(message)))
        apply(.send)
    }

    /// Receives an event for the last turn of the active tab, some time after the one before.
    mutating func receive(after pause: UInt64 = 100, _ event: RunEvent) {
        milliseconds += pause
        let tab = state.activeTab
        guard let turn = tab.lastTurn else { return }
        apply(
            .received([
                SessionEvent(event, at: now, conversation: tab.id, turn: turn.id)
            ]))
    }

    /// A turn in the middle of its answer: thoughts, a finished tool and a running one, text.
    static var streaming: Scene {
        var scene = Scene(context: ChatContext(contact: "contact-001", deal: "deal-001"))
        scene.ask("What do we know about Acme's Series B?")
        scene.receive(
            .responded(
                ResponseHead(
                    status: 200, requestID: "req_01JTB6Z0V3W8N5Q2K7M4C9XHDA",
                    rateLimit: RateLimit(limit: 1000, remaining: 871, reset: reset))))
        scene.receive(.thinking(text: "Looking up the contact"))
        scene.receive(.toolStep(.init(tool: "contacts.get", status: "started")))
        scene.receive(
            after: 210,
            .toolStep(.init(tool: "contacts.get", status: "completed", summary: "Read Mara Vogt")))
        scene.receive(.thinking(text: "The contact owns two deals, so I read both of them"))
        scene.receive(.toolStep(.init(tool: "deals.get", status: "started")))
        scene.receive(
            after: 480, .toolStep(.init(tool: "deals.get", status: "completed", summary: "Acme")))
        scene.receive(.toolStep(.init(tool: "deals.get", status: "started")))
        scene.receive(
            .text(
                delta: "Acme raised **EUR 40m** in March. Two deals are open:\n\n"
                    + "- Series B advisory, EUR 50 000, *proposal*\n", conversationID: "c-1"))
        scene.pass(milliseconds: 300)
        return scene
    }

    /// The same turn, answered.
    static var answered: Scene {
        var scene = streaming
        scene.receive(
            .toolStep(.init(tool: "deals.get", status: "completed", summary: "Fleet leasing")))
        scene.receive(
            .text(
                delta: "- Fleet leasing, `EUR 120 000`\n\n| Deal | Stage | Value |\n"
                    + "| --- | --- | ---: |\n| Series B | proposal | 50 000 |\n"
                    + "| Fleet | lead | 120 000 |\n", conversationID: nil))
        scene.receive(.done(creditsRemaining: 4840, messageID: "msg_1", conversationID: nil))
        scene.receive(.ended(.completed, terminator: true))
        return scene
    }

    /// CJK, emoji, combining marks and right-to-left text in every pane.
    static var worldly: Scene {
        var scene = Scene()
        scene.ask("株式会社みらい電機について 👩‍💻")
        scene.receive(.thinking(text: "連絡先を探しています 🔎"))
        scene.receive(.toolStep(.init(tool: "検索.ツール", status: "started")))
        scene.receive(
            .toolStep(.init(tool: "検索.ツール", status: "completed", summary: "みらい電機 ✓ 読み取り")))
        scene.receive(
            .text(
                delta: "契約は **交渉中** です。担当は Zoë Müller-Groß (e\u{301}, 🇩🇪, ❤️, 👍🏽) です。\n\n"
                    + "- שלום עולם\n- مرحبا\n- 👨‍👩‍👧‍👦 家族\n\n| 名前 | 金額 |\n|---|---:|\n"
                    + "| みらい | ¥12,500,000 |\n", conversationID: "c-1"))
        scene.receive(.done(creditsRemaining: 1, messageID: nil, conversationID: nil))
        scene.receive(.ended(.completed, terminator: true))
        return scene
    }

    /// A turn that the server refused.
    static var refused: Scene {
        var scene = Scene()
        scene.ask("Who is Mara?")
        scene.receive(
            .responded(
                ResponseHead(
                    status: 429, requestID: "req_01JTB6Z0V3W8N5Q2K7M4C9XHDA",
                    rateLimit: RateLimit(limit: 50, remaining: 0, reset: reset))))
        scene.receive(
            .failed(Failure(code: .rateLimited, message: "Too many requests", status: 429)))
        scene.receive(.ended(.failed, terminator: false))
        return scene
    }

    /// A turn whose stream broke while a tool ran.
    static var broken: Scene {
        var scene = streaming
        scene.receive(
            .failed(Failure(code: .network, message: "127.0.0.1:80 reset the connection.")))
        scene.receive(.ended(.incomplete, terminator: false))
        return scene
    }

    /// A turn that waits for its next attempt.
    static var retrying: Scene {
        var scene = Scene()
        scene.ask("Who is Mara?")
        scene.receive(
            .retrying(
                Retry(
                    attempt: 2, wait: .seconds(154),
                    failure: Failure(
                        code: .rateLimited, message: "Too many requests", status: 429),
                    head: ResponseHead(
                        status: 429, requestID: "req_01JTB6Z0V3W8N5Q2K7M4C9XHDA",
                        rateLimit: RateLimit(limit: 50, remaining: 0, reset: reset)))))
        scene.pass(milliseconds: 1000)
        return scene
    }

    /// A broken turn that runs again.
    static var triedAgain: Scene {
        var scene = broken
        scene.apply(.retry)
        scene.receive(.responded(ResponseHead(status: 200, requestID: "req_2")))
        scene.receive(.thinking(text: "Once more"))
        scene.receive(.text(delta: "Acme raised **EUR", conversationID: "c-1"))
        return scene
    }
}
