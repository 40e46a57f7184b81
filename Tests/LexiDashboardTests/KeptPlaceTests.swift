import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState
import Testing

/// What part of a conversation was being read is there again at the next start.
@Suite struct KeptPlaceTests {
    private static let conversation = ConversationID(7)

    /// A program that has just started, with a conversation of before in its only tab.
    private func start(at place: JSONValue?, lines: Int = 60) throws -> Stage {
        var stage = try Stage(columns: 80, rows: 24)
        var state = stage.core.state
        let kept = KeptTab(id: Self.conversation, service: .demo, place: place)
        _ = reduce(&state, .resume([kept], front: 0, closed: []))
        stage.core = DashboardCore(
            state: state,
            preferences: Preferences(look: Look(theme: try ThemeLibrary.theme(named: "dark"))))
        // It is drawn before it is read.
        _ = stage.frame()
        stage.follow(stage.core.receive(Self.journal(lines: lines)))
        _ = stage.frame()
        return stage
    }

    /// What the journal says of it: one question, and an answer of many lines.
    private static func journal(lines: Int) -> [SessionEvent] {
        let text = (1...lines).map { "Line \($0)\n\n" }.joined()
        func event(_ body: SessionEvent.Body) -> SessionEvent {
            SessionEvent(
                instant: at(5), conversation: conversation, turn: TurnID(1), attempt: 1, body: body)
        }
        func event(_ runEvent: RunEvent) -> SessionEvent {
            SessionEvent(runEvent, at: at(5), conversation: conversation, turn: TurnID(1))
        }
        let question = Question(
            request: ChatRequest(message: "Q"), idempotencyKey: "key", cause: .sent)
        let events = [
            event(.opened(ConversationOpening(service: .demo))), event(.asked(question)),
            event(.text(delta: text, conversationID: nil)),
            event(.ended(.completed, terminator: true)), event(.resumed(.mine)),
        ]
        return events.map { event in
            var event = event
            event.origin = .restored
            return event
        }
    }

    @Test func `a tab comes back where it was being read`() throws {
        var stage = try start(at: nil)
        #expect(stage.screen().contains("Line 60"))
        stage.press(.special(.pageUp, []), .special(.pageUp, []))
        let rows = stage.rows()
        #expect(!rows.joined().contains("Line 60"))
        let place = try #require(stage.core.keptTabs.tabs.first?.place)
        var next = try start(at: place)
        #expect(Array(next.rows()[2..<18]) == Array(rows[2..<18]))
        // As long as nobody moves it stays kept, and then it is the new one.
        #expect(next.core.keptTabs.tabs.first?.place == place)
        next.press(.special(.pageUp, []))
        _ = next.frame()
        #expect(next.core.keptTabs.tabs.first?.place != place)
    }

    @Test func `a tab whose end was followed follows it again`() throws {
        var stage = try start(at: nil)
        _ = stage.frame()
        #expect(stage.core.keptTabs.tabs.map(\.place) == [nil])
    }

    @Test func `what nobody has looked at keeps its place`() throws {
        let place = JSONValue.object([
            .init("top", .array([.integer(0), .integer(40), .integer(0)])),
            .init("last_seen", .array([.integer(0), .integer(90), .integer(0)])),
        ])
        var state = try Stage(columns: 80, rows: 24).core.state
        let kept = KeptTab(id: Self.conversation, service: .demo, place: place)
        let other = KeptTab(id: ConversationID(8), service: .demo)
        _ = reduce(&state, .resume([other, kept], front: 0, closed: []))
        var core = DashboardCore(
            state: state,
            preferences: Preferences(look: Look(theme: try ThemeLibrary.theme(named: "dark"))))
        _ = core.paint(size: Size(columns: 80, rows: 24), now: at(0))
        #expect(core.keptTabs.tabs.map(\.place) == [nil, place])
    }

    @Test(arguments: [
        "12", "{}", #"{"top":[0,0,0]}"#, #"{"top":[0,0],"last_seen":[0,0,0]}"#,
        #"{"top":[-1,0,0],"last_seen":[0,0,0]}"#,
        #"{"top":[9223372036854775807,0,0],"last_seen":[0,0,0]}"#,
        #"{"top":[0,9223372036854775807,0],"last_seen":[0,0,0]}"#,
        #"{"top":[0,0,9223372036854775807],"last_seen":[9,9,9]}"#,
        #"{"top":["a",0,0],"last_seen":[0,0,0]}"#,
    ])
    func `a place that there is none of shows some part`(_ json: String) throws {
        var stage = try start(at: JSONValue(parsing: json))
        #expect(stage.screen().contains("Line "))
        stage.press(.special(.pageUp, []), .special(.pageDown, []))
        #expect(stage.screen().contains("Line "))
    }
}
