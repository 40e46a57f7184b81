/// What becomes of writing down what happens.
public enum JournalNews: Sendable, Hashable {
    /// What happens cannot be written down now; in a sentence without a full stop. It is told
    /// once, and kept meanwhile as far as there is room.
    case failed(String)
    /// All that was kept is written again.
    case recovered
    /// So many bytes of answers were more than could be kept.
    case lost(bytes: Int, of: ConversationID)
    /// The end of a journal was no whole line, because a program ended while it wrote: so many
    /// bytes were cut off.
    case cut(bytes: Int, of: ConversationID)
    /// So many lines of a journal that was read could not be used, the first of them for this
    /// reason; in a sentence without a full stop.
    case unusable(lines: Int, first: String, of: ConversationID)
    /// Another program writes this conversation: what happens here is not written down.
    case held(ConversationID)
    /// The conversation was left to another program, which asked for it. The journal had so many
    /// bytes then.
    case released(ConversationID, bytes: Int)
    /// Another program was asked for the conversation and has not left it.
    case refused(ConversationID)
    /// It could not be asked; in a sentence without a full stop.
    case notAsked(ConversationID, reason: String)
}

/// How a conversation stands whose journal was read.
public enum JournalClaim: Sendable, Hashable {
    /// It is gone on with here.
    case mine
    /// Another program writes it.
    case held
    /// It was read and cannot be written; in a sentence without a full stop.
    case failed(String)
    /// It could not be read; in a sentence without a full stop.
    case unreadable(String)
}
