import LexiAPI
public import LexiSession

extension AppState {
    /// Takes in one event of the session.
    ///
    /// - Returns: What is to be done next, when the end of a run that goes on now lets a queued
    ///   message go.
    mutating func take(_ event: SessionEvent) -> [Effect] {
        let place = event.conversation.flatMap { id in screens.firstIndex { $0.id == id } }
        let isEnd = if case .ended = event.body { true } else { false }
        let wasRunning = isEnd && isRunning(event)
        session.take(event)
        if case .answered(let answer) = event.body { take(answer, at: event.instant) }
        if case .journal(let news) = event.body { take(news) }
        guard let place else { return [] }
        if !event.isStep { tabsRevision += 1 }
        switch event.body {
        case .asked:
            if screens[place].awaitedTurn == event.turn { screens[place].awaitedTurn = nil }
        case .recordRead, .recordRefused: screens[place].isRecordAwaited = false
        case .resumed(let claim): take(claim, place)
        // What ended before is no news, and asks for nothing now.
        case .ended where wasRunning && event.origin == .live:
            if !isLookedAt(place) { screens[place].hasUnseenEnd = true }
            if place == activeIndex, notice?.outlastsRuns != true { notice = nil }
            giveBackRefusedMessage(place)
            return goOnWithQueue(place)
        default: break
        }
        return []
    }

    /// Puts aside the key of a turn that the server does not know any more, and tries again with
    /// another: it may be charged anew.
    mutating func retryAnew() -> [Effect] {
        retry().map { effect in
            guard case .ask(var asking) = effect else { return effect }
            asking.idempotencyKey = nil
            return .ask(asking)
        }
    }

    private func isRunning(_ event: SessionEvent) -> Bool {
        guard let conversation = event.conversation.flatMap({ session[$0] }) else { return false }
        return conversation.turns.last { $0.id == event.turn }?.isRunning ?? false
    }

    /// A message that nothing came back for is put where it was written, to be sent again: one
    /// that was refused, and one that the user called back while it waited for another try or in
    /// line. One that the server is at work on already is not: it would be asked twice.
    private mutating func giveBackRefusedMessage(_ place: Int) {
        let tab = tabs[place]
        guard let turn = tab.lastTurn else { return }
        let wasCalledBack =
            turn.outcome == .cancelled && (!turn.retries.isEmpty || turn.wasLeftInLine)
        guard turn.outcome == .failed || wasCalledBack, turn.isUnanswered,
            turn.failure?.isUnderWay != true,
            // Here it would be sent to another service than it was written for.
            !isOfFormerService(tab), tab.composer.isEmpty
        else { return }
        screens[place].composer.reset(to: turn.request.message)
    }

    /// Whether a conversation belongs to another service than the one in use: nothing more is sent
    /// in it.
    func isOfFormerService(_ tab: Tab) -> Bool { tab.conversation.service != service.origin }

    /// Sends the composer's text: as a new turn, or as another try of the last one when it is what
    /// that turn gave back, unchanged, so that the server charges it once.
    mutating func send() -> [Effect] {
        let tab = activeTab
        if let obstacle = tab.obstacle {
            if tab.isElsewhere {
                notice = elsewhere
            } else if !tab.composer.text.trimmingWhiteSpace.isEmpty {
                notice = Notice(.warning, obstacle)
            }
            return []
        }
        guard !tab.composer.text.trimmingWhiteSpace.isEmpty else {
            return tab.isRunning ? [] : sendNextQueued(activeIndex)
        }
        guard !tab.isRunning else {
            queueMessage()
            return []
        }
        if retriesByBeingSent(tab) { return retry() }
        guard !isOfFormerService(tab) else { return askInNewTab() }
        guard tab.queue.isEmpty else { return sendBehindQueue() }
        activeScreen.composer.reset()
        return start(tab.request(message: tab.composer.text), activeIndex, cause: .sent)
    }

    /// Whether what is written is what the last turn gave back, unchanged.
    func retriesByBeingSent(_ tab: Tab) -> Bool {
        guard let last = tab.lastTurn, last.mayBeRetried, last.isUnanswered else { return false }
        return last.request == tab.request(message: tab.composer.text) && !isOfFormerService(tab)
    }

    /// What can be done where another program has the conversation.
    private var elsewhere: Notice {
        Notice(
            .warning,
            "Another lexi has this conversation open. \(keys[.takeOver]) asks for it, "
                + "\(keys[.continueCopy]) goes on in a copy.")
    }

    /// Takes what is written in a conversation that another program has to a tab of its own, in
    /// which the same conversation of the server's goes on.
    mutating func continueCopy() {
        let former = activeTab
        guard former.isElsewhere else {
            notice = Notice(.information, "This conversation goes on here as it is.")
            return
        }
        let place = activeIndex
        addTab()
        guard activeIndex != place else { return }
        let written = screens[place].composer.text
        screens[place].composer.reset()
        activeScreen.composer.reset(to: written)
        activeScreen.context = former.context
        activeScreen.allowTools = former.allowTools
        if !isOfFormerService(former) {
            activeScreen.begins.serverID = former.conversationID
            activeScreen.begins.title = former.title
        }
        // The API gives a conversation no second end.
        notice = Notice(
            .information,
            activeScreen.begins.serverID == nil
                ? "A conversation of its own: Lexi does not know what was said in the other."
                : "It goes on in the same conversation on the server: what is asked here, Lexi "
                    + "knows in the other lexi, too.")
    }

