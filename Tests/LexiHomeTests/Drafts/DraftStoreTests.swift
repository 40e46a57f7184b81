import LexiAPI
import LexiHome
import Testing

@Suite struct DraftStoreTests {
    private let drafts = [
        KeptDraft(
            text: "half a\nquestion \u{1B}", conversationID: "c-1",
            context: ChatContext(contact: "contact-001", page: "/deals"), allowTools: false),
        KeptDraft(text: "another"),
    ]

    private let here = DraftOrigin(server: "https://a.example", key: "k1")

    @Test func `drafts are there for the next program, for this user alone`() throws {
        let folder = StateFolder()
        var store: DraftStore? = DraftStore(stateFolder: folder.path, profile: "p", origin: here)
        #expect(store?.takeOver() == [])
        #expect(store?.save(drafts) == nil)
        #expect(try folder.mode("drafts") == 0o700)
        #expect(try folder.mode("drafts/p.1.json") == 0o600)
        store = nil
        let next = DraftStore(stateFolder: folder.path, profile: "p", origin: here)
        #expect(next.takeOver() == drafts)
        #expect(
            DraftStore(stateFolder: folder.path, profile: "demo", origin: here).takeOver() == [])
        #expect(next.save([]) == nil)
        #expect(folder.names("drafts").filter { $0.hasSuffix(".json") } == [])
    }

    @Test func `two programs at once keep theirs apart, and a third takes over both`() {
        let folder = StateFolder()
        var one: DraftStore? = DraftStore(stateFolder: folder.path, profile: "p", origin: here)
        var two: DraftStore? = DraftStore(stateFolder: folder.path, profile: "p", origin: here)
        #expect(one?.save([drafts[0]]) == nil && two?.save([drafts[1]]) == nil)
        #expect(two?.takeOver() == [drafts[1]])
        one = nil
        two = nil
        let three = DraftStore(stateFolder: folder.path, profile: "p", origin: here)
        #expect(three.takeOver() == drafts)
        #expect(folder.names("drafts").filter { $0.hasSuffix(".json") } == ["p.1.json"])
        // What was taken over is kept also if this program dies at once.
        #expect(DraftStore(stateFolder: folder.path, profile: "p", origin: here).takeOver() == [])
    }

    @Test func `an unreadable file is put aside, not overwritten`() throws {
        let folder = StateFolder()
        try folder.write("{\"drafts\": [", to: "drafts/p.1.json")
        let store = DraftStore(stateFolder: folder.path, profile: "p", origin: here)
        #expect(store.takeOver() == [])
        #expect(store.save(drafts) == nil)
        #expect(try folder.text("drafts/p.1.json.unreadable") == "{\"drafts\": [")
    }

    @Test func `what was put aside is not overwritten by the next`() throws {
        let folder = StateFolder()
        try folder.write("one", to: "drafts/p.1.json.unreadable")
        try folder.write("two", to: "drafts/p.1.json")
        #expect(DraftStore(stateFolder: folder.path, profile: "p", origin: here).takeOver() == [])
        #expect(try folder.text("drafts/p.1.json.unreadable") == "one")
        #expect(try folder.text("drafts/p.1.json.unreadable.2") == "two")
    }

    @Test func `a folder that cannot be made is told`() throws {
        let folder = StateFolder()
        try folder.write("no folder", to: "drafts")
        let store = DraftStore(stateFolder: folder.path, profile: "p", origin: here)
        #expect(store.save(drafts)?.hasSuffix("Not a directory") == true)
        #expect(store.takeOver() == [])
    }

    @Test func `what was written for one origin does not come back with another, and is not lost`()
        throws
    {
        let folder = StateFolder()
        let others = [
            DraftOrigin(server: "https://b.example", key: "k1"),
            DraftOrigin(server: "https://a.example", key: "k2"), .demo,
        ]
        var store: DraftStore? = DraftStore(
            stateFolder: folder.path, profile: "p", origin: here)
        #expect(store?.save(drafts) == nil)
        for other in others {
            store = nil
            store = DraftStore(stateFolder: folder.path, profile: "p", origin: other)
            #expect(store?.takeOver() == [])
            #expect(store?.save([]) == nil)
        }
        store = nil
        store = DraftStore(stateFolder: folder.path, profile: "p", origin: here)
        #expect(store?.takeOver() == drafts)
        #expect(try !folder.text("drafts/p.1.json").contains("wbk"))
    }

    @Test func `what was written before there was a key comes with any key of the server`() {
        let folder = StateFolder()
        let keyless = DraftOrigin(server: here.server)
        var store: DraftStore? = DraftStore(
            stateFolder: folder.path, profile: "p", origin: keyless)
        #expect(store?.save([drafts[0]]) == nil)
        store = nil
        store = DraftStore(stateFolder: folder.path, profile: "p", origin: here)
        #expect(store?.takeOver() == [drafts[0]])
        #expect(store?.save([drafts[0]]) == nil)
        store = nil
        store = DraftStore(stateFolder: folder.path, profile: "p", origin: keyless)
        #expect(store?.takeOver() == [])
        // The key is given while the program runs.
        #expect(store?.change(to: here) == [drafts[0]])
    }

    @Test func `what is left for an origin is there when it is used again`() {
        let folder = StateFolder()
        let store = DraftStore(stateFolder: folder.path, profile: "p", origin: .demo)
        #expect(store.change(to: here) == [])
        store.leave([drafts[1]], for: .demo)
        #expect(store.save([drafts[0]]) == nil)
        #expect(store.change(to: .demo) == [drafts[1]])
    }

    @Test func `drafts of version 0_1_0, which name no origin, come back marked`() throws {
        let folder = StateFolder()
        try folder.write(
            #"{"version":1,"drafts":[{"text":"old","conversation_id":null,"context":{},"#
                + #""allow_tools":true}]}"#, to: "drafts/p.1.json")
        let old = KeptDraft(text: "old", isOfUnknownOrigin: true)
        var store: DraftStore? = DraftStore(
            stateFolder: folder.path, profile: "p", origin: here)
        #expect(store?.takeOver() == [old])
        // As long as nobody has looked at it, it is anybody's.
        #expect(store?.save([old]) == nil)
        store = nil
        store = DraftStore(stateFolder: folder.path, profile: "p", origin: .demo)
        #expect(store?.takeOver() == [old])
    }

    @Test func `where none are to be kept those that were are read, and nothing is touched`()
        throws
    {
        let folder = StateFolder()
        func unkept() -> DraftStore {
            DraftStore(stateFolder: folder.path, profile: "p", origin: here, isKept: false)
        }
        #expect(unkept().save(drafts) == nil)
        #expect(unkept().takeOver() == [])
        #expect(folder.names("") == [])
        let mine = DraftStore(stateFolder: folder.path, profile: "p", origin: here)
        #expect(mine.save([drafts[0]]) == nil)
        var other: DraftStore? = DraftStore(stateFolder: folder.path, profile: "p", origin: here)
        #expect(other?.save([drafts[1]]) == nil)
        other = nil
        try folder.write("{", to: "drafts/p.3.json")
        let names = folder.names("drafts")
        let text = try folder.text("drafts/p.2.json")
        let store = unkept()
        // Not those of a program that runs.
        #expect(store.takeOver() == [drafts[1]])
        #expect(store.save([]) == nil)
        #expect(store.save([drafts[0]]) == nil)
        #expect(try folder.text("drafts/p.2.json") == text)
        #expect(folder.names("drafts") == names)
        // What is left for another service is there as long as the program runs.
        #expect(store.change(to: .demo) == [])
        store.leave([drafts[0]], for: here)
        #expect(store.change(to: here) == [drafts[0]])
        withExtendedLifetime(mine) {}
    }

    @Test func `keys are told apart where nothing is kept, and no salt is made for that`() throws {
        let folder = StateFolder()
        let (one, two) = (Secret("wbk_live_0123456789"), Secret("wbk_live_012345678x"))
        #expect(KeyFingerprints(stateFolder: folder.path, isKept: false) == nil)
        #expect(folder.names("") == [])
        let run = KeyFingerprints.ofThisRun
        #expect(run.fingerprint(of: one) != run.fingerprint(of: two))
        #expect(run.fingerprint(of: one) == KeyFingerprints.ofThisRun.fingerprint(of: one))
        // One that is there is used, so that drafts are known again.
        let kept = try #require(KeyFingerprints(stateFolder: folder.path))
        let read = try #require(KeyFingerprints(stateFolder: folder.path, isKept: false))
        #expect(kept.fingerprint(of: one) == read.fingerprint(of: one))
        #expect(kept.fingerprint(of: one) != run.fingerprint(of: one))
        try folder.write("half", to: "drafts/salt")
        #expect(KeyFingerprints(stateFolder: folder.path, isKept: false) == nil)
        #expect(try folder.text("drafts/salt") == "half")
    }

    @Test func `keys are told apart by what tells nothing of them`() throws {
        let folder = StateFolder()
        let (one, two) = (Secret("wbk_live_0123456789"), Secret("wbk_live_012345678x"))
        let marks = try #require(KeyFingerprints(stateFolder: folder.path))
        let again = try #require(KeyFingerprints(stateFolder: folder.path))
        #expect(marks.fingerprint(of: one) == again.fingerprint(of: one))
        #expect(marks.fingerprint(of: one) != marks.fingerprint(of: two))
        #expect(marks.fingerprint(of: one).count == 16)
        #expect(try folder.mode("drafts/salt") == 0o600)
        let other = try #require(KeyFingerprints(stateFolder: StateFolder().path))
        #expect(marks.fingerprint(of: one) != other.fingerprint(of: one))
    }
}
