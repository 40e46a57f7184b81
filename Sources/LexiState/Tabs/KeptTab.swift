public import LexiAPI
public import LexiSession

/// A tab as it is kept beyond the run of the program, or until it is opened again.
public struct KeptTab: Sendable, Hashable {
    public var id: ConversationID
    public var title: String?
    /// The server's name for the conversation.
    public var serverID: String?
    /// Where it belongs.
    public var service: ServiceOrigin
    /// What its next message is sent with.
    public var context: ChatContext
    public var allowTools: Bool
    /// What part of it was being read, in whatever words the screen has for it; `nil` where that
    /// was the end.
    public var place: JSONValue?

    public init(
        id: ConversationID, title: String? = nil, serverID: String? = nil, service: ServiceOrigin,
        context: ChatContext = ChatContext(), allowTools: Bool = true, place: JSONValue? = nil
    ) {
        self.id = id
        self.title = title
        self.serverID = serverID
        self.service = service
        self.context = context
        self.allowTools = allowTools
        self.place = place
    }
}

extension TabScreen {
    /// How much of a conversation that was written down before is here.
    public enum Journal: Sendable, Hashable {
        /// Nothing was written before; what happens here is all there is.
        case none
        /// It is read when somebody looks at it.
        case unread
        case reading
        case read(JournalClaim)
    }
}

extension TabScreen {
    /// Whether nothing was begun in the tab.
    func isUnused(in session: SessionState) -> Bool {
        begins.serverID == nil && composer.isEmpty && queue.isEmpty && awaitedTurn == nil
            && journal == .none && session[id] == nil
    }
}

extension Tab {
    /// The tab as it is kept; `nil` for one in which nothing has happened.
    var kept: KeptTab? {
        guard !turns.isEmpty || screen.journal == .unread || screen.journal == .reading else {
            return nil
        }
        return KeptTab(
            id: id, title: title, serverID: conversationID,
            service: screen.keptService ?? conversation.service, context: context,
            allowTools: allowTools, place: screen.keptPlace)
    }
}

extension AppState {
    /// Closed tabs that can be opened again; of more the oldest go.
    private static let mostClosedTabs = 50

    /// The open tabs as they are kept, and which of them is in front; an empty one in front counts
    /// as the last.
    public var keptTabs: (tabs: [KeptTab], front: Int) {
        var kept: [KeptTab] = []
        var front = 0
        for (place, tab) in tabs.enumerated() {
            if place == activeIndex { front = kept.count }
            if let tab = tab.kept { kept.append(tab) }
        }
        return (kept, max(0, min(front, kept.count - 1)))
    }

    /// Keeps a tab that is closed, so that it can be opened again.
    ///
    /// - Parameter place: Where among the tabs it was.
    mutating func keep(closed tab: Tab, place: Int) {
        guard let kept = tab.kept else { return }
        keep(closed: kept)
        closedPlaces[kept.id] = place
    }

    private mutating func keep(closed kept: KeptTab) {
        tabsRevision += 1
        closedTabs.removeAll { $0.id == kept.id }
        closedTabs.append(kept)
        if closedTabs.count > Self.mostClosedTabs {
            closedPlaces[closedTabs.removeFirst().id] = nil
        }
    }

    /// Opens the tabs of an earlier run, before those that are open. One that is open and in which
    /// nothing was begun gives way. Each is read from its journal when somebody looks at it.
    ///
    /// - Parameter front: The index of the one to show.
    mutating func resume(_ kept: [KeptTab], front: Int, closed: [KeptTab]) {
        closedTabs = closed
        tabsRevision += 1
        let kept = Array(kept.prefix(Self.maximumTabs))
        guard !kept.isEmpty else { return }
        let isUnused = screens.count == 1 && activeScreen.isUnused(in: session)
        let opened = kept.map(screen)
        if isUnused {
            screens = opened
            activeIndex = max(0, min(front, opened.count - 1))
        } else {
            screens = Array((opened + screens).suffix(Self.maximumTabs))
            activeIndex += screens.count - 1
            activeIndex = min(activeIndex, screens.count - 1)
        }
    }

