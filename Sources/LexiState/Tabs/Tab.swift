public import LexiAPI
public import LexiSession

/// One conversation on the screen, to look at.
public struct Tab: Sendable, Hashable {
    public let conversation: ConversationState
    public let screen: TabScreen

    public var id: ConversationID { screen.id }
    /// The oldest first.
    public var turns: [Turn] { conversation.turns }
    /// The server's name for the conversation; known from the first answer on.
    public var conversationID: String? { conversation.serverID ?? screen.begins.serverID }
    /// The title that the server or the user gave it.
    public var serverTitle: String? { conversation.givenTitle ?? screen.begins.title }
    /// How far the server's record of it is.
    public var restoration: RecordReading {
        screen.isRecordAwaited ? .asking : conversation.record
    }
    public var context: ChatContext { screen.context }
    public var allowTools: Bool { screen.allowTools }
    public var composer: Composer { screen.composer }
    public var queue: [QueuedMessage] { screen.queue }
    public var isQueueHeld: Bool { screen.isQueueHeld }
    public var isDraftOfUnknownOrigin: Bool { screen.isDraftOfUnknownOrigin }
    public var hasUnseenEnd: Bool { screen.hasUnseenEnd }
    public var selection: Selection? { screen.selection }
    public var tools: ToolsView { screen.tools }
    public var thinkingFolds: [TurnID: Bool] { screen.thinkingFolds }

    /// The turn that was asked for and has not begun yet.
    public var awaitedTurn: TurnID? { screen.awaitedTurn }
    public var lastTurn: Turn? { conversation.turns.last }
    public var isRunning: Bool { screen.awaitedTurn != nil || conversation.isRunning }
    /// Whether this program has asked what runs in it, and may stop it.
    public var isRunningHere: Bool { isRunning && !isElsewhere }
    /// Whether another program has the conversation: here it is for reading.
    public var isElsewhere: Bool { screen.journal == .read(.held) }

    public var title: String {
        conversation.turns.isEmpty ? serverTitle ?? conversation.title : conversation.title
    }
}

/// The tabs in their order.
public struct Tabs: Sendable, RandomAccessCollection {
    let session: SessionState
    let screens: [TabScreen]
    /// Whose a conversation will be of which nothing has happened yet.
    let service: ServiceOrigin

    public var startIndex: Int { 0 }
    public var endIndex: Int { screens.count }

    public subscript(index: Int) -> Tab {
        let screen = screens[index]
        return Tab(
            conversation: session[screen.id] ?? ConversationState(id: screen.id, service: service),
            screen: screen)
    }
}
