public import LexiAPI
public import LexiSession

/// What keys do to the screen for signing in.
public enum SignInAction: Sendable, Hashable {
    case open(SignInFacts)
    /// Moves down in what can be chosen, up when negative.
    case move(Int)
    /// Enter: leads on, or closes the screen where that is a ``SignIn/Wish`` that ends it.
    case goOn
    /// Escape: a step back, or closes the screen.
    case goBack
    case write(Secret)
    /// What the server says to a key; counts while it is awaited.
    case checked(KeyCheckID, KeyCheck)
    case deleteBackward
    case clear
    /// Another service, or the same with another key, is used from now on.
    case connected(Service)
}

extension AppState {
    mutating func reduceSignIn(_ action: SignInAction) -> [Effect] {
        switch action {
        case .open(let facts):
            overlay = .signIn(SignIn(facts, problem: keyProblem, isDemo: service.isDemo))
        case .connected(let service): return connect(service)
        default: changeSignIn(action)
        }
        return []
    }

    private mutating func changeSignIn(_ action: SignInAction) {
        guard case .signIn(var signIn) = overlay else { return }
        switch action {
        case .move(let steps): signIn.move(steps)
        case .goOn:
            switch signIn.wish {
            case .demo?, .use?:
                overlay = nil
                return
            case .check?:
                keyCheckCount += 1
                signIn.beginCheck(KeyCheckID(keyCheckCount))
            case nil: signIn.goOn()
            }
        case .checked(let id, let check):
            guard signIn.awaitedCheck == id else { return }
            guard signIn.take(check) else {
                overlay = nil
                return
            }
        case .goBack:
            guard signIn.goBack() else {
                overlay = nil
                return
            }
        case .write(let text): signIn.write(text)
        case .deleteBackward: signIn.edit { $0.deleteBackward() }
        case .clear: signIn.edit { $0.clear() }
        case .open, .connected: return
        }
        overlay = .signIn(signIn)
    }

    /// What is wrong with the key in use, as far as the last turn of the active tab tells.
    private var keyProblem: String? {
        guard !service.isDemo, let failure = activeTab.lastTurn?.failure, failure.concernsKey
        else { return nil }
        let subject = service.keyOrigin?.subject ?? "The key"
        let isForbidden = failure.code == .insufficientPermissions || failure.status == 403
        let verb = isForbidden ? "may not ask Lexi" : "was refused"
        return "\(subject) \(verb): \(failure.sentence)"
    }

    /// Whether what is written here stays with the service in use when another takes its place:
    /// it was written for that one. Who had no key yet has written for whoever answers first.
    public func leavesDrafts(for new: Service) -> Bool {
        !service.lacksKey && new.isElsewhere(than: service)
    }

    /// Uses another service, or the same with another key. What runs goes on as it began.
    private mutating func connect(_ new: Service) -> [Effect] {
        let isAnother = new.isElsewhere(than: service)
        if leavesDrafts(for: new) { clearDrafts() }
        // What waits was to go with the key of before.
        for place in screens.indices where !screens[place].queue.isEmpty {
            screens[place].isQueueHeld = true
        }
        service = new
        conversationList = ConversationList()
        return [.tell(.serviceChanged(new.origin), of: nil)]
            + (isAnother ? leaveUnbegunConversations() : [])
    }

    /// Begins anew where nothing was asked yet: what was to be continued there is another
    /// service's, and what is still asked for of it as well.
    private mutating func leaveUnbegunConversations() -> [Effect] {
        var effects: [Effect] = []
        for place in screens.indices where screens[place].awaitedTurn == nil {
            let former = screens[place].id
            guard session[former]?.turns.isEmpty ?? true else { continue }
            screens[place].begins = .init()
            guard session[former] != nil || screens[place].isRecordAwaited else { continue }
            if session[former] != nil { effects.append(.tell(.closed, of: former)) }
            screens[place].id = makeConversationID()
            screens[place].isRecordAwaited = false
        }
        return effects
    }
}

extension Failure {
    /// Whether another key may help.
    public var concernsKey: Bool {
        code == .invalidKey || code == .insufficientPermissions
            || (status == 401 || status == 403) && !isOfWebPage
    }
}
