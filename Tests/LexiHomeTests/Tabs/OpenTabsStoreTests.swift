import LexiAPI
import LexiHome
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct OpenTabsStoreTests {
    private let folder = StateFolder()
    private let tabs = [
        OpenTab(
            conversation: "0195a000-0000-7000-8000-000000000001", title: "Who is \"Mara\"?\n漢",
            serverID: "c-1", baseURL: "https://a.example/v1", keyFingerprint: "9f3a",
            screen: .object([.init("line", .integer(12)), .init("follows", .bool(false))])),
        OpenTab(conversation: "0195a000-0000-7000-8000-000000000002", baseURL: "demo"),
    ]

    private func store(_ profile: String = "p", takesTabs: Bool = true) -> OpenTabsStore {
        OpenTabsStore(stateFolder: folder.path, profile: profile, takesTabs: takesTabs)
    }

    private func tab(_ name: String) -> OpenTab { OpenTab(conversation: name, baseURL: "demo") }

    /// A file as a program leaves it.
    private func write(
        _ number: Int, savedAt time: Int, tabs: [String] = [], closed: [String] = []
    ) throws {
        func list(_ names: [String]) -> String {
            names.map { #"{"conversation":"\#($0)","base_url":"demo"}"# }.joined(separator: ",")
        }
        try folder.write(
            #"{"version":1,"saved_us":\#(time),"front":0,"tabs":[\#(list(tabs))],"#
                + #""closed":[\#(list(closed))]}"#, to: "tabs/p.\(number).json")
    }

    private var files: [String] { folder.names("tabs").filter { !$0.hasSuffix(".lock") } }

    /// Tells apart whether a file was written again: it is another one then.
    private func node(_ name: String) -> UInt64 {
        var status = stat()
        return stat("\(folder.path)/\(name)", &status) == 0 ? UInt64(status.st_ino) : 0
    }

    // MARK: From one run to the next

    @Test func `tabs are there for the next program, for this user alone`() throws {
        var store: OpenTabsStore? = store()
        #expect(store?.open().tabs == [] && store?.open().front == 0 && store?.closed() == [])
        #expect(store?.save(tabs: tabs, front: 1, closed: [tab("c")]) == nil)
        #expect(try folder.mode("tabs") == 0o700)
        #expect(try folder.mode("tabs/p.1.json") == 0o600)
        // However it ends, its lock goes with it.
        store = nil
        let next = self.store()
        #expect(next.open().tabs == tabs && next.open().front == 1)
        #expect(next.closed() == [tab("c")])
        #expect(self.store("demo").open().tabs == [])
    }

    @Test func `a file in full`() throws {
        #expect(store().save(tabs: tabs, front: 1, closed: [tab("c")]) == nil)
        let text = try folder.text("tabs/p.1.json")
        let time = try #require(text.firstMatch(of: /"saved_us":([0-9]{16}),/)).1
        #expect(
            text.replacing(time, with: "TIME")
                == #"{"version":1,"saved_us":TIME,"front":1,"tabs":[{"conversation":"#
                + #""0195a000-0000-7000-8000-000000000001","title":"Who is \"Mara\"?\u000a漢","#
                + #""server_id":"c-1","base_url":"https://a.example/v1","key":"9f3a","#
                + #""screen":{"line":12,"follows":false}},{"conversation":"#
                + #""0195a000-0000-7000-8000-000000000002","title":null,"server_id":null,"#
                + #""base_url":"demo","key":null,"screen":null}],"closed":[{"conversation":"c","#
                + #""title":null,"server_id":null,"base_url":"demo","key":null,"screen":null}]}"#
                + "\n")
    }

    @Test func `of closed tabs the latest fifty are kept`() {
        let closed = (1...60).map { tab("\($0)") }
        #expect(store().save(tabs: [], front: 0, closed: closed) == nil)
        #expect(store().closed() == Array(closed.suffix(50)))
    }

    @Test func `where nothing is left to keep there is no file`() {
        let store = store()
        #expect(store.save(tabs: [], front: 0, closed: []) == nil)
        #expect(files == [])
        #expect(store.save(tabs: tabs, front: 0, closed: []) == nil)
        #expect(files == ["p.1.json"])
        #expect(store.save(tabs: [], front: 0, closed: []) == nil)
        #expect(files == [])
    }

    @Test func `nothing is written when nothing changed`() throws {
        var store: OpenTabsStore? = store()
        #expect(store?.save(tabs: tabs, front: 1, closed: []) == nil)
        let first = node("tabs/p.1.json")
        #expect(store?.save(tabs: tabs, front: 1, closed: []) == nil)
        // It is out of bounds, and the last is meant.
        #expect(store?.save(tabs: tabs, front: 7, closed: []) == nil)
        store = nil
        // Nor by the program that found it so.
        store = self.store()
        #expect(store?.save(tabs: tabs, front: 1, closed: []) == nil)
        #expect(node("tabs/p.1.json") == first)
        #expect(store?.save(tabs: tabs, front: 0, closed: []) == nil)
        #expect(node("tabs/p.1.json") != first)
    }

    // MARK: Several programs

    @Test func `two programs at once have different tabs, and none takes those of the other`() {
        var one: OpenTabsStore? = store()
        var two: OpenTabsStore? = store()
        #expect(one?.save(tabs: [tab("one")], front: 0, closed: []) == nil)
        #expect(two?.save(tabs: [tab("two")], front: 0, closed: []) == nil)
        #expect(store().open().tabs == [])
        #expect(one?.open().tabs == [] && two?.open().tabs == [])
        one = nil
        two = nil
        // The one that was saved last comes first, and nothing is left to who starts meanwhile.
        one = store()
        two = store()
        #expect(one?.open().tabs == [tab("two"), tab("one")] && two?.open().tabs == [])
        #expect(files == ["p.2.json"])
    }

    @Test func `programs that start at once never have the same file`() async throws {
        for number in 1...8 { try write(number, savedAt: number, tabs: ["\(number)"]) }
        let path = folder.path
        let names = await withTaskGroup(of: [String].self) { group in
            for _ in 1...8 {
                group.addTask {
                    let store = OpenTabsStore(stateFolder: path, profile: "p", takesTabs: true)
                    let names = store.open().tabs.map(\.conversation)
                    #expect(store.save(tabs: [], front: 0, closed: []) == nil)
                    return names
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(names.count == Set(names).count)
        #expect(names.count + files.count == 8)
    }

    @Test func `the tabs of all programs that have ended come back, the last saved in front`()
        throws
    {
        try write(1, savedAt: 300, tabs: ["one"])
        try write(2, savedAt: 500, tabs: ["two"])
        try write(3, savedAt: 400, tabs: ["three"])
        try write(4, savedAt: 900, closed: ["closed"])
        try write(5, savedAt: 100, tabs: ["two", "five"], closed: ["three", "old"])
        var stores: [OpenTabsStore] = [store()]
        #expect(stores[0].open().tabs.map(\.conversation) == ["two", "three", "one", "five"])
        #expect(stores[0].open().front == 0 && stores[0].closed() == [tab("old")])
        #expect(files == ["p.2.json", "p.4.json"])
        // Closed tabs come back to who finds no open ones.
        stores.append(store())
        #expect(stores[1].open().tabs == [] && stores[1].closed() == [tab("closed")])
        // However the first ends, all of it is kept.
        stores = []
        #expect(store().open().tabs.map(\.conversation) == ["two", "three", "one", "five"])
    }

    @Test func `tabs that are too many stay for the next start`() throws {
        try write(1, savedAt: 3, tabs: ["a", "b"])
        try write(2, savedAt: 2, tabs: ["c", "d"])
        try write(3, savedAt: 1, tabs: ["e"])
        let stores = (1...2).map { _ in
            OpenTabsStore(stateFolder: folder.path, profile: "p", takesTabs: true, mostTabs: 3)
        }
        #expect(
            stores.map { $0.open().tabs.map(\.conversation) } == [["a", "b", "e"], ["c", "d"]])
    }

    @Test func `where they cannot be put together they stay as they are`() async {
        await #expect(processExitsWith: .success) {
            let folder = StateFolder()
            for number in 1...2 {
                try folder.write(
                    #"{"version":1,"saved_us":\#(number),"front":0,"tabs":["#
                        + #"{"conversation":"\#(number)","base_url":"demo"}],"closed":[]}"#,
                    to: "tabs/p.\(number).json")
            }
            FileSizeLimit.with(bytes: 10) {
                let store = OpenTabsStore(stateFolder: folder.path, profile: "p", takesTabs: true)
                #expect(store.open().tabs.map(\.conversation) == ["2", "1"])
            }
            let next = OpenTabsStore(stateFolder: folder.path, profile: "p", takesTabs: true)
            #expect(next.open().tabs.map(\.conversation) == ["2", "1"])
        }
    }

    @Test func `without the tabs of before they stay for the next start`() throws {
        try write(1, savedAt: 300, tabs: ["one"])
        try write(2, savedAt: 500, tabs: ["two"])
        var new: OpenTabsStore? = store(takesTabs: false)
        #expect(new?.open().tabs == [] && new?.closed() == [])
        #expect(new?.save(tabs: [tab("new")], front: 0, closed: []) == nil)
        #expect(files == ["p.1.json", "p.2.json", "p.3.json"])
        new = nil
        #expect(store().open().tabs.map(\.conversation) == ["new", "two", "one"])
    }

    @Test func `where all files have tabs the oldest are closed for new ones, not lost`() throws {
        for number in 1...32 {
            try write(
                number, savedAt: 1000 - number, tabs: ["\(number)", "x"], closed: ["c\(number)"])
        }
        let new = store(takesTabs: false)
        #expect(new.open().tabs == [])
        #expect(new.closed().map(\.conversation) == ["c32", "x", "32"])
        #expect(new.save(tabs: [tab("new")], front: 0, closed: new.closed()) == nil)
        #expect(try folder.text("tabs/p.32.json").contains(#""conversation":"new""#))
    }

    @Test func `more programs than there are files are told`() {
        let stores = (1...32).map { _ in store() }
        let one = store()
        #expect(
            one.save(tabs: tabs, front: 0, closed: [])
                == "\(folder.path)/tabs is in use by 32 programs")
        #expect(one.open().tabs == [])
        withExtendedLifetime(stores) {}
    }

    // MARK: What is found there

    @Test(
        arguments: [
            "{\"version\":1,\"tabs\":[", "", "[]", "{}", "{\"version\":1}",
            "{\"tabs\":{\"conversation\":\"c\"}}", "\u{0}\u{1}", "null",
        ])
    func `an unreadable file is put aside, not overwritten`(_ text: String) throws {
        try folder.write(text, to: "tabs/p.1.json")
        let store = store()
        #expect(store.open().tabs == [])
        #expect(store.save(tabs: tabs, front: 0, closed: []) == nil)
        #expect(try folder.text("tabs/p.1.json.unreadable") == text)
        #expect(files == ["p.1.json", "p.1.json.unreadable"])
    }

    @Test func `an unreadable file of a program that runs stays where it is`() throws {
        let one = store()
        try folder.write("{", to: "tabs/p.1.json")
        #expect(store().save(tabs: tabs, front: 0, closed: []) == nil)
        #expect(files == ["p.1.json", "p.2.json"])
        withExtendedLifetime(one) {}
    }

    @Test(arguments: [true, false])
    func `a file of a later version is left alone`(_ takesTabs: Bool) throws {
        let later = #"{"version":2,"tabs":"elsewhere"}"#
        try folder.write(later, to: "tabs/p.1.json")
        let store = store(takesTabs: takesTabs)
        #expect(store.open().tabs == [])
        #expect(store.save(tabs: tabs, front: 0, closed: []) == nil)
        #expect(try folder.text("tabs/p.1.json") == later)
        #expect(files == ["p.1.json", "p.2.json"])
    }

    @Test func `what is not known or not understood in a file takes nothing else with it`() throws {
        try folder.write(
            #"{"version":1,"new":{},"saved_us":-9223372036854775808,"front":3,"tabs":[5,"#
                + #"{"conversation":"a","base_url":"demo","new":1,"title":7},{"title":"none"},"#
                + #"{"conversation":"b","base_url":"demo"},"#
                + #"{"conversation":"c","base_url":"demo"}],"closed":7}"#, to: "tabs/p.1.json")
        let store = store()
        #expect(store.open().tabs == [tab("a"), tab("b"), tab("c")])
        // What is left out does not move another tab to the front.
        #expect(store.open().front == 1)
        #expect(store.closed() == [])
    }

    @Test(
        arguments: [
            ("-5", 0), ("9223372036854775807", 1), ("1e300", 0), ("\"1\"", 0), ("1.0", 1),
        ])
    func `the tab in front is one of them`(_ front: String, _ expected: Int) throws {
        try folder.write(
            #"{"version":1,"front":\#(front),"tabs":[{"conversation":"a","base_url":"demo"},"#
                + #"{"conversation":"b","base_url":"demo"}]}"#, to: "tabs/p.1.json")
        #expect(store().open().front == expected)
    }

    @Test(arguments: ["../x", "a/b", "ü 漢", "p.1", "%", "", "a\nb\u{1B}", "."])
    func `a profile may have any name`(_ name: String) throws {
        var store: OpenTabsStore? = store(name)
        #expect(store?.save(tabs: tabs, front: 0, closed: []) == nil)
        store = nil
        #expect(self.store(name).open().tabs == tabs)
        #expect(self.store(name + "1").open().tabs == [])
        #expect(files.count == 1 && folder.names("") == ["tabs"])
    }

    // MARK: What cannot be done

    @Test func `a folder that cannot be made is told`() throws {
        try folder.write("no folder", to: "tabs")
        let store = store()
        #expect(
            store.save(tabs: tabs, front: 0, closed: [])
                == "\(folder.path)/tabs/p.1.lock: Not a directory")
        #expect(store.open().tabs == [] && store.closed() == [])
    }

    @Test func `a folder that may not be written is told, each time`() async {
        await #expect(processExitsWith: .success) {
            try AsOrdinaryUser.inFolder { folder in
                chmod(folder, 0o500)
                let store = OpenTabsStore(stateFolder: folder, profile: "p", takesTabs: true)
                let tab = OpenTab(conversation: "a", baseURL: "demo")
                for _ in 1...2 {
                    #expect(
                        store.save(tabs: [tab], front: 0, closed: [])
                            == "\(folder)/tabs: Permission denied")
                }
            }
        }
    }

    @Test func `what was not kept is written as soon as it can be`() async {
        await #expect(processExitsWith: .success) {
            let folder = StateFolder()
            let store = OpenTabsStore(stateFolder: folder.path, profile: "p", takesTabs: true)
            let tabs = [OpenTab(conversation: "a", baseURL: "demo")]
            let reason = FileSizeLimit.with(bytes: 10) {
                store.save(tabs: tabs, front: 0, closed: [])
            }
            #expect(reason == "\(folder.path)/tabs/p.1.json: File too large")
            #expect(store.save(tabs: tabs, front: 0, closed: []) == nil)
            let text = try folder.text("tabs/p.1.json")
            #expect(text.contains(#""conversation":"a""#))
        }
    }
}
