public import LexiAPI

extension ConversationSummary {
    /// When it was used last, how long it is, what it is about, and its ID, in one line.
    public var sentence: String {
        let time = (lastMessageAt ?? createdAt)?.unixSeconds.map { UTCTime(unixSeconds: $0).date }
        let count = messageCount.map { $0 == 1 ? "1 message" : "\($0) messages" }
        let subjects = ChatContext.Field.allCases.compactMap { context[$0] }
        return ([time, count] + subjects + [id]).compactMap(\.self).joined(separator: ", ")
    }
}

/// The days that people write.
public enum CalendarDay {
    /// `2026-04-27`.
    public static func text(unixSeconds: Double) -> String {
        UTCTime(unixSeconds: unixSeconds).date
    }
}
