import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState

/// What is asked before something is lost or costs: in the bottom row, for the next key to answer.
///
/// A yes does it. Any other key is a no, and means what it always means; so is the question's
/// going away by itself.
enum Question: Hashable {
    /// The last question once more, as a new turn.
    case askAgain
    /// What did not complete, of which the server does not know the key any more.
    case retryAnew
    /// A message longer than the API documents.
    case sendLong
    /// A message that looks like a command of this program.
    case sendCommand(CommandLookalike)
    case closeTab(ConversationID)
    case quit
}

extension DashboardCore {
    /// Asks.
    mutating func ask(_ question: Question) -> [Request] {
        let notice = Notice(.warning, words(question))
        asked = Asked(question: question, notice: notice)
        change(.notify(notice))
        return []
    }

    /// A question while it stands in the bottom row.
    struct Asked {
        var question: Question
        var notice: Notice
    }

    private func words(_ question: Question) -> String {
        switch question {
        case .askAgain:
            quotingLastQuestion("Ask this again as a new turn, which costs anew:", "y: yes")
        case .retryAnew:
            quotingLastQuestion(
                "The server keeps a key for a day: this would be a new request, charged anew. "
                    + "Send it?", "y: yes")
        case .sendLong:
            "\(state.activeTab.composer.scalarCount) characters, of which Lexi takes"
                + " \(ChatRequest.documentedMessageLimit). \(state.keys[.send]) again sends it all the same."
        case .sendCommand(let command):
            "\(command.words) looks like a command. \(state.keys[.send]) again sends it to Lexi;"
                + " \(state.keys[.palette]) has the commands."
        case .closeTab: "Close tab \(state.activeIndex + 1) while Lexi answers? y: yes"
        case .quit:
            state.runCount == 1
                ? "Lexi still answers. Quit and stop that? y: yes"
                : "\(state.runCount) runs go on. Quit and stop them? y: yes"
        }
    }

    /// Words around the beginning of the question that is meant, as much of it as one row has room
    /// for, and always some.
    private func quotingLastQuestion(_ before: String, _ after: String) -> String {
        let message = Sanitizer.line(state.activeTab.lastTurn?.request.message ?? "")
        // The row's two edges, the quotation marks, and the spaces around them.
        let room = view.lastSize.columns - TextWidth.columns(of: before + after) - 6
        let quoted = TextWidth.truncated(
            message, columns: max(Self.leastQuoted, room),
            ellipsis: view.look.glyphs.ellipsis)
        return "\(before) \"\(quoted)\" \(after)"
    }

    private static let leastQuoted = 24

    /// Takes the next key as the answer.
    ///
    /// - Returns: `nil` when nothing was asked, or the key does not say yes.
    mutating func answer(_ key: Key, now: Instant) -> [Request]? {
        guard let asked else { return nil }
        self.asked = nil
        guard state.notice == asked.notice, says(key, yesTo: asked.question) else { return nil }
        change(.dismissNotice)
        switch asked.question {
        case .askAgain: return following(apply(.askAgain))
        case .retryAnew: return following(apply(.retryAnew))
        case .sendLong, .sendCommand: return sendAsItIs(now: now)
        case .closeTab(let id): return state.activeTab.id == id ? closeTab() : []
        case .quit: return [.quit]
        }
    }

    private func says(_ key: Key, yesTo question: Question) -> Bool {
        switch question {
        case .askAgain, .retryAnew, .closeTab, .quit: key == .character("y") || key == .enter
        case .sendLong, .sendCommand: keymap.command(key, in: KeyScope(view.focus)) == .send
        }
    }
}

extension AppState {
    fileprivate var runCount: Int { tabs.count(where: \.isRunningHere) }
}
