public import LexiAPI
public import LexiSession

/// What the screen for signing in says of the key in use, and of where another would be kept.
public struct SignInFacts: Sendable, Hashable {
    /// Whether and where a key can be kept.
    public enum Keeping: Sendable, Hashable {
        /// In this file; what there is to know about that, in sentences.
        case offered(file: String, remark: String?)
        /// Why not, in a sentence.
        case impossible(String)
    }

    /// Where a key would be sent: the host.
    public var host: String
    public var keeping: Keeping

    public init(host: String, keeping: Keeping) {
        self.host = host
        self.keeping = keeping
    }
}

/// The screen for signing in: the demo, a key, or words on where to get one.
public struct SignIn: Sendable, Hashable {
    public enum Step: Sendable, Hashable {
        /// Next: `key`, `about`, or the end.
        case choices
        /// Next: `checking`, or back to `choices`.
        case key
        /// The server is asked whether it takes the key. Next: `keep`, the end, or back to `key`.
        case checking(KeyCheckID)
        /// Next: the end, or back to `key`.
        case keep
        /// Next: back to `choices`.
        case about
    }

    public enum Choice: Sendable, Hashable, CaseIterable {
        case demo, key, about
    }

    /// What somebody else has to do.
    public enum Wish: Sendable, Hashable {
        case demo
        /// The server is to be asked whether it takes the key.
        case check(Secret)
        case use(Secret, isKept: Bool)
    }

    public let facts: SignInFacts
    /// What is wrong with the key in use, in a sentence.
    public let problem: String?
    /// Whether this is the demo already.
    public let isDemo: Bool
    public internal(set) var step = Step.choices
    public internal(set) var choice = Choice.demo
    public internal(set) var field = KeyField()
    /// The mistake that was told when the key was to be used.
    public internal(set) var toldMistake: KeyField.Mistake?
    /// Why the server did not take the key, in its words, until another is written.
    public internal(set) var refusal: String?
    /// Whether the key is to be kept, as it is chosen.
    public internal(set) var isKept = true

    /// - Parameter problem: What is wrong with the key in use.
    init(_ facts: SignInFacts, problem: String?, isDemo: Bool) {
        self.facts = facts
        self.problem = problem
        self.isDemo = isDemo
        // Who tries the demo already comes here for a key, and so does whose key was refused.
        if problem != nil || isDemo { choice = .key }
    }

    /// Whether there is a place to keep a key in.
    public var isKeepable: Bool {
        if case .offered = facts.keeping { true } else { false }
    }

    /// Whether the key that is written may be used with the next Enter.
    private var isUsable: Bool {
        guard let mistake = field.mistake else { return true }
        return mistake.isAllowed && toldMistake == mistake
    }

    /// Where the API and its keys are described.
    public static let documentation = "https://docs.leadlex.com"

    /// Whether a character is part of a key here. In front of the choices it is, too, so that a key
    /// that is typed or pasted at once arrives whole; `j` and `k` move there, and no key of LeadLex
    /// begins so.
    public func takesCharacter(_ character: Character) -> Bool {
        switch step {
        case .key: true
        case .choices: character != "j" && character != "k" && character != " "
        case .checking, .keep, .about: false
        }
    }

    /// What Enter asks for here; `nil` when it leads on, or tells of a mistake.
    public var wish: Wish? {
        switch step {
        case .choices: choice == .demo ? .demo : nil
        case .key: isUsable ? .check(field.key) : nil
        case .keep: .use(field.key, isKept: isKept)
        case .checking, .about: nil
        }
    }

    /// The check whose outcome is awaited: that of the key in ``field``.
    public var awaitedCheck: KeyCheckID? {
        if case .checking(let check) = step { check } else { nil }
    }

    mutating func beginCheck(_ check: KeyCheckID) { step = .checking(check) }

    /// Takes what came of the check that is awaited: only what a server has taken is worth keeping.
    ///
    /// - Returns: Whether there is something left to ask.
    mutating func take(_ check: KeyCheck) -> Bool {
        switch check {
        case .accepted where isKeepable: step = .keep
        case .accepted, .unknown: return false
        case .refused(let words):
            step = .key
            refusal = words
        }
        return true
    }

    /// Enter, where it is not a ``wish``.
    mutating func goOn() {
        switch step {
        case .choices:
            switch choice {
            case .demo: break
            case .key: step = .key
            case .about: step = .about
            }
        case .key:
            if !isUsable { toldMistake = field.mistake }
        case .checking, .keep, .about: break
        }
    }

    /// - Returns: Whether there is a step to go back to.
    mutating func goBack() -> Bool {
        switch step {
        case .choices: return false
        case .key, .about:
            // It is not held longer than it is needed.
            field.clear()
            toldMistake = nil
            refusal = nil
            step = .choices
        case .checking, .keep: step = .key
        }
        return true
    }

    mutating func move(_ steps: Int) {
        switch step {
        case .choices:
            let all = Choice.allCases
            let index = all.firstIndex(of: choice)! + steps
            choice = all[min(max(0, index), all.count - 1)]
        case .keep: isKept = steps < 0
        case .key, .checking, .about: break
        }
    }

    /// Whoever begins to write a key does not have to choose that before.
    mutating func write(_ text: Secret) {
        guard step == .choices || step == .key else { return }
        step = .key
        choice = .key
        toldMistake = nil
        refusal = nil
        field.add(text)
    }

    mutating func edit(_ edit: (inout KeyField) -> Void) {
        guard step == .key else { return }
        toldMistake = nil
        refusal = nil
        edit(&field)
    }
}
