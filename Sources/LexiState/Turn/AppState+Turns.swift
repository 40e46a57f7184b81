import LexiAPI

extension AppState {
    /// Takes in one envelope; one of a tab that was closed is no longer of interest.
    ///
    /// - Returns: What is to be done next, when the end of a run lets a queued message go.
    mutating func take(_ envelope: Envelope) -> [Effect] {
        guard let tabIndex = tabs.firstIndex(where: { $0.id == envelope.tab }),
            let turnIndex = tabs[tabIndex].turns.lastIndex(where: { $0.id == envelope.turn })
        else { return [] }
        let wasRunning = tabs[tabIndex].turns[turnIndex].isRunning
        let hadBalance = tabs[tabIndex].turns[turnIndex].creditsRemaining != nil
        tabs[tabIndex].turns[turnIndex].take(
            envelope.event, at: envelope.instant, position: envelope.position)
        // What another service tells of itself is no news of this one.
        let isForeign = tabs[tabIndex].turns[turnIndex].isOfFormerService
        switch envelope.event {
        case .retrying, .responded, .text, .done:
            if !isForeign { takeNews(of: envelope.event, tabIndex, turnIndex, hadBalance) }
        case .ended:
            if !isLookedAt(tabIndex) { tabs[tabIndex].hasUnseenEnd = true }
            if tabIndex == activeIndex { notice = nil }
            let turn = tabs[tabIndex].turns[turnIndex]
            if !isForeign, !turn.isUnanswered, turn.creditsRemaining == nil {
                account.isBalanceOld = true
            }
            guard wasRunning else { break }
            giveBackRefusedMessage(tabIndex, turnIndex)
            return goOnWithQueue(tabIndex, at: envelope.instant)
        default:
            break
        }
        return []
    }

    /// Takes in what an event tells of the workspace and the conversation.
    private mutating func takeNews(
        of event: RunEvent, _ tabIndex: Int, _ turnIndex: Int, _ hadBalance: Bool
    ) {
        switch event {
        case .retrying(let retry):
            if let head = retry.head { account.take(head.sanitized) }
        case .responded(let head):
            account.take(head.sanitized)
        case .text(_, let id):
            learn(conversationID: id, tabIndex)
        case .done(let credits, _, let id):
            learn(conversationID: id, tabIndex)
            if let credits {
                let turn = tabs[tabIndex].turns[turnIndex]
                let delta = account.take(
                    creditsRemaining: credits, by: turn.id, isAlone: isAlone(turn, in: tabIndex))
                // Said twice, the second differs from the first and not from before the turn.
                if !hadBalance { tabs[tabIndex].turns[turnIndex].creditsDelta = delta }
            }
        default:
            break
        }
    }

    /// Whether no turn of another tab has run since this one was sent.
    private func isAlone(_ turn: Turn, in tabIndex: Int) -> Bool {
        !tabs.indices.contains { index in
            guard index != tabIndex, let other = tabs[index].lastTurn, !other.isEarlier else {
                return false
            }
            return other.endedAt.map { $0 > turn.sentAt } ?? true
        }
    }

    /// A message that nothing came back for is put where it was written, to be sent again: one
    /// that was refused, and one that the user called back while it waited for another try or in
    /// line. One that the server is at work on already is not: it would be asked twice.
    private mutating func giveBackRefusedMessage(_ tabIndex: Int, _ turnIndex: Int) {
        let turn = tabs[tabIndex].turns[turnIndex]
        let wasCalledBack =
            turn.outcome == .cancelled && (!turn.retries.isEmpty || turn.wasLeftInLine)
        guard turn.outcome == .failed || wasCalledBack, turn.isUnanswered,
            turn.failure?.isUnderWay != true,
            // Here it would be sent to another service than it was written for.
            !turn.isOfFormerService, tabs[tabIndex].composer.isEmpty
        else { return }
        tabs[tabIndex].composer.reset(to: turn.request.message)
    }

