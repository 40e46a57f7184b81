import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// What a conversation shows before its first message.
enum EmptyConversation {
    static func lines(_ state: AppState, width: Int) -> [StyledLine] {
        if state.service.lacksKey { return linesWithoutKey(state, width) }
        if let words = continuation(state.activeTab) {
            return words.flatMap {
                LineWrap.lines([Span(text: $0, role: .muted)], width: width)
            }
        }
        let intro =
            state.service.isDemo
            ? "This is the demo: a Lexi of its own with an invented law firm's CRM. Nothing leaves "
                + "this machine."
                // Nothing has been sent yet, so there is no connection to speak of.
            : "Questions go to \(state.service.label). What Lexi may only do with your approval "
                + "waits in `lexi tasks list`."
        let keys = state.keys
        let hints = [
            "Ask about a contact, a deal, a matter or a company. For example:",
            state.service.isDemo
                ? "  What do we know about Mara Vogt?" : "  What is open with this contact?",
            "  Which deals are open, and what is the pipeline worth?",
            "",
            "\(keys[.send]) sends, \(keys[.context]) sets the context, \(keys[.nextPane]) moves between "
                + "panes, \(keys.all(.help).joined(separator: " or ")) helps, \(keys[.palette]) finds "
                + "everything.",
        ]
        var lines = LineWrap.lines([Span(text: intro, role: .text)], width: width)
        lines.append(.empty)
        for hint in hints {
            lines += LineWrap.lines([Span(text: hint, role: .muted)], width: width)
        }
        return lines
    }

    /// What is said of a conversation that was begun elsewhere, as long as none of it is here.
    private static func continuation(_ tab: Tab) -> [String]? {
        guard let id = tab.conversationID else { return nil }
        let name = tab.serverTitle.map { "\"\($0)\" (\(Sanitizer.line(id)))" } ?? Sanitizer.line(id)
        let goesOn = "The next message continues it."
        return switch tab.restoration {
        case .none: ["This continues the conversation \(name).", goesOn]
        case .asking: ["This continues the conversation \(name).", "Asking for what was said."]
        case .here: ["This continues the conversation \(name), which has no messages.", goesOn]
        case .failed(let reason):
            [
                "This continues the conversation \(name).", "What was said is not here: \(reason).",
                "The next message is sent to it all the same.",
            ]
        }
    }

    private static func linesWithoutKey(_ state: AppState, _ width: Int) -> [StyledLine] {
        let lack = "There is no API key yet, so nothing can be asked."
        var lines = LineWrap.lines([Span(text: lack, role: .text)], width: width)
        lines.append(.empty)
        for hint in [
            "\(state.keys[.signIn]): try the demo, enter a key, or see where to get one.",
            "Or quit, and set LEXI_API_KEY, or name the key's file in a profile: "
                + "lexi config --help",
        ] {
            lines += LineWrap.lines([Span(text: hint, role: .muted)], width: width)
        }
        return lines
    }
}
