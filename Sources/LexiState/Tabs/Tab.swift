public import LexiAPI

/// One conversation on the screen.
public struct Tab: Sendable, Hashable {
    public let id: TabID
    public internal(set) var turns: [Turn] = []
    /// The server's name for the conversation; known from the first answer on.
    public internal(set) var conversationID: String?
    /// The server's title of a conversation that is continued.
    public internal(set) var serverTitle: String?
    /// How far its earlier messages are.
    public internal(set) var restoration = Restoration.none
    /// What the next turn will be sent with.
    public internal(set) var context: ChatContext
    public internal(set) var allowTools: Bool
    public internal(set) var composer = Composer()
    /// What is sent by itself, in order, when the run has completed.
    public internal(set) var queue: [QueuedMessage] = []
    /// The run before the queue did not complete, so it waits for a word of the user.
    public internal(set) var isQueueHeld = false
    /// Whether nobody knows for which server it was that is written here.
    public internal(set) var isDraftOfUnknownOrigin = false
    /// Where in the history the composer's text comes from.
    var historyPlace: HistoryPlace?
    /// A run ended here while another tab was shown, or another window had the focus.
    public internal(set) var hasUnseenEnd = false
    /// What the reader points at; the panes show its moment.
    public internal(set) var selection: Selection?
    public internal(set) var tools = ToolsView()
    /// Turns whose thoughts were folded or unfolded by hand; the mode decides on the others.
    public internal(set) var thinkingFolds: [TurnID: Bool] = [:]

    init(id: TabID, context: ChatContext, allowTools: Bool, conversationID: String? = nil) {
        self.id = id
        self.context = context
        self.allowTools = allowTools
        self.conversationID = conversationID
    }

    public var lastTurn: Turn? { turns.last }
    public var isRunning: Bool { lastTurn?.isRunning ?? false }

    /// The server's title; else the first question's first line, or `Untitled`.
    public var title: String {
        if let serverTitle, !serverTitle.isEmpty { return serverTitle }
        guard let first = turns.first else { return "Untitled" }
        let line = first.request.message.split(whereSeparator: \.isNewline).first.map(String.init)
        return Sanitizer.line(line ?? "Untitled")
    }
}
