import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState
import Testing

/// A recording on the screen: it is looked at, and nothing comes of it.
@Suite struct ReplayTests {
    /// A recording on the screen, with a turn that runs.
    private struct Player {
        var core: DashboardCore
        var milliseconds: UInt64 = 1000
        /// The recording's own time.
        var recorded: UInt64 = 50_000

        init(_ replay: Replay = Replay()) throws {
            core = DashboardCore(
                state: AppState(
                    replaying: [ConversationID(7)],
                    of: Service(
                        label: "crm.example", isDemo: false, baseURL: "https://crm.example",
                        keyFingerprint: "k:9f3a"), replay),
                preferences: Preferences(
                    look: Look(theme: try ThemeLibrary.theme(named: "dark"))))
            core.restore(PaneArrangement())
            take(
                .opened(
                    ConversationOpening(
                        service: ServiceOrigin(baseURL: "https://crm.example", key: "k:9f3a"),
                        serverID: "conv_7")), at: 47_000)
            take(
                .asked(
                    Question(
                        request: ChatRequest(message: "Who is Mara?"), idempotencyKey: "k",
                        cause: .sent)), at: 47_000)
            for event: RunEvent in [
                .responded(ResponseHead(status: 200, requestID: "req_7")),
                .thinking(text: "Looking"),
                .toolStep(ToolStepUpdate(tool: "contacts.get", status: "started")),
                .text(delta: "Mara heads legal. She is in Kiel.", conversationID: nil),
            ] {
                take(event, at: 48_000)
            }
        }

        @discardableResult
        mutating func take(_ body: SessionEvent.Body, at time: UInt64) -> [DashboardCore.Request] {
            let isTurns = if case .opened = body { false } else { true }
            return core.receive([
                SessionEvent(
                    instant: LexiDashboardTests.at(time), origin: .replayed,
                    conversation: ConversationID(7), turn: isTurns ? TurnID(70) : nil,
                    attempt: isTurns ? 1 : 0, body: body)
            ])
        }

        @discardableResult
        mutating func take(_ event: RunEvent, at time: UInt64) -> [DashboardCore.Request] {
            var event = SessionEvent(
                event, at: LexiDashboardTests.at(time), conversation: ConversationID(7),
                turn: TurnID(70))
            event.origin = .replayed
            return core.receive([event])
        }

        @discardableResult
        mutating func press(_ keys: Key...) -> [DashboardCore.Request] {
            keys.flatMap {
                core.handle($0, now: at(milliseconds)) + core.expire(now: at(milliseconds))
            }
        }

        mutating func rows() -> [String] {
            let grid = core.paint(
                size: Size(columns: 120, rows: 30), now: at(milliseconds), recorded: at(recorded)
            ).grid
            return (0..<30).map { grid.text(row: $0) }
        }
    }

    /// What a replay may ask of the outside: nothing that reaches a server, rings, or keeps what
    /// was written. The settings are the user's.
    private static func isHarmless(_ request: DashboardCore.Request) -> Bool {
        switch request {
        case .replay, .quit, .suspend, .redraw, .copy, .export, .setMouse, .listThemes, .keepTheme,
            .keepSetting, .tellReaders, .reloadSettings, .noticeSettings, .loadPalette:
            true
        case .perform, .remember, .loadHistory, .editText, .saveDrafts, .leaveDrafts, .alert,
            .listConversations, .searchConversations, .showConversation, .readJournal, .openSignIn,
            .startDemo, .checkKey, .useKey, .takeOver:
            false
        }
    }

