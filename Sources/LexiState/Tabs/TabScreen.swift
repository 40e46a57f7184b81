public import LexiAPI
public import LexiSession

/// What the screen adds to a conversation: what is being written in it, and how it is looked at.
public struct TabScreen: Sendable, Hashable {
    /// What a conversation begins with of which nothing has happened yet.
    public struct Beginning: Sendable, Hashable {
        /// The server's name, where one is continued.
        var serverID: String?
        var title: String?

        init(serverID: String? = nil, title: String? = nil) {
            self.serverID = serverID
            self.title = title
        }
    }

    public internal(set) var id: ConversationID
    var begins: Beginning
    /// The turn that is asked for and has not come back as an event yet.
    var awaitedTurn: TurnID?
    /// The server's record is asked for and has not come yet.
    var isRecordAwaited = false
    /// How much of what was written down before is here.
    public internal(set) var journal = Journal.none
    /// Where a conversation belongs that is not read yet.
    var keptService: ServiceOrigin?
    /// What part of it was being read when it was kept.
    public internal(set) var keptPlace: JSONValue?
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

    init(
        id: ConversationID, context: ChatContext, allowTools: Bool,
        begins: Beginning = Beginning()
    ) {
        self.id = id
        self.context = context
        self.allowTools = allowTools
        self.begins = begins
    }
}
