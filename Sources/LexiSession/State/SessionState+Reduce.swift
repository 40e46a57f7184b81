import LexiAPI

extension SessionState {
    /// Takes in events, in their order.
    public mutating func take(_ events: some Sequence<SessionEvent>) {
        for event in events { take(event) }
    }

    /// Takes in one event; one of a conversation that was never opened is of no interest.
    public mutating func take(_ event: SessionEvent) {
        if case .serviceChanged(let service) = event.body {
            use(service)
            return
        }
        guard let id = event.conversation else { return }
        if case .opened(let opening) = event.body {
            open(id, opening, isReadAgain: event.origin == .restored)
            return
        }
        guard let index = index(of: id) else { return }
        switch event.body {
        case .opened, .serviceChanged, .settingsChanged, .keyChecked, .answered, .resumed, .journal:
            break
        case .renamed(let title): conversations[index].givenTitle = Sanitizer.line(title)
        case .bound(let name): conversations[index].serverID = name
        // What still comes of it is written down, and no part of this.
        case .closed: conversations.remove(at: index)
        case .recordAsked: conversations[index].record = .asking
        case .recordRead(let record): conversations[index].take(record)
        case .recordRefused(let reason):
            if conversations[index].record == .asking {
                conversations[index].record = .failed(reason)
            }
        case .gap(let bytes): conversations[index].lostBytes += bytes
        case .asked(let question): ask(question, event, index)
        case .attempt, .ended, .interrupted: goOn(event, index)
        // The ending tells what became of it.
        case .cancelled: break
        }
    }

    private mutating func use(_ service: ServiceOrigin) {
        self.service = service
        // With another key, another workspace may be meant.
        accounts[service] = nil
        for index in conversations.indices {
            // A workspace that never let anybody in is whatever another key opens.
            if conversations[index].service.baseURL == service.baseURL,
                conversations[index].wasRefused
            {
                conversations[index].service = service
            }
            // Another key may open what was refused.
            if case .failed = conversations[index].record { conversations[index].record = .none }
            for place in conversations[index].turns.indices {
                conversations[index].turns[place].isOfFormerService =
                    conversations[index].service != service
                conversations[index].turns[place].revision += 1
            }
        }
    }

    /// - Parameter isReadAgain: Whether all that has happened in it follows: what is known of it
    ///   already would be there twice.
    private mutating func open(
        _ id: ConversationID, _ opening: ConversationOpening, isReadAgain: Bool
    ) {
        let index: Int
        if let known = self.index(of: id) {
            index = known
            if isReadAgain {
                conversations[index] = ConversationState(id: id, service: opening.service)
            }
        } else {
            index = conversations.count
            conversations.append(ConversationState(id: id, service: opening.service))
        }
        conversations[index].serverID = opening.serverID ?? conversations[index].serverID
        if let title = opening.title { conversations[index].givenTitle = Sanitizer.line(title) }
    }

    private mutating func ask(_ question: Question, _ event: SessionEvent, _ index: Int) {
        guard let id = event.turn else { return }
        let turns = conversations[index].turns
        if let place = turns.lastIndex(where: { $0.id == id }) {
            conversations[index].turns[place].beginAgain(question, at: event.instant)
        } else {
            var turn = Turn(id: id, question, at: event.instant)
            turn.isOfFormerService = service.map { $0 != conversations[index].service } ?? false
            conversations[index].turns.append(turn)
        }
    }

    /// Takes in what became of a turn. The turn is worked on in its place: an answer's text must
    /// have one owner, or each delta would copy all of it.
    private mutating func goOn(_ event: SessionEvent, _ index: Int) {
        guard let place = conversations[index].turns.lastIndex(where: { $0.id == event.turn }),
            conversations[index].turns[place].isRunning
        else { return }
        switch event.body {
        case .attempt(_, let runEvents), .ended(_, let runEvents):
            for runEvent in runEvents {
                let hadBalance = conversations[index].turns[place].creditsRemaining != nil
                conversations[index].turns[place].take(runEvent, at: event.instant)
                learn(runEvent, index, place, event.instant, hadBalance: hadBalance)
            }
        case .interrupted: conversations[index].turns[place].interrupt()
        default: break
        }
        if case .ended(let ending, _) = event.body {
            let cost = conversations[index].turns[place].costIfAlone
            conversations[index].turns[place].creditsDelta = ending.isAlone ? cost : nil
        }
        // Not the turn itself, whose text would then have two owners.
        guard !conversations[index].turns[place].isRunning else { return }
        let turn = conversations[index].turns[place]
        if !turn.isUnanswered, turn.creditsRemaining == nil {
            accounts[conversations[index].service, default: Account()]
                .noteUntoldBalance(at: event.instant)
        }
    }

    /// Takes in what a run event tells of the workspace and the conversation.
    private mutating func learn(
        _ event: RunEvent, _ index: Int, _ place: Int, _ instant: Instant, hadBalance: Bool
    ) {
        switch event {
        case .retrying(let retry): if let head = retry.head { learn(head, index, instant) }
        case .responded(let head): learn(head, index, instant)
        case .text(_, let name): conversations[index].learn(serverID: name)
        case .done(let credits, _, let name):
            conversations[index].learn(serverID: name)
            guard let credits else { break }
            let turn = conversations[index].turns[place].withoutAnswer
            accounts[conversations[index].service, default: Account()].take(
                creditsRemaining: credits, by: turn.id, isAlone: isAlone(turn, index), at: instant)
            // Said twice, the second differs from the first and not from before the turn.
            if !hadBalance, let before = turn.balanceBefore {
                let cost = Account.cost(from: before, to: credits)
                conversations[index].turns[place].costIfAlone = cost
                // The ending says whether it was; until then, what can be seen from here counts.
                conversations[index].turns[place].creditsDelta =
                    isAlone(turn, index) ? cost : nil
            }
        default: break
        }
    }

    private mutating func learn(_ head: ResponseHead, _ index: Int, _ instant: Instant) {
        accounts[conversations[index].service, default: Account()]
            .take(head.sanitized, at: instant)
    }

    /// Whether no turn of another conversation has run since this one was sent.
    private func isAlone(_ turn: Turn, _ index: Int) -> Bool {
        !conversations.indices.contains { other in
            guard other != index, let last = conversations[other].lastTurn, !last.isEarlier else {
                return false
            }
            return last.endedAt.map { $0 > turn.sentAt } ?? true
        }
    }
}
