public import LexiAPI

/// The whole state of the dashboard that is not layout: what a replay would rebuild.
public struct AppState: Sendable, Hashable {
    /// Never empty.
    public internal(set) var tabs: [Tab]
    public internal(set) var activeIndex = 0
    public internal(set) var account = Account()
    public internal(set) var service: Service
    /// The keys that notices name.
    public internal(set) var keys = KeyHints()
    public internal(set) var thinkingMode = ThinkingMode.live
    public internal(set) var overlay: Overlay?
    public internal(set) var notice: Notice?
    /// Whether the terminal's window has the focus; taken to have it until the terminal tells.
    public internal(set) var hasWindowFocus = true
    /// While a message of before is looked for.
    public internal(set) var historySearch: HistorySearch?
    public internal(set) var conversationList = ConversationList()
    /// What was done by way of the palette, the latest first.
    var usedItems: [PaletteItem.ID] = []
    /// The command lines of before, the latest first.
    var commandLines: [String] = []
    /// What was not sent in tabs that were closed, the latest last.
    var closedDrafts: [Draft] = []
    /// What a new tab starts with.
    var initialContext: ChatContext
    var initialAllowTools: Bool
    var nextTab = 2
    var nextTurn = 1

    /// Tabs beyond this many are refused: each may hold a running stream.
    public static let maximumTabs = 64

    /// - Parameters:
    ///   - context: What the first turn, and each new tab's first turn, is sent with.
    ///   - conversationID: A conversation the first tab continues.
    public init(
        service: Service, context: ChatContext = ChatContext(), allowTools: Bool = true,
        conversationID: String? = nil
    ) {
        self.service = service
        initialContext = context
        initialAllowTools = allowTools
        tabs = [
            Tab(
                id: TabID(1), context: context, allowTools: allowTools,
                conversationID: conversationID)
        ]
    }

    public var activeTab: Tab {
        get { tabs[activeIndex] }
        // In place: a copy would cost a long message's length with every key.
        _modify { yield &tabs[activeIndex] }
    }

    /// Whether anything moves: some turn of some tab is running.
    public var isRunning: Bool { tabs.contains(where: \.isRunning) }
}
