public import LexiAPI
public import LexiSession

/// What is done about the server's conversations.
public enum ConversationStep: Sendable {
    /// The list is being asked for.
    case asking
    /// The messages of the conversation that a tab continues are being asked for.
    case restoring(ConversationID)
    /// What is found for these words is being asked for.
    case searching(String)
    /// What was found or refused before is forgotten.
    case forgetSearch
    /// Opens a conversation in a tab of its own, or goes to the tab that it is in.
    case open(id: String, title: String?, context: ChatContext)
}

extension AppState {
    mutating func reduceConversations(_ step: ConversationStep) {
        switch step {
        case .asking: conversationList.phase = .asking
        case .restoring(let tab):
            guard let place = screens.firstIndex(where: { $0.id == tab }) else { return }
            screens[place].isRecordAwaited = true
        case .searching(let words): conversationList.search.ask(words)
        case .forgetSearch: conversationList.search = ConversationSearch()
        case .open(let id, let title, let context): open(id, title, context)
        }
    }

    mutating func take(_ answer: ConversationAnswer, at now: Instant) {
        switch answer {
        // A service that was left meanwhile has its say no more.
        case .list where conversationList.phase != .asking: return
        case .list(let page):
            conversationList.phase = .here
            conversationList.answeredAt = now
            conversationList.conversations = page.items.filter { $0.id?.isEmpty == false }
            let count = Int64(page.items.count + page.unreadableCount)
            conversationList.total = page.meta.total.flatMap { $0 > count ? $0 : nil }
        case .noList(let reason): conversationList.phase = .failed(reason)
        case .found(let page, let words): conversationList.search.take(page, for: words)
        case .notFound(let reason, let words, let isRefused):
            conversationList.search.fail(reason, for: words, isRefused: isRefused)
        }
    }

    /// What is told where an API key was pasted in place of a name.
    static let keyIsNoName = "An API key names nothing; it was taken out, and nothing was asked."

    private mutating func open(_ id: String, _ title: String?, _ context: ChatContext) {
        guard Secret.withoutKeys(id) == id else {
            notice = Notice(.warning, Self.keyIsNoName)
            return
        }
        if let index = tabs.firstIndex(where: { $0.conversationID == id }) {
            _ = reduceTabs(.selectTab(index: index))
            return
        }
        // What was written down here tells more than the server's record.
        let closed = closedTabs.last { $0.serverID == id && $0.service == service.origin }
        if let closed { return open(kept: closed) }
        let count = screens.count
        _ = reduceTabs(.newTab)
        guard screens.count > count else { return }
        activeScreen.begins = .init(serverID: id, title: title.map { FoldedText($0).text })
        if !context.isEmpty { activeScreen.context = context }
        activeScreen.isRecordAwaited = true
    }
}
