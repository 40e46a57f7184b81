import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState

extension Stage {
    static let settings: [SettingChoice] = [
        SettingChoice(
            name: "motion", value: "true", present: "true", isSet: false, others: ["false"],
            summary: "With false nothing turns."),
        SettingChoice(
            name: "ascii", value: "false, but true on old terminals", present: nil, isSet: false,
            others: ["true", "false"], summary: "Draws with ASCII alone."),
        SettingChoice(
            name: "timeouts.idle", value: "120", present: "120", isSet: true,
            summary: "How long is waited between two pieces."),
    ]

    /// Presses keys and brings what the palette asks for at once.
    @discardableResult
    mutating func pressing(_ keys: Key...) -> [DashboardCore.Request] {
        keys.flatMap { key in fulfil(press(key)) }
    }

    /// Types in the palette, which was opened by ``pressing(_:)``.
    @discardableResult
    mutating func typing(_ text: String) -> [DashboardCore.Request] {
        text.flatMap { pressing(.character($0)) }
    }

    /// Brings the themes and settings, and returns what else is asked for.
    mutating func fulfil(_ requests: [DashboardCore.Request]) -> [DashboardCore.Request] {
        requests.flatMap { request in
            guard case .loadPalette = request else { return [request] }
            return core.didLoadPalette(
                themes: ThemeLibrary(own: []), settings: Self.settings, now: at(milliseconds))
        }
    }

    /// The rows between the field and the last line of the palette.
    mutating func list() -> [String] {
        rows().filter { $0.contains("│") }.compactMap { row in
            let starts = row.indices.filter { index in
                let rest = row[index...].prefix(4)
                return rest.count == 4 && "▸ ".contains(rest.first!)
                    && rest.dropFirst().first == " "
                    && ">#@~=:".contains(rest.dropFirst(2).first!) && rest.last == " "
            }
            return starts.first.map { String(row[$0...]) }
        }
    }

    mutating func bring(_ answer: ConversationAnswer) {
        bring(.answered(answer))
    }

    /// Brings what the server says of a conversation, as it was asked for.
    mutating func bring(_ body: SessionEvent.Body, of conversation: ConversationID? = nil) {
        var bodies = [body]
        if let conversation, let opening = core.state.opening(of: conversation) {
            bodies = [.opened(opening), .recordAsked, body]
        }
        follow(
            core.receive(
                bodies.map { body in
                    SessionEvent(
                        instant: at(milliseconds), conversation: conversation, body: body)
                }))
    }

    static let conversations = Page(
        items: [
            ConversationSummary(
                id: "conv_1", title: "Acme Series B", messageCount: 4,
                lastMessageAt: Timestamp("2026-04-27T12:40:00Z"),
                context: ChatContext(deal: "deal-001")),
            ConversationSummary(
                id: "conv_2", title: "Bad \u{1B}]0;title\u{07}one", messageCount: 1),
            ConversationSummary(id: "conv_3"),
        ], meta: PageMeta(total: 40))
}