    /// The first identifier that any event carries names the conversation.
    private mutating func learn(conversationID: String?, _ index: Int) {
        guard let conversationID, !conversationID.isEmpty, tabs[index].conversationID == nil else {
            return
        }
        tabs[index].conversationID = conversationID
    }

    /// Sends the composer's text: as a new turn, or as another try of the last one when it is what
    /// that turn gave back, unchanged, so that the server charges it once.
    mutating func send(at instant: Instant) -> [Effect] {
        let tab = activeTab
        guard !tab.composer.text.trimmingWhiteSpace.isEmpty else {
            return tab.isRunning ? [] : sendNextQueued(activeIndex, at: instant)
        }
        guard !tab.isRunning else {
            queueMessage()
            return []
        }
        let request = tab.request(message: tab.composer.text)
        if let last = tab.lastTurn, last.mayBeRetried, last.isUnanswered,
            !last.isOfFormerService, last.request == request
        {
            return retry(at: instant)
        }
        activeTab.composer.reset()
        return start(request, activeIndex, at: instant)
    }

    /// Tries the last turn again in its place, with the key it was sent with.
    mutating func retry(at instant: Instant) -> [Effect] {
        guard var turn = activeTab.lastTurn else {
            notice = Notice(.information, "There is nothing to run again yet.")
            return []
        }
        guard turn.mayBeRetried else {
            notice = Notice(.warning, "Lexi is still answering. \(keys[.stop]) stops it.")
            return []
        }
        guard !turn.isOfFormerService else {
            bringBack(turn.request.message)
            return []
        }
        if activeTab.composer.text == turn.request.message { activeTab.composer.reset() }
        if activeTab.selection?.turn == turn.id { activeTab.selection = nil }
        turn.beginAgain(at: instant)
        activeTab.turns[activeTab.turns.count - 1] = turn
        activeTab.isQueueHeld = false
        notice = nil
        return [
            .startTurn(
                tab: activeTab.id, turn: turn.id, request: turn.request,
                idempotencyKey: turn.idempotencyKey)
        ]
    }

    /// Puts a message that was sent to another service where it was written, unsent: what one
    /// server was told is not told to another by a key that says "again".
    private mutating func bringBack(_ message: String) {
        let composer = activeTab.composer
        if composer.isEmpty || composer.text == message {
            activeTab.composer.reset(to: message)
            notice = Notice(
                .warning,
                "This was sent to another server. \(keys[.send]) sends it to \(service.label).")
        } else {
            activeTab.composer.killRing.add(MessageFragment(message))
            notice = Notice(
                .warning,
                "That was sent to another server. \(keys[.yank]) puts it into the message.")
        }
    }

    /// Asks the last question once more, as a turn of its own.
    mutating func askAgain(at instant: Instant) -> [Effect] {
        guard let last = activeTab.lastTurn, !last.isRunning else { return [] }
        guard !last.isOfFormerService else {
            bringBack(last.request.message)
            return []
        }
        return start(activeTab.request(message: last.request.message), activeIndex, at: instant)
    }

    /// Begins a new turn in any tab.
    mutating func start(
        _ request: ChatRequest, _ tabIndex: Int, at instant: Instant
    ) -> [Effect] {
        let id = TurnID(nextTurn)
        nextTurn += 1
        tabs[tabIndex].turns.append(Turn(id: id, request: request, sentAt: instant))
        // What is asked is watched.
        tabs[tabIndex].selection = nil
        tabs[tabIndex].isQueueHeld = false
        tabs[tabIndex].isDraftOfUnknownOrigin = false
        tabs[tabIndex].historyPlace = nil
        if tabIndex == activeIndex { notice = nil }
        return [
            .startTurn(tab: tabs[tabIndex].id, turn: id, request: request, idempotencyKey: nil)
        ]
    }
}

extension Tab {
    /// A message with what the tab's next turn is sent with.
    fileprivate func request(message: String) -> ChatRequest {
        ChatRequest(
            message: message, conversationID: conversationID, context: context,
            allowTools: allowTools)
    }
}
