import LexiAPI

extension AppState {
    /// Takes in one envelope; one of a tab that was closed is no longer of interest.
    mutating func take(_ envelope: Envelope) {
        guard let tabIndex = tabs.firstIndex(where: { $0.id == envelope.tab }),
            let turnIndex = tabs[tabIndex].turns.lastIndex(where: { $0.id == envelope.turn })
        else { return }
        tabs[tabIndex].turns[turnIndex].take(envelope.event, at: envelope.instant)
        switch envelope.event {
        case .responded(let head):
            account.take(head.sanitized)
        case .text(_, let id):
            learn(conversationID: id, tabIndex)
        case .done(let credits, _, let id):
            learn(conversationID: id, tabIndex)
            if let credits {
                let delta = account.take(creditsRemaining: credits)
                tabs[tabIndex].turns[turnIndex].creditsDelta = delta
            }
        case .ended:
            if tabIndex != activeIndex { tabs[tabIndex].hasUnseenEnd = true }
            if tabIndex == activeIndex { notice = nil }
            giveBackRefusedMessage(tabIndex, turnIndex)
        default:
            break
        }
    }

    /// A message that nothing came back for is put where it was written, to be sent again.
    private mutating func giveBackRefusedMessage(_ tabIndex: Int, _ turnIndex: Int) {
        let turn = tabs[tabIndex].turns[turnIndex]
        let isUnanswered = turn.answer.isEmpty && turn.steps.isEmpty && turn.thoughts.isEmpty
        guard turn.outcome == .failed, isUnanswered, tabs[tabIndex].composer.isEmpty else { return }
        tabs[tabIndex].composer = Composer(text: turn.request.message)
    }

    /// The first identifier that any event carries names the conversation.
    private mutating func learn(conversationID: String?, _ index: Int) {
        guard let conversationID, !conversationID.isEmpty, tabs[index].conversationID == nil else {
            return
        }
        tabs[index].conversationID = conversationID
    }

    mutating func send(at instant: Instant) -> [Effect] {
        var tab = activeTab
        guard !tab.composer.text.trimmingWhiteSpace.isEmpty else { return [] }
        guard !tab.isRunning else {
            notice = Notice(.warning, "Lexi is still answering. Esc stops it; your text is kept.")
            return []
        }
        let id = TurnID(nextTurn)
        nextTurn += 1
        let request = ChatRequest(
            message: tab.composer.text, conversationID: tab.conversationID, context: tab.context,
            allowTools: tab.allowTools)
        tab.turns.append(Turn(id: id, request: request, sentAt: instant))
        tab.composer = Composer()
        notice = nil
        activeTab = tab
        return [.startTurn(tab: tab.id, turn: id, request: request, idempotencyKey: nil)]
    }
}
