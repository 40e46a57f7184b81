public import LexiAPI
public import LexiSession
public import LexiState

/// Connects an open dashboard to another service. Belongs to the dashboard's thread.
public protocol SignInDesk: AnyObject {
    /// What the screen for signing in is to say.
    func facts() -> SignInFacts

    /// Has the turns that begin from now on asked of the demo, and begins to start that.
    func startDemo() -> Result<SignedIn, SignInProblem>

    /// Asks the server whether it takes a key, and returns at once. What it says comes as an event
    /// with this ID.
    func check(_ key: Secret, id: KeyCheckID)

    /// Has the turns that begin from now on sent with a key.
    ///
    /// - Parameter isKept: Whether it is to be used the next time, too. Where it cannot be kept it
    ///   is used all the same, and the notice tells why.
    func use(_ key: Secret, isKept: Bool) -> Result<SignedIn, SignInProblem>
}

/// What came of signing in.
public struct SignedIn: Sendable {
    public var service: Service
    /// What was done, in a sentence without a full stop.
    public var notice: Notice
    /// What was written and not sent when this service was used last.
    public var drafts: [Draft]

    public init(service: Service, notice: Notice, drafts: [Draft] = []) {
        self.service = service
        self.notice = notice
        self.drafts = drafts
    }
}

/// Why everything stays as it was.
public struct SignInProblem: Error, Sendable, Hashable {
    /// For the user.
    public let reason: String

    public init(reason: String) { self.reason = reason }
}