    /// Asks the service in use what was written in a conversation of another, which stays as it
    /// is: in a tab of its own.
    private mutating func askInNewTab() -> [Effect] {
        let former = activeTab
        let place = activeIndex
        addTab()
        guard activeIndex != place else { return [] }
        screens[place].composer.reset()
        activeScreen.context = former.context
        activeScreen.allowTools = former.allowTools
        if former.conversation.service.baseURL == service.origin.baseURL, !service.isDemo {
            // The same server may show it to this key, too.
            activeScreen.begins.serverID = former.conversationID
        }
        let effects = start(
            activeTab.request(message: former.composer.text), activeIndex, cause: .sent)
        notice = Notice(
            .information,
            "That conversation is another service's: this one is new, at \(service.label).")
        return effects
    }

    /// Tries the last turn again in its place, with the key it was sent with.
    mutating func retry() -> [Effect] {
        let tab = activeTab
        if let obstacle = tab.obstacle {
            notice = Notice(.warning, obstacle)
            return []
        }
        guard !tab.isRunning else {
            notice = Notice(.warning, "Lexi is still answering. \(keys[.stop]) stops it.")
            return []
        }
        guard let turn = tab.lastTurn else {
            notice = Notice(.information, "There is nothing to run again yet.")
            return []
        }
        guard turn.mayBeRetried else { return [] }
        guard !isOfFormerService(tab) else {
            bringBack(turn.request.message)
            return []
        }
        if tab.composer.text == turn.request.message { activeScreen.composer.reset() }
        if tab.selection?.turn == turn.id { activeScreen.selection = nil }
        activeScreen.isQueueHeld = false
        activeScreen.awaitedTurn = turn.id
        notice = nil
        return [
            .ask(
                Asking(
                    conversation: tab.id, turn: turn.id, attempt: turn.attemptNumber + 1,
                    request: turn.request, cause: .retried, idempotencyKey: turn.idempotencyKey,
                    balance: account.freshBalance))
        ]
    }

    /// Puts a message that was sent to another service where it was written, unsent: what one
    /// server was told is not told to another by a key that says "again".
    private mutating func bringBack(_ message: String) {
        let composer = activeTab.composer
        if composer.isEmpty || composer.text == message {
            activeScreen.composer.reset(to: message)
            notice = Notice(
                .warning,
                "This was sent to another server. \(keys[.send]) sends it to \(service.label).")
        } else {
            activeScreen.composer.killRing.add(MessageFragment(message))
            notice = Notice(
                .warning,
                "That was sent to another server. \(keys[.yank]) puts it into the message.")
        }
    }

    /// Asks the last question once more, as a turn of its own.
    mutating func askAgain() -> [Effect] {
        if let obstacle = activeTab.obstacle {
            notice = Notice(.warning, obstacle)
            return []
        }
        guard let last = activeTab.lastTurn, !activeTab.isRunning else { return [] }
        guard !isOfFormerService(activeTab) else {
            bringBack(last.request.message)
            return []
        }
        return start(
            activeTab.request(message: last.request.message), activeIndex, cause: .askedAgain)
    }

    /// What a tab's conversation begins with; `nil` when something has happened in it already.
    public func opening(of id: ConversationID) -> ConversationOpening? {
        guard session[id] == nil, let screen = screens.first(where: { $0.id == id }) else {
            return nil
        }
        return ConversationOpening(
            service: service.origin, serverID: screen.begins.serverID,
            title: screen.begins.title)
    }

    /// Begins a new turn in any tab.
    mutating func start(
        _ request: ChatRequest, _ place: Int, cause: Question.Cause
    ) -> [Effect] {
        let tab = tabs[place]
        let turn = makeTurnID()
        let opening = opening(of: tab.id)
        screens[place].awaitedTurn = turn
        // What is asked is watched.
        screens[place].selection = nil
        screens[place].isQueueHeld = false
        screens[place].isDraftOfUnknownOrigin = false
        screens[place].historyPlace = nil
        if place == activeIndex { notice = nil }
        return [
            .ask(
                Asking(
                    conversation: tab.id, opening: opening, turn: turn, request: request,
                    cause: cause, balance: account.freshBalance))
        ]
    }
}

extension SessionEvent {
    /// Whether it is one of the many that an answer is made of.
    fileprivate var isStep: Bool { if case .attempt = body { true } else { false } }
}

extension Tab {
    /// Why nothing can be sent in it now, in a sentence; `nil` when it can.
    public var obstacle: String? {
        switch screen.journal {
        case .unread, .reading: "What was said before is still being read; your text is kept."
        case .read(.held): "Another lexi has this conversation open; your text is kept."
        case .none, .read: nil
        }
    }

    /// A message with what the tab's next turn is sent with.
    fileprivate func request(message: String) -> ChatRequest {
        ChatRequest(
            message: message, conversationID: conversationID, context: context,
            allowTools: allowTools)
    }
}
