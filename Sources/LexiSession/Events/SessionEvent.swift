public import LexiAPI
public import LexiWire

/// Something that happened, with its place in the order of everything.
///
/// All that the program knows comes from these events, whoever brings them: the live client, a
/// journal that is read again, a recording that is played. They are written in the past tense, and
/// what has happened is never taken back.
public struct SessionEvent: Sendable, Hashable {
    /// The place in the order. The bus gives it out: at each of its readers it rises strictly. 0 as
    /// long as the bus has not taken the event.
    public var sequence: UInt64
    /// When it happened, in whole microseconds.
    public var instant: Instant
    public var origin: EventOrigin
    /// `nil` for what is no conversation's business.
    public var conversation: ConversationID?
    /// `nil` for what is no turn's.
    public var turn: TurnID?
    /// The number of the attempt in its turn, from 1, over all retries, those of the user too; 0
    /// for what is no attempt's.
    public var attempt: Int
    public var body: Body

    public init(
        sequence: UInt64 = 0, instant: Instant, origin: EventOrigin = .live,
        conversation: ConversationID? = nil, turn: TurnID? = nil, attempt: Int = 0, body: Body
    ) {
        self.sequence = sequence
        self.instant = instant
        self.origin = origin
        self.conversation = conversation
        self.turn = turn
        self.attempt = attempt
        self.body = body
    }

    /// What happened.
    public enum Body: Sendable, Hashable {
        // Of a conversation.
        case opened(ConversationOpening)
        /// It has this title now; the server's, or one that the user gave.
        case renamed(String)
        /// The server knows it by this name.
        case bound(String)
        case closed

        // Of a turn.
        indirect case asked(Question)
        /// A step of an attempt that does not end it, and the run events that it completed.
        indirect case attempt(AttemptEvent, [RunEvent])
        /// The user stopped it; the ending follows.
        case cancelled
        /// The turn is over, and the run events that this completed; the last is `ended`.
        indirect case ended(Ending, [RunEvent])
        /// The program that ran the turn ended before the turn did. It is not written down: it
        /// shows when a journal is read.
        case interrupted

        // Of the server.
        /// The server's record of the conversation is being asked for.
        case recordAsked
        indirect case recordRead(Conversation)
        /// Why it was not to be had, in a sentence without a full stop.
        case recordRefused(String)

        /// What came of asking for conversations.
        indirect case answered(ConversationAnswer)

        // Of the program.
        /// Another service is used from now on, or the same with another key.
        case serviceChanged(ServiceOrigin)
        /// The settings file or a theme may have changed on the disk. Not written down.
        case settingsChanged
        /// What the server says to a key that is tried. Not written down.
        case keyChecked(KeyCheckID, KeyCheck)

        /// The journal of the conversation was read to its end. Not written down itself.
        case resumed(JournalClaim)
        /// What becomes of writing down. Not written down itself.
        case journal(JournalNews)

        /// So many bytes of an answer could not be written down, and are not in the journal.
        case gap(bytes: Int)
    }
}

/// Where an event comes from, which decides who acts on it: what did not happen now makes no
/// request, is not written down, and rings for nobody.
public enum EventOrigin: String, Sendable, Hashable, CaseIterable {
    /// It happens now.
    case live
    /// From the journal of a conversation that goes on.
    case restored
    /// From a recording that is played.
    case replayed
    /// From another program that is watched.
    case tapped
    /// From the server's record.
    case server
}

/// The beginning of a conversation.
public struct ConversationOpening: Sendable, Hashable {
    public var service: ServiceOrigin
    /// The server's name for it, where an earlier one is continued.
    public var serverID: String?
    public var title: String?

    public init(service: ServiceOrigin, serverID: String? = nil, title: String? = nil) {
        self.service = service
        self.serverID = serverID
        self.title = title
    }
}

/// Which server and key a conversation belongs to: it is never sent to another.
public struct ServiceOrigin: Sendable, Hashable {
    /// The base URL; `demo` for the demo, whose address differs each time.
    public var baseURL: String
    /// A salted fingerprint of the key, which tells two keys apart and gives none away; `nil`
    /// without one.
    public var key: String?

    public init(baseURL: String, key: String? = nil) {
        self.baseURL = baseURL
        self.key = key
    }

    public static let demo = ServiceOrigin(baseURL: "demo")
}

/// A question as it was asked.
public struct Question: Sendable, Hashable {
    /// Why it was asked.
    public enum Cause: String, Sendable, Hashable, CaseIterable {
        /// The user wrote it.
        case sent
        /// It had waited for the answer before it.
        case queued
        /// The user gave the turn another attempt.
        case retried
        /// The user asked the last question once more, as a turn of its own.
        case askedAgain = "asked_again"
    }

    public var request: ChatRequest
    public var idempotencyKey: String
    public var cause: Cause
    /// The balance that was known when it was asked, to tell what the answer cost; `nil` when none
    /// was known.
    public var balance: Int64?

    public init(
        request: ChatRequest, idempotencyKey: String, cause: Cause, balance: Int64? = nil
    ) {
        self.request = request
        self.idempotencyKey = idempotencyKey
        self.cause = cause
        self.balance = balance
    }
}

/// How a turn's last attempt ended.
public struct Ending: Sendable, Hashable {
    public var cut: Cut
    /// Whether no other turn of the program ran at any time while this one did, so that nothing
    /// else can have changed the balance.
    public var isAlone: Bool

    public init(cut: Cut, isAlone: Bool) {
        self.cut = cut
        self.isAlone = isAlone
    }
}

extension SessionEvent {
    /// What the event says in the words of the JSON lines, in order.
    public var runEvents: [RunEvent] {
        switch body {
        case .asked(let question):
            [.requested(question.request, idempotencyKey: question.idempotencyKey)]
        case .attempt(_, let events), .ended(_, let events): events
        default: []
        }
    }
}
