public import LexiAPI
public import LexiSession

/// All that the dashboard knows which is not layout: the session, and what the screen adds to it.
public struct AppState: Sendable, Hashable {
    /// What a replay would rebuild. It changes by events alone.
    public internal(set) var session = SessionState()
    /// What the screen adds to each conversation that it shows; never empty.
    var screens: [TabScreen]
    public internal(set) var activeIndex = 0
    public internal(set) var service: Service
    /// The keys that notices name.
    public internal(set) var keys = KeyHints()
    public internal(set) var thinkingMode = ThinkingMode.live
    public internal(set) var overlay: Overlay?
    public internal(set) var notice: Notice?
    /// What is shown is a recording that is played; `nil` where it happens.
    public internal(set) var replay: Replay?
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
    /// Tabs that were closed and can be opened again, the latest last.
    public internal(set) var closedTabs: [KeptTab] = []
    /// Where those of ``closedTabs`` stood that were closed in this run.
    var closedPlaces: [ConversationID: Int] = [:]
    /// Rises with what is kept of the tabs.
    public internal(set) var tabsRevision = 0
    /// What a new tab starts with.
    var initialContext: ChatContext
    var initialAllowTools: Bool
    /// How many keys a server was asked about; each asking is named by its number.
    var keyCheckCount = 0
    /// Unix time, as of the last key; names bear it.
    var unixSeconds = 0.0
    /// Unix time when the program began.
    private let began: Double
    private var names: NameSource

    /// Tabs beyond this many are refused: each may hold a running stream.
    public static let maximumTabs = 64

    /// - Parameters:
    ///   - context: What the first turn, and each new tab's first turn, is sent with.
    ///   - conversationID: A conversation of the server's that the first tab continues.
    public init(
        service: Service, context: ChatContext = ChatContext(), allowTools: Bool = true,
        conversationID: String? = nil, names: NameSource = .numbered, unixSeconds: Double = 0
    ) {
        self.service = service
        self.names = names
        self.unixSeconds = unixSeconds
        began = unixSeconds
        initialContext = context
        initialAllowTools = allowTools
        screens = []
        session.take(
            SessionEvent(
                instant: Instant(nanoseconds: 0, unixSeconds: unixSeconds),
                body: .serviceChanged(service.origin)))
        screens = [
            TabScreen(
                id: makeConversationID(), context: context, allowTools: allowTools,
                begins: .init(serverID: conversationID))
        ]
    }

    /// The conversations that are shown, in the order of their tabs; never empty.
    public var tabs: Tabs { Tabs(session: session, screens: screens, service: service.origin) }

    public var activeTab: Tab { tabs[activeIndex] }

    /// What the screen adds to the conversation that is shown.
    var activeScreen: TabScreen {
        get { screens[activeIndex] }
        // In place: a copy would cost a long message's length with every key.
        _modify { yield &screens[activeIndex] }
    }

    /// What is known of the workspace of the service in use.
    public var account: Account {
        var account = session.accounts[service.origin] ?? Account()
        // Others may have spent what was left when the program last ran.
        if replay == nil, let told = account.balanceInstant, told.unixSeconds < began {
            account.isBalanceOld = true
        }
        return account
    }

    /// Whether anything moves: some turn of some tab is running.
    public var isRunning: Bool { tabs.contains(where: \.isRunning) }

    /// Whether something is running that this program has asked.
    public var isRunningHere: Bool { replay == nil && tabs.contains(where: \.isRunningHere) }

    /// Tells the time, which names bear.
    public mutating func note(unixSeconds: Double) { self.unixSeconds = unixSeconds }

    mutating func makeConversationID() -> ConversationID { names.conversation(at: unixSeconds) }

    mutating func makeTurnID() -> TurnID { names.turn() }
}
