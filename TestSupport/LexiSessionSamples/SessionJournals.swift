public import LexiAPI
import LexiJournal
public import LexiSession

/// What a session comes to when it is written down: a journal for each of its conversations.
public struct SessionJournals {
    /// When the session began, before anything happened in it.
    public static let began = Instant(
        nanoseconds: 1_795_478_399_000_001_000, unixSeconds: 1_795_478_399.000001)

    /// The texts of the files.
    public private(set) var texts: [ConversationID: String] = [:]

    /// - Parameter events: In their order.
    public init(_ events: [SessionEvent]) {
        var encoders: [ConversationID: JournalEncoder] = [:]
        for event in events {
            guard let id = event.conversation else { continue }
            var encoder =
                encoders[id]
                ?? JournalEncoder(session: UniqueID(high: 1, low: 2), began: Self.began)
            if case .opened(let opening) = event.body {
                texts[id] =
                    JournalEncoder.header(
                        JournalHeader(conversation: id, opening: opening, product: "lexi test"))
                    + encoder.sessionLine(at: event.instant)
            } else {
                texts[id, default: ""] += encoder.line(event) ?? ""
            }
            encoders[id] = encoder
        }
    }

    /// The bytes of the one journal of a session that has one conversation.
    public var onlyFile: [UInt8] {
        precondition(texts.count == 1, "\(texts.count) journals")
        return Array(texts.values.first!.utf8)
    }
}