    @Test func `it follows the settings, and no check of a key`() throws {
        var player = try Player()
        let now = LexiDashboardTests.at(0)
        #expect(
            player.core.receive([
                SessionEvent(instant: now, body: .settingsChanged),
                SessionEvent(
                    instant: now, body: .keyChecked(KeyCheckID(1), .unknown("offline: No"))),
            ]) == [.noticeSettings])
    }

    @Test func `its keys play it, whatever pane has the focus`() throws {
        var player = try Player()
        for _ in 0..<4 {
            #expect(player.press(.character(" ")) == [.replay(.togglePause)])
            #expect(player.press(.character(">")) == [.replay(.faster)])
            #expect(player.press(.character("<")) == [.replay(.slower)])
            player.press(.tab)
            #expect(player.core.view.focus != .message)
        }
        #expect(player.press(.character("q")) == [.quit])
        player.core.didReplay(Replay(phase: .over))
        #expect(player.press(.character(" ")) == [])
    }

    @Test func `each press counts, however many come at once`() throws {
        var player = try Player()
        #expect(
            player.core.handle([.character(">"), .character(">"), .character("<")], now: at(1000))
                == [.replay(.faster), .replay(.faster), .replay(.slower)])
    }

    @Test(arguments: [
        Key.enter, .control("r"), .control("y"), .character("x"), .special(.insert, []),
    ])
    func `a key that does nothing here says what this is`(key: Key) throws {
        var player = try Player()
        player.press(key)
        #expect(
            player.rows().contains { $0.contains("This is a replay: it takes no questions") })
    }

    @Test func `the hint fits, and tells to the last how to quit`() throws {
        for phase in [Replay.Phase.playing, .paused, .over] {
            for columns in 40...120 {
                var player = try Player(Replay(phase: phase))
                let grid = player.core.paint(
                    size: Size(columns: columns, rows: 12), now: at(1000), recorded: at(50_000)
                ).grid
                let rows = (0..<12).map { grid.text(row: $0) }
                #expect(rows.contains { $0.contains("q quits") }, "\(phase) \(columns)")
            }
        }
    }

    @Test func `a search takes the keys for its text`() throws {
        var player = try Player()
        player.press(.character("/"), .character("i"), .character("s"))
        #expect(player.press(.character(" "), .character("q")) == [])
    }

    @Test(arguments: [Key.escape, .tab, .special(.pageUp, [])])
    func `no key of the table asks, sends or writes anything`(before: Key) throws {
        for action in ActionTable.actions {
            for sequence in action.keys {
                var player = try Player()
                let session = player.core.state.session
                _ = player.core.begin()
                player.press(before)
                var requests =
                    sequence.followsLeader
                    ? player.press(.control("x"), sequence.key) : player.press(sequence.key)
                requests += player.press(.character("H"), .paste("text", isLast: true), .enter)
                requests += player.core.unsavedDrafts()
                #expect(requests.allSatisfy(Self.isHarmless), "\(action.name): \(requests)")
                let state = player.core.state
                #expect(state.session == session && state.tabs.count == 1, "\(action.name)")
                #expect(state.activeTab.composer.isEmpty && state.activeTab.queue.isEmpty)
                #expect(state.activeTab.awaitedTurn == nil, "\(action.name)")
                #expect(player.core.view.focus != .message, "\(action.name)")
            }
        }
    }

    @Test(arguments: [
        ":stop", ":again", ":new-tab", ":send", ":context contact c_1", ":open conv_9", ":sign-in",
        ":retry", ":close-tab", ":editor", ":history",
    ])
    func `no command line does`(line: String) throws {
        var player = try Player()
        var requests = player.press(.character(":"))
        requests += player.core.didLoadPalette(themes: nil, settings: [], now: at(1000))
        for character in line.dropFirst() { requests += player.press(.character(character)) }
        requests += player.press(.enter)
        player.milliseconds += 10_000
        requests += player.core.expire(now: at(player.milliseconds))
        #expect(requests.allSatisfy(Self.isHarmless), "\(requests)")
        #expect(player.core.state.tabs.count == 1)
        #expect(player.core.state.activeTab.awaitedTurn == nil)
    }

    @Test func `the record of its conversation is not asked for`() throws {
        var player = try Player()
        #expect(player.core.begin() == [])
        #expect(player.core.expire(now: at(2000)) == [])
    }

    @Test func `its end rings for nobody`() throws {
        var player = try Player()
        player.press(.focus(false))
        player.take(
            .done(creditsRemaining: 4840, messageID: "m", conversationID: nil), at: 49_000)
        let requests = player.take(.ended(.completed, terminator: true), at: 49_000)
        #expect(requests == [])
        #expect(player.core.state.activeTab.lastTurn?.outcome == .completed)
        #expect(player.rows().last?.contains("credits 4840") == true)
    }

    @Test func `the bar and the message say that it is one, and how it goes`() throws {
        var player = try Player(Replay(speed: .times(0.5)))
        #expect(player.rows().last?.contains(" replay 0.5x │ ") == true)
        #expect(player.rows().contains { $0.contains("─ Replay ─") })
        #expect(player.rows().contains { $0.contains("This is a replay: Space pauses") })
        #expect(!player.rows().contains { $0.contains("/12000") || $0.contains("Ask Lexi") })
        player.core.didReplay(Replay(phase: .paused))
        #expect(player.rows().last?.contains(" paused │ ") == true)
        #expect(player.rows().last?.contains("replay 1x, paused │ ") == true)
        #expect(player.rows().contains { $0.contains("paused: Space goes on") })
        player.core.didReplay(Replay(phase: .over))
        #expect(player.rows().last?.contains(" replay over │ ") == true)
    }

    @Test func `times are those of the recording`() throws {
        var player = try Player()
        #expect(player.rows().last?.contains("tool contacts.get 3.0s") == true)
        // A day passes here, and half a second there.
        player.milliseconds += 86_400_000
        player.recorded += 500
        #expect(player.rows().last?.contains("tool contacts.get 3.5s") == true)
        player.recorded += 20_000
        #expect(player.rows().last?.contains("stalled 22s") == true)
    }

    @Test func `nothing ticks while it is paused or over`() throws {
        var player = try Player()
        _ = player.rows()
        #expect(player.core.sleep(now: at(1000)) == .milliseconds(250))
        for phase in [Replay.Phase.paused, .over] {
            player.core.didReplay(Replay(phase: phase))
            _ = player.rows()
            #expect(player.core.sleep(now: at(1000)) == nil)
            #expect(!player.core.isPaintDue(now: at(900_000)))
        }
    }

    @Test func `quitting asks nothing, and Ctrl+C twice quits`() throws {
        var player = try Player()
        #expect(player.press(.control("c")) == [])
        #expect(player.press(.control("c")) == [.quit])
    }

    @Test func `the help begins with its keys`() throws {
        var player = try Player()
        player.press(.character("?"))
        let rows = player.rows()
        let place = try #require(rows.firstIndex { $0.contains("│ In a replay") })
        #expect(rows[place + 1].contains("Space") && rows[place + 1].contains("Pause, or go on"))
    }

    @Test func `what it refuses is not listed`() throws {
        var player = try Player()
        player.press(.control("p"))
        _ = player.core.didLoadPalette(themes: nil, settings: [], now: at(1000))
        let screen = player.rows().joined(separator: "\n")
        #expect(screen.contains("export") && !screen.contains("new-tab"))
        #expect(!screen.contains("retry"))
    }

    @Test func `the mouse gives the message no focus`() throws {
        var player = try Player()
        player.core.didSetMouse(true, isPossible: true)
        let row = try #require(player.rows().firstIndex { $0.contains("This is a replay") })
        for point in [Point(column: 4, row: row), Point(column: 4, row: 2)] {
            let requests = player.press(.mouse(MouseEvent(.press(.left), at: point)))
            #expect(requests == [] && player.core.state.overlay == nil)
            #expect(player.core.view.focus != .message)
        }
    }
}