    /// Opens a conversation of before in a tab of its own, or goes to the tab that it is in.
    mutating func open(kept: KeptTab) {
        closedTabs.removeAll { $0.id == kept.id }
        let formerPlace = closedPlaces.removeValue(forKey: kept.id)
        if let place = screens.firstIndex(where: { $0.id == kept.id }) {
            _ = reduceTabs(.selectTab(index: place))
            return
        }
        // An empty tab gives way.
        if !activeScreen.isUnused(in: session) {
            let count = screens.count
            _ = reduceTabs(.newTab)
            guard screens.count > count else { return }
        }
        tabsRevision += 1
        let composer = activeScreen.composer
        screens[activeIndex] = screen(kept)
        activeScreen.composer = composer
        if let formerPlace { moveActiveTab(to: formerPlace) }
    }

    private mutating func moveActiveTab(to place: Int) {
        let screen = screens.remove(at: activeIndex)
        activeIndex = min(place, screens.count)
        screens.insert(screen, at: activeIndex)
    }

    /// Opens the tab again that was closed last.
    mutating func reopenTab() {
        guard let kept = closedTabs.last else {
            notice = Notice(.information, "No tab was closed that could be opened again.")
            return
        }
        open(kept: kept)
    }

    private func screen(_ kept: KeptTab) -> TabScreen {
        var screen = TabScreen(
            id: kept.id, context: kept.context, allowTools: kept.allowTools,
            begins: .init(serverID: kept.serverID, title: kept.title))
        screen.journal = .unread
        screen.keptService = kept.service
        screen.keptPlace = kept.place
        return screen
    }

    /// The journal of a tab's conversation was read.
    mutating func take(_ claim: JournalClaim, _ place: Int) {
        let before = tabs[place].kept
        let wasHeld = screens[place].journal == .read(.held)
        screens[place].journal = .read(claim)
        screens[place].keptService = nil
        switch claim {
        case .mine where wasHeld:
            notice = Notice(.information, "\(tabs[place].title): it goes on here now.")
        case .mine: break
        case .held:
            notice = Notice(
                .warning,
                "Another lexi has this conversation open; here it is for reading. "
                    + "\(keys[.takeOver]) asks for it.")
        case .failed(let reason):
            notice = Notice(.warning, "What comes now is not written down: \(reason).")
        case .unreadable(let reason):
            // Nothing may be added to what nobody could read; perhaps it can be another time.
            if let before { keep(closed: before) }
            screens[place].id = makeConversationID()
            screens[place].journal = .none
            screens[place].begins = .init()
            notice = Notice(.warning, "The conversation could not be read: \(reason).")
        }
    }

    mutating func take(_ news: JournalNews) {
        switch news {
        case .failed(let reason):
            notice = Notice(.warning, "What happens is not written down now: \(reason).")
        case .recovered:
            notice = Notice(.information, "What happened meanwhile is written down again.")
        case .lost(let bytes, _):
            notice = Notice(.warning, "\(bytes) bytes of answers could not be written down.")
        case .cut(let bytes, let id):
            let words = "The last \(bytes) bytes of its journal were no whole line and are cut off."
            notice = Notice(.information, "\(title(of: id)): \(words)")
        case .held(let id):
            setReadOnly(id)
            notice = Notice(
                .warning,
                "\(title(of: id)): another lexi writes it; what happens here is not kept.")
        case .unusable(let lines, let first, let id):
            let words =
                lines == 1
                ? "a line of its journal could not be used"
                : "\(lines) lines of its journal could not be used, the first for this"
            notice = Notice(.warning, "\(title(of: id)): \(words): \(first).")
        case .refused(let id):
            notice = Notice(
                .warning,
                "\(title(of: id)): the other lexi has not let go of it; here it stays for reading.")
        case .notAsked(let id, let reason):
            notice = Notice(
                .warning,
                "\(title(of: id)): the other lexi cannot be asked for it (\(reason)); here it stays "
                    + "for reading.")
        case .released(let id, _):
            setReadOnly(id)
            notice = Notice(
                .information, "\(title(of: id)): left to another lexi, which asked for it.")
        }
        notice?.outlastsRuns = true
    }

    private mutating func setReadOnly(_ id: ConversationID) {
        guard let place = screens.firstIndex(where: { $0.id == id }) else { return }
        screens[place].journal = .read(.held)
    }

    private func title(of id: ConversationID) -> String {
        tabs.first { $0.id == id }?.title ?? "A conversation"
    }
}
