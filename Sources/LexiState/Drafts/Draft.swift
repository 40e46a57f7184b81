public import LexiAPI
public import LexiSession

/// What was written in a tab and not sent.
public struct Draft: Sendable, Hashable {
    public var text: String
    /// The conversation that it was written in; `nil` for what an earlier version kept.
    public var conversation: ConversationID?
    /// The server's name for it.
    public var conversationID: String?
    public var context: ChatContext
    public var allowTools: Bool
    /// Whether nobody knows for which server it was written: it was kept by version 0.1.0.
    public var isOfUnknownOrigin: Bool
    /// Whether it waited for the answer before it.
    public var isQueued: Bool

    public init(
        text: String, conversation: ConversationID? = nil, conversationID: String? = nil,
        context: ChatContext = ChatContext(),
        allowTools: Bool = true, isOfUnknownOrigin: Bool = false, isQueued: Bool = false
    ) {
        self.isQueued = isQueued
        self.text = text
        self.conversation = conversation
        self.conversationID = conversationID
        self.context = context
        self.allowTools = allowTools
        self.isOfUnknownOrigin = isOfUnknownOrigin
    }
}

extension Tab {
    /// The messages that wait, in their order, and then the composer's text.
    public var drafts: [Draft] {
        let waiting = queue.map {
            draft($0.message, context: $0.context, allowTools: $0.allowTools, isQueued: true)
        }
        let written = draft(composer.text, context: context, allowTools: allowTools)
        return (waiting + [written]).filter { !$0.text.trimmingWhiteSpace.isEmpty }
    }

    private func draft(
        _ text: String, context: ChatContext, allowTools: Bool, isQueued: Bool = false
    ) -> Draft {
        Draft(
            // Of a tab in which nothing has happened the name means nothing.
            text: text, conversation: kept == nil ? nil : id, conversationID: conversationID,
            context: context, allowTools: allowTools,
            isOfUnknownOrigin: isDraftOfUnknownOrigin, isQueued: isQueued)
    }
}

extension AppState {
    /// Drafts of closed tabs that are kept.
    private static let keptClosedDrafts = 20
    /// A longer draft comes back folded.
    private static let foldedDraftScalars = 12_000

    /// Everything that was written and not sent, in the order of the tabs.
    public var drafts: [Draft] { tabs.flatMap(\.drafts) + closedDrafts }

    /// Keeps what was not sent in a tab that is closed, and lets yank put it into the next.
    mutating func keepDraft(of closed: Tab) {
        let drafts = closed.drafts
        guard !drafts.isEmpty else { return }
        closedDrafts.append(contentsOf: drafts)
        closedDrafts.removeFirst(max(0, closedDrafts.count - Self.keptClosedDrafts))
        let text = drafts.map(\.text).joined(separator: "\n\n")
        activeScreen.composer.killRing.add(MessageFragment(text))
        notice = Notice(
            .information,
            "What was not sent is kept for the next start; \(keys[.yank]) puts it here.")
    }

    /// Takes all that is written off the screen: it is another service's.
    mutating func clearDrafts() {
        closedDrafts = []
        for index in screens.indices {
            screens[index].composer.reset()
            screens[index].queue = []
            screens[index].isQueueHeld = false
            screens[index].historyPlace = nil
            screens[index].isDraftOfUnknownOrigin = false
        }
    }

    private mutating func put(_ text: String, _ place: Int) {
        screens[place].composer.reset(to: "")
        if text.scalarCount > Self.foldedDraftScalars {
            screens[place].composer.apply(.paste(text, isLast: true))
        } else {
            screens[place].composer.reset(to: text)
        }
    }

    /// Opens drafts: one of a tab that is open in that tab, as one of a tab that was closed in
    /// that; the first of the others in the tab that is shown, if it is sent with the same, and
    /// the rest in tabs of their own. What waited waits for a word of the user. Nothing is sent.
    mutating func restore(_ drafts: [Draft]) {
        let shown = activeScreen.id
        var count = 0
        for var draft in drafts where !draft.text.isEmpty {
            // Each demo is a new firm, to which no conversation of an earlier one is known.
            if service.isDemo { draft.conversationID = nil }
            if let kept = closedTabs.last(where: { $0.id == draft.conversation }),
                kept.service == service.origin
            {
                let isShown = activeScreen.isUnused(in: session)
                open(kept: kept)
                if !isShown { show(shown) }
            }
            if let place = screens.firstIndex(where: { $0.id == draft.conversation }) {
                if draft.isQueued, screens[place].queue.count < Self.maximumQueued {
                    screens[place].queue.append(
                        QueuedMessage(
                            message: draft.text, context: draft.context,
                            allowTools: draft.allowTools))
                    screens[place].isQueueHeld = true
                } else if screens[place].composer.isEmpty {
                    put(draft.text, place)
                } else {
                    closedDrafts.append(draft)
                    continue
                }
                count += 1
                continue
            }
            let tab = activeTab
            let fits =
                count == 0 && tab.turns.isEmpty && tab.composer.isEmpty
                && tab.conversationID == draft.conversationID && tab.context == draft.context
                && tab.allowTools == draft.allowTools
            if !fits {
                guard screens.count < Self.maximumTabs else {
                    closedDrafts.append(draft)
                    continue
                }
                addTab()
                activeScreen.begins.serverID = draft.conversationID
                activeScreen.context = draft.context
                activeScreen.allowTools = draft.allowTools
            }
            activeScreen.isDraftOfUnknownOrigin = draft.isOfUnknownOrigin
            put(draft.text, activeIndex)
            show(shown)
            count += 1
        }
        guard count > 0 else { return }
        let words =
            count == 1
            ? "What was not sent last time is back."
            : "\(count) drafts that were not sent last time are back, each in its tab."
        let isUnknown = drafts.contains { $0.isOfUnknownOrigin }
        // What is wrong is still to be read.
        let warning = notice.flatMap { $0.kind == .warning ? $0.text : nil }
        let parts = [
            warning, words, isUnknown ? "An earlier version kept it without its server." : nil,
        ]
        notice = Notice(
            isUnknown || warning != nil ? .warning : .information,
            parts.compactMap(\.self).joined(separator: " "))
    }

    private mutating func show(_ conversation: ConversationID) {
        if let place = screens.firstIndex(where: { $0.id == conversation }) { activeIndex = place }
    }
}
