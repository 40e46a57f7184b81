internal import LexiAPI

/// What a program keeps of its tabs, as it stands in a file.
struct OpenTabsFile: Equatable {
    /// Files of a later version are not understood, and left to the programs that wrote them.
    static let version: Int64 = 1
    /// Of the tabs that were closed more go, the oldest first.
    static let mostClosed = 50

    /// In the order in which they stand on the screen.
    private(set) var tabs: [OpenTab] = []
    /// The index of the tab in front; 0 where there is none.
    private(set) var front = 0
    /// The latest last.
    private(set) var closed: [OpenTab] = []

    init(tabs: [OpenTab] = [], front: Int = 0, closed: [OpenTab] = []) {
        self.tabs = tabs
        self.front = max(0, min(front, tabs.count - 1))
        self.closed = closed.suffix(Self.mostClosed)
    }

    var isEmpty: Bool { tabs.isEmpty && closed.isEmpty }

    /// This with no tab open: those that were count as closed, the one in front as the last.
    var withAllClosed: OpenTabsFile {
        var left = tabs
        if !left.isEmpty { left.append(left.remove(at: front)) }
        return OpenTabsFile(closed: closed + left)
    }

    /// This with what another program left behind it. A conversation that both had is there once.
    func followed(by other: OpenTabsFile) -> OpenTabsFile {
        let open = Set(tabs.map(\.conversation))
        let all = tabs + other.tabs.filter { !open.contains($0.conversation) }
        let names = Set(all.map(\.conversation))
        let closed = (other.closed + closed).filter { !names.contains($0.conversation) }
        return OpenTabsFile(tabs: all, front: front, closed: closed)
    }

    /// - Parameter microseconds: When it is saved, since 1970.
    func json(savedAt microseconds: Int64) -> JSONValue {
        .object([
            .init("version", .integer(Self.version)), .init("saved_us", .integer(microseconds)),
            .init("front", .integer(Int64(front))),
            .init("tabs", .array(tabs.map(\.json))), .init("closed", .array(closed.map(\.json))),
        ])
    }
}

extension OpenTabsFile {
    /// What a file turns out to be.
    enum Reading {
        case understood(OpenTabsFile, savedAt: Int64)
        /// A later version of the program wrote it.
        case later
    }

    /// - Returns: `nil` for what is no such file. A tab in it that cannot be understood is left
    ///   out, and so is what is not known.
    static func read(_ json: JSONValue) -> Reading? {
        if let version = json["version"]?.integer, version > Self.version { return .later }
        guard case .array(let entries)? = json["tabs"] else { return nil }
        let tabs = entries.map(OpenTab.init(json:))
        var closed: [OpenTab] = []
        if case .array(let entries)? = json["closed"] {
            closed = entries.compactMap(OpenTab.init(json:))
        }
        // What is left out in front of it moves the tab in front.
        let front = Int(clamping: json["front"]?.integer ?? 0)
        let before = tabs.prefix(max(0, front)).count { $0 != nil }
        return .understood(
            OpenTabsFile(tabs: tabs.compactMap(\.self), front: before, closed: closed),
            savedAt: max(0, json["saved_us"]?.integer ?? 0))
    }
}
