import LexiHome
import Testing

@Suite struct SentMessagesTests {
    @Test func `where none are to be kept those that were are read`() throws {
        let folder = StateFolder()
        let unkept = SentMessages(stateFolder: folder.path, profile: "p", isKept: false)
        #expect(unkept.add("one") == nil)
        #expect(folder.names("") == [])
        #expect(SentMessages(stateFolder: folder.path, profile: "p").add("two") == nil)
        #expect(unkept.add("three") == nil)
        #expect(unkept.latestFirst() == ["two"])
        #expect(folder.names("history") == ["p.jsonl"])
    }

    @Test func `messages come back latest first, each once, for this user alone`() throws {
        let folder = StateFolder()
        let sent = SentMessages(stateFolder: folder.path, profile: "work/eu")
        #expect(sent.latestFirst() == [])
        for message in ["one", "two\nlines", "one", "漢字 \u{1B}\"x\""] {
            #expect(sent.add(message) == nil)
        }
        #expect(sent.latestFirst() == ["漢字 \u{1B}\"x\"", "one", "two\nlines"])
        #expect(folder.names("history") == ["work%2Feu.jsonl"])
        #expect(try folder.mode("history") == 0o700)
        #expect(try folder.mode("history/work%2Feu.jsonl") == 0o600)
        #expect(try folder.text("history/work%2Feu.jsonl").split(separator: "\n").count == 4)
        let other = SentMessages(stateFolder: folder.path, profile: "demo")
        #expect(other.latestFirst() == [])
    }

    @Test func `the file is bounded, and the oldest go`() throws {
        let folder = StateFolder()
        let sent = SentMessages(
            stateFolder: folder.path, profile: "p",
            limits: .init(bytes: 2000, entries: 30, entryBytes: 500))
        for number in 1...200 { #expect(sent.add("message number \(number)") == nil) }
        let messages = sent.latestFirst()
        #expect(messages.first == "message number 200")
        #expect(messages.count >= 10 && messages.count <= 30)
        #expect(messages == (0..<messages.count).map { "message number \(200 - $0)" })
        #expect(try folder.text("history/p.jsonl").utf8.count <= 2100)
        #expect(sent.add(String(repeating: "x", count: 501)) == nil)
        #expect(sent.latestFirst().first == "message number 200")
    }

    @Test func `what is no message is left out`() throws {
        let folder = StateFolder()
        try folder.write(
            "{\"message\":\"one\"}\n{\"messa\nnull\n{\"message\":7}\n{\"message\":\"two\"}\n",
            to: "history/p.jsonl")
        let sent = SentMessages(stateFolder: folder.path, profile: "p")
        #expect(sent.latestFirst() == ["two", "one"])
    }

    @Test func `a line that was cut takes no other with it`() throws {
        let folder = StateFolder()
        try folder.write(
            "{\"message\":\"one\"}\n{\"at\":1,\"message\":\"lo", to: "history/p.jsonl")
        let sent = SentMessages(stateFolder: folder.path, profile: "p")
        #expect(sent.add("two") == nil)
        #expect(sent.latestFirst() == ["two", "one"])
        #expect(sent.add("three") == nil)
        #expect(sent.latestFirst() == ["three", "two", "one"])
    }

    @Test func `a file that has become huge loses its oldest messages, not all`() throws {
        let folder = StateFolder()
        let lines = (1...1000).map { "{\"message\":\"message number \($0)\"}\n" }.joined()
        try folder.write(lines, to: "history/p.jsonl")
        // It is more than eight times as large as it may be.
        let sent = SentMessages(
            stateFolder: folder.path, profile: "p", limits: .init(bytes: 2000, entryBytes: 500))
        #expect(sent.latestFirst().first == "message number 1000")
        #expect(sent.latestFirst().count > 300)
        #expect(sent.add("the next") == nil)
        #expect(Array(sent.latestFirst().prefix(2)) == ["the next", "message number 1000"])
        #expect(sent.latestFirst().count > 20)
        #expect(try folder.text("history/p.jsonl").utf8.count <= 1000)
    }

    @Test func `a message that needs more than half of the file is kept all the same`() {
        let folder = StateFolder()
        let sent = SentMessages(
            stateFolder: folder.path, profile: "p", limits: .init(bytes: 600, entryBytes: 500))
        // Each is written as six characters.
        let message = String(repeating: "\u{1}", count: 120)
        #expect(sent.add("short") == nil && sent.add(message) == nil)
        #expect(sent.latestFirst() == [message])
    }

    @Test func `what went to another server does not come back, and what names none does`() throws {
        let folder = StateFolder()
        try folder.write("{\"at\":1,\"message\":\"old\"}\n", to: "history/p.jsonl")
        let (one, two) = ("https://a.example", "demo")
        let sent = SentMessages(stateFolder: folder.path, profile: "p", server: one)
        #expect(sent.add("mine") == nil)
        let others = SentMessages(stateFolder: folder.path, profile: "p", server: two)
        #expect(others.add("others") == nil)
        #expect(sent.latestFirst() == ["mine", "old"])
        #expect(others.latestFirst() == ["others", "old"])
    }

    @Test func `several that add at once lose nothing`() async throws {
        let folder = StateFolder()
        let path = folder.path
        await withTaskGroup(of: Void.self) { group in
            for writer in 1...4 {
                group.addTask {
                    let sent = SentMessages(
                        stateFolder: path, profile: "p", limits: .init(bytes: 1 << 20))
                    for number in 1...50 { _ = sent.add("\(writer).\(number)") }
                }
            }
        }
        let sent = SentMessages(stateFolder: path, profile: "p")
        #expect(Set(sent.latestFirst()).count == 200)
    }

    @Test func `a folder that cannot be made is told`() throws {
        let folder = StateFolder()
        try folder.write("no folder", to: "history")
        let sent = SentMessages(stateFolder: folder.path, profile: "p")
        #expect(sent.add("x") == "\(folder.path)/history/p.jsonl: Not a directory")
    }
}
