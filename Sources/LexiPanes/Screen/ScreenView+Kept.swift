public import LexiAPI
import LexiSession
public import LexiState

/// What part of a conversation is read, from one run of the program to the next.
extension ScreenView {
    /// The part of a tab that is being read; that with which it was kept where nobody has looked at
    /// it since, and `nil` where its end is followed.
    public func place(in tab: KeptTab) -> JSONValue? {
        guard let view = tabs[tab.id] else { return tab.place }
        return view.viewports[.conversation]?.json
    }

    /// Goes to where the active tab was left, when it is looked at for the first time.
    mutating func findKeptPlace(_ state: AppState) {
        let tab = state.activeTab
        guard tabs[tab.id] == nil, let place = tab.screen.keptPlace else { return }
        var view = TabView(look: look)
        view.viewports[.conversation] = Viewport(json: place)
        tabs[tab.id] = view
    }
}

extension Viewport {
    /// `nil` while the end is followed.
    var json: JSONValue? {
        guard let (top, lastSeen) = anchors else { return nil }
        return .object([.init("top", top.json), .init("last_seen", lastSeen.json)])
    }

    /// - Returns: `nil` for what is no place.
    init?(json: JSONValue) {
        guard let top = json["top"].flatMap(Anchor.init(json:)),
            let lastSeen = json["last_seen"].flatMap(Anchor.init(json:))
        else { return nil }
        self.init(top: top, lastSeen: lastSeen)
    }
}

extension Anchor {
    fileprivate var json: JSONValue {
        .array([section, block, offset].map { .integer(Int64($0)) })
    }

    fileprivate init?(json: JSONValue) {
        guard case .array(let parts) = json, parts.count == 3 else { return nil }
        let numbers = parts.compactMap { $0.integer.flatMap(Int.init(exactly:)) }
        guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
        self.init(section: numbers[0], block: numbers[1], offset: numbers[2])
    }
}
