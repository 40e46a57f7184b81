public import LexiAPI

/// What is done about the server's conversations.
public enum ConversationStep: Sendable {
    /// The list is being asked for.
    case asking
    /// The messages of the conversation that a tab continues are being asked for.
    case restoring(TabID)
    /// What is found for these words is being asked for.
    case searching(String)
    /// What was found or refused before is forgotten.
    case forgetSearch
    case answered(ConversationAnswer, Instant)
    /// Opens a conversation in a tab of its own, or goes to the tab that it is in.
    case open(id: String, title: String?, context: ChatContext)
}

extension AppState {
    mutating func reduceConversations(_ step: ConversationStep) {
        switch step {
        case .asking: conversationList.phase = .asking
        case .restoring(let tab):
            guard let index = tabs.firstIndex(where: { $0.id == tab }) else { return }
            tabs[index].restoration = .asking
        case .searching(let words): conversationList.search.ask(words)
        case .forgetSearch: conversationList.search = ConversationSearch()
        // A service that was left meanwhile has its say no more.
        case .answered(.list, _) where conversationList.phase != .asking: return
        case .answered(.list(let page), let now):
            conversationList.phase = .here
            conversationList.answeredAt = now
            conversationList.conversations = page.items.filter { $0.id?.isEmpty == false }
            let count = Int64(page.items.count + page.unreadableCount)
            conversationList.total = page.meta.total.flatMap { $0 > count ? $0 : nil }
        case .answered(.noList(let reason), _): conversationList.phase = .failed(reason)
        case .answered(.messages(let conversation, let tab), _):
            if let index = indexOfAsking(tab) { restore(conversation, index) }
        case .answered(.noMessages(let reason, let tab), _):
            if let index = indexOfAsking(tab) { tabs[index].restoration = .failed(reason) }
        case .answered(.found(let page, let words), _):
            conversationList.search.take(page, for: words)
        case .answered(.notFound(let reason, let words, let isRefused), _):
            conversationList.search.fail(reason, for: words, isRefused: isRefused)
        case .open(let id, let title, let context): open(id, title, context)
        }
    }

    /// Where a tab is that waits for its messages: one that is another service's by now does not.
    private func indexOfAsking(_ tab: TabID) -> Int? {
        tabs.firstIndex { $0.id == tab && $0.restoration == .asking }
    }

    private mutating func open(_ id: String, _ title: String?, _ context: ChatContext) {
        if let index = tabs.firstIndex(where: { $0.conversationID == id }) {
            _ = reduceTabs(.selectTab(index: index))
            return
        }
        let count = tabs.count
        _ = reduceTabs(.newTab)
        guard tabs.count > count else { return }
        activeTab.conversationID = id
        activeTab.serverTitle = title.map { FoldedText($0).text }
        if !context.isEmpty { activeTab.context = context }
        activeTab.restoration = .asking
    }

    private mutating func restore(_ conversation: Conversation, _ index: Int) {
        var turns: [Turn] = []
        var tools = EarlierSteps()
        for message in conversation.messages {
            switch message.role {
            case "user":
                turns.append(earlierTurn(message, conversation))
                tools = EarlierSteps()
            case "assistant", "tool":
                if turns.isEmpty { turns.append(earlierTurn(nil, conversation)) }
                tools.take(message)
                turns[turns.count - 1].takeEarlier(tools.steps)
                if message.role == "assistant" { turns[turns.count - 1].takeEarlier(message) }
            default: break
            }
        }
        tabs[index].restoration = .here(turns.count)
        // What was asked meanwhile follows.
        tabs[index].turns.insert(contentsOf: turns, at: 0)
        if tabs[index].serverTitle == nil {
            tabs[index].serverTitle = conversation.summary.title.map { FoldedText($0).text }
        }
    }

    private mutating func earlierTurn(
        _ message: ConversationMessage?, _ conversation: Conversation
    ) -> Turn {
        let id = TurnID(nextTurn)
        nextTurn += 1
        return Turn(
            earlier: id,
            ChatRequest(
                message: message?.content ?? "", conversationID: conversation.summary.id),
            at: message?.createdAt)
    }
}

/// How far the earlier messages of a conversation are that a tab continues.
public enum Restoration: Sendable, Hashable {
    /// The tab began its conversation, or nobody asked for what was before.
    case none
    case asking
    /// So many questions were before.
    case here(Int)
    /// They did not come; in a sentence without a full stop.
    case failed(String)
}
