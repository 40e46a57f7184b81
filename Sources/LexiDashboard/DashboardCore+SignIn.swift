import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
public import LexiState

/// The screen for signing in.
extension DashboardCore {
    /// Shows it.
    public mutating func openSignIn(_ facts: SignInFacts) {
        change(.signIn(.open(facts)))
        view.resetSignIn()
        needsPaint()
    }

    /// Every key is the screen's, so that no part of a key gets into the message.
    mutating func handleSignIn(_ key: Key, _ signIn: SignIn) -> [Request] {
        switch command(key, in: .signIn) {
        case .signInAccept:
            let wish = signIn.wish
            change(.signIn(.goOn))
            switch wish {
            case .demo?:
                // Who is there already only wanted to see what there is.
                return state.service.isDemo ? [] : [.startDemo]
            case .check(let key)?:
                guard case .signIn(let signIn) = state.overlay, let id = signIn.awaitedCheck else {
                    return []
                }
                return [.checkKey(key, id: id)]
            case .use(let key, let isKept)?: return [.useKey(key, isKept: isKept)]
            case nil: return []
            }
        case .escape: change(.signIn(.goBack))
        case .signInClear: change(.signIn(.clear))
        case .signInNext: moveSignIn(1, signIn)
        case .signInPrevious: moveSignIn(-1, signIn)
        default:
            switch key {
            case .paste(let text, _): change(.signIn(.write(Secret(verbatim: text))))
            case .backspace: change(.signIn(.deleteBackward))
            default: return handleSignInStep(key, signIn)
            }
        }
        return []
    }

    private mutating func moveSignIn(_ steps: Int, _ signIn: SignIn) {
        if signIn.step == .about {
            view.scrollSignIn(steps)
        } else {
            change(.signIn(.move(steps)))
        }
    }

    private mutating func handleSignInStep(_ key: Key, _ signIn: SignIn) -> [Request] {
        if case .character(let character) = key, signIn.takesCharacter(character) {
            change(.signIn(.write(Secret(verbatim: String(character)))))
            return []
        }
        switch (signIn.step, key) {
        case (.about, .character("y")):
            return [.copy(CopyItem("the address", SignIn.documentation))]
        case (.about, .special(.pageDown, _)), (.about, .character(" ")): view.scrollSignIn(5)
        case (.about, .special(.pageUp, _)): view.scrollSignIn(-5)
        case (_, .character("j")): moveSignIn(1, signIn)
        case (_, .character("k")): moveSignIn(-1, signIn)
        default: break
        }
        return []
    }

    /// Takes what the server says to a key; too late, it counts no more.
    mutating func didCheck(_ id: KeyCheckID, _ check: KeyCheck) -> [Request] {
        guard case .signIn(let signIn) = state.overlay, signIn.awaitedCheck == id else { return [] }
        let key = signIn.field.key
        change(.signIn(.checked(id, check)))
        needsPaint()
        switch check {
        case .accepted: return signIn.isKeepable ? [] : [.useKey(key, isKept: false)]
        case .refused: return []
        case .unknown(let reason):
            keptBackReason = reason
            return [.useKey(key, isKept: false)]
        }
    }

    /// Takes on another service, or tells why it stays as it was.
    public mutating func didSignIn(_ result: Result<SignedIn, SignInProblem>) -> [Request] {
        needsPaint()
        let keptBackReason = self.keptBackReason.take()
        switch result {
        case .failure(let problem):
            change(.notify(Notice(.warning, "Everything is as it was: \(problem.reason)")))
            return []
        case .success(let signedIn):
            let left = state.leavesDrafts(for: signedIn.service) ? state.drafts : []
            let former = state.service.label
            let told = apply(.signIn(.connected(signedIn.service)))
            change(.restore(signedIn.drafts))
            var notice = signedIn.notice
            if let reason = keptBackReason {
                notice.text += "; keeping it is offered once the server has taken it (\(reason))"
                notice.kind = .warning
            }
            if !left.isEmpty { notice.text += ". What you wrote is kept for \(former)" }
            if let turn = state.activeTab.lastTurn, turn.mayBeRetried,
                turn.failure?.concernsKey == true
            {
                notice.text += ". \(state.keys[.retry]), outside the message, asks again."
            }
            change(.notify(notice))
            view.focus(.message)
            // What is here is this service's from now on, and is to go from where it was saved.
            let isKept = !savedDrafts.isEmpty
            savedDrafts = state.drafts
            let isToBeSaved = isKept || !left.isEmpty || !savedDrafts.isEmpty
            return told + (left.isEmpty ? [] : [.leaveDrafts(left)])
                + (isToBeSaved ? [.saveDrafts(savedDrafts)] : [])
        }
    }
}
