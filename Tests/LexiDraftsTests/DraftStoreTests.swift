import LexiAPI
import LexiDrafts
import LexiState
import Testing

@Suite struct DraftStoreTests {
    private let drafts = [
        Draft(
            text: "half a\nquestion \u{1B}", conversationID: "c-1",
            context: ChatContext(contact: "contact-001", page: "/deals"), allowTools: false),
        Draft(text: "another"),
    ]

    @Test func `drafts are there for the next program, for this user alone`() throws {
        let folder = StateFolder()
        var store: DraftStore? = DraftStore(stateFolder: folder.path, profile: "p")
        #expect(store?.takeOver() == [])
        #expect(store?.save(drafts) == nil)
        #expect(try folder.mode("drafts") == 0o700)
        #expect(try folder.mode("drafts/p.1.json") == 0o600)
        store = nil
        let next = DraftStore(stateFolder: folder.path, profile: "p")
        #expect(next.takeOver() == drafts)
        #expect(DraftStore(stateFolder: folder.path, profile: "demo").takeOver() == [])
        #expect(next.save([]) == nil)
        #expect(folder.names("drafts").filter { $0.hasSuffix(".json") } == [])
    }

    @Test func `two programs at once keep theirs apart, and a third takes over both`() {
        let folder = StateFolder()
        var one: DraftStore? = DraftStore(stateFolder: folder.path, profile: "p")
        var two: DraftStore? = DraftStore(stateFolder: folder.path, profile: "p")
        #expect(one?.save([drafts[0]]) == nil && two?.save([drafts[1]]) == nil)
        #expect(two?.takeOver() == [drafts[1]])
        one = nil
        two = nil
        let three = DraftStore(stateFolder: folder.path, profile: "p")
        #expect(three.takeOver() == drafts)
        #expect(folder.names("drafts").filter { $0.hasSuffix(".json") } == ["p.1.json"])
        // What was taken over is kept also if this program dies at once.
        #expect(DraftStore(stateFolder: folder.path, profile: "p").takeOver() == [])
    }

    @Test func `an unreadable file is put aside, not overwritten`() throws {
        let folder = StateFolder()
        try folder.write("{\"drafts\": [", to: "drafts/p.1.json")
        let store = DraftStore(stateFolder: folder.path, profile: "p")
        #expect(store.takeOver() == [])
        #expect(store.save(drafts) == nil)
        #expect(try folder.text("drafts/p.1.json.unreadable") == "{\"drafts\": [")
    }

    @Test func `what was put aside is not overwritten by the next`() throws {
        let folder = StateFolder()
        try folder.write("one", to: "drafts/p.1.json.unreadable")
        try folder.write("two", to: "drafts/p.1.json")
        #expect(DraftStore(stateFolder: folder.path, profile: "p").takeOver() == [])
        #expect(try folder.text("drafts/p.1.json.unreadable") == "one")
        #expect(try folder.text("drafts/p.1.json.unreadable.2") == "two")
    }

    @Test func `a folder that cannot be made is told`() throws {
        let folder = StateFolder()
        try folder.write("no folder", to: "drafts")
        let store = DraftStore(stateFolder: folder.path, profile: "p")
        #expect(store.save(drafts)?.hasSuffix("Not a directory") == true)
        #expect(store.takeOver() == [])
    }
}
