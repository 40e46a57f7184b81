public import LexiAPI

/// One question, and everything that came back for it.
public struct Turn: Sendable, Hashable {
    /// Where a running turn stands.
    public enum Phase: Sendable, Hashable {
        /// Sent to the engine; no response head yet. Next: `queued`, `retrying`, `waiting` or
        /// `ended`.
        case connecting
        /// In line behind others. Next: `queued` when the limit changes, `connecting` or `ended`.
        case queued(Queueing)
        /// Nothing came of an attempt; the next one begins at `until` by itself, and from then on
        /// this is as `connecting`. Next: `queued`, `retrying`, `waiting` or `ended`.
        case retrying(Retry, until: Instant)
        /// The response head is here, no event yet. Next: `running` or `ended`.
        case waiting
        /// Events arrive. Next: `ended`.
        case running
        /// Nothing more comes. Next: `connecting`, when the user tries again.
        case ended(Outcome)
    }

    /// A `thinking` event.
    public struct Thought: Sendable, Hashable {
        public var text: String
        public var instant: Instant

        public init(text: String, instant: Instant) {
            self.text = text
            self.instant = instant
        }
    }

    public let id: TurnID
    /// What was sent, with its context: kept for the record.
    public internal(set) var request: ChatRequest
    /// Whether it comes from the server's record: without thoughts and times of its events, and
    /// with its steps as far as the record has them.
    public package(set) var isEarlier = false
    /// When the question was asked first.
    public let askedAt: Instant
    /// When it was sent for the attempt that is shown.
    public package(set) var sentAt: Instant
    /// What the user gave another try, the oldest first.
    public package(set) var earlierAttempts: [Attempt] = []
    /// How many attempts there were until the user gave it another, the client's own among them.
    var formerAttemptCount = 0
    /// What the client tried again by itself in this attempt.
    public package(set) var retries: [Retry] = []
    /// Whether the turn ended in the wait for the last of ``retries``, which so never began.
    package var hasUnbegunRetry = false
    /// Whether the turn ended while it waited in line, so that it was never sent.
    package var wasLeftInLine = false
    public package(set) var phase = Phase.connecting
    public package(set) var head: ResponseHead?
    public package(set) var answer = TimedText()
    public package(set) var thoughts: [Thought] = []
    public package(set) var steps: [ToolStep] = []
    public package(set) var failure: Failure?
    public package(set) var messageID: String?
    /// The first name that any event of this attempt had for the conversation.
    public package(set) var conversationID: String?
    /// Whether the stream's own end mark came; it may be missing behind a complete answer.
    public package(set) var hasTerminator = false
    public package(set) var idempotencyKey: String?
    /// When it was first sent with that key, which a server remembers for a time only.
    public package(set) var keyUsedAt: Instant
    public package(set) var creditsRemaining: Int64?
    /// The balance after this turn less the last one known before it; `nil` when none was known.
    public package(set) var creditsDelta: Int64?
    public package(set) var lastEventAt: Instant
    public package(set) var endedAt: Instant?
    /// Whether it ended with the program that ran it.
    public package(set) var isInterrupted = false
    /// What it cost, if no other turn has changed the balance meanwhile.
    var costIfAlone: Int64?
    /// The balance that was known when it was sent.
    var balanceBefore: Int64?
    /// Whether it was sent to another service than the one in use.
    public package(set) var isOfFormerService = false
    /// Events outside the documented ones, and known ones that could not be read.
    public package(set) var oddEvents: [String] = []
    /// Rises with every change, so that layouts know what to do again.
    public package(set) var revision = 0
    /// Rises with every change of ``steps``.
    public package(set) var toolRevision = 0
    /// When the head of the response came.
    public package(set) var respondedAt: Instant?
    /// When each event of the answer came; they are numbered in this order, from 1.
    public package(set) var eventTimes: [Instant] = []
    /// What the last events were about while the turn runs.
    public package(set) var activity = Activity.none

    public enum Activity: Sendable, Hashable {
        case none, thinking, streaming
    }

    init(id: TurnID, _ question: Question, at instant: Instant) {
        self.init(id: id, request: question.request, sentAt: instant)
        idempotencyKey = question.idempotencyKey
        balanceBefore = question.balance
    }

    init(id: TurnID, request: ChatRequest, sentAt: Instant) {
        self.id = id
        self.request = request
        askedAt = sentAt
        self.sentAt = sentAt
        keyUsedAt = sentAt
        lastEventAt = sentAt
    }

    public var isRunning: Bool {
        if case .ended = phase { false } else { true }
    }

    public var outcome: Outcome? {
        if case .ended(let outcome) = phase { outcome } else { nil }
    }

    /// The server's name for the request, whole: what its support asks for.
    public var requestID: String? { head?.requestID }

    /// The turn as those panes may keep it that do not show the answer.
    ///
    /// Whoever keeps the answer's text, or the times of its events, from one frame to the next has
    /// them copied whole when more comes.
    public var withoutAnswer: Turn {
        var turn = self
        turn.answer = TimedText()
        turn.eventTimes = []
        return turn
    }

    /// When the event before one of the answer's came: the head of the response counts as one, and
    /// so does the question where there is no head. `nil` when it is not known.
    public func instant(before number: Int) -> Instant? {
        guard number > 1 else { return respondedAt ?? sentAt }
        return number - 2 < eventTimes.count ? eventTimes[number - 2] : nil
    }

    /// When the event after one of the answer's came, or the end; `nil` when neither is known.
    public func instant(after number: Int) -> Instant? {
        number < eventTimes.count ? eventTimes[number] : isInterrupted ? nil : endedAt
    }

    /// Seconds since the question was sent, until the end.
    public func elapsedSeconds(now: Instant) -> Double {
        (endedAt ?? now).seconds(since: sentAt)
    }

    /// Seconds from the question to the first text of the answer.
    public var firstTextSeconds: Double? {
        answer.marks.first.map { $0.instant.seconds(since: sentAt) }
    }

    /// The step that has been running longest.
    public var runningStep: ToolStep? { steps.first { $0.state == .running } }

    /// Whether some step is open.
    public var isToolRunning: Bool { runningStep != nil }

    /// Controls removed from everything the server said in this turn's answer.
    public var removedControlCount: Int { answer.removedCount + removedElsewhere }
    var removedElsewhere = 0
}
