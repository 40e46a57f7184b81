import Dispatch
import Foundation
import LexiAPI
import LexiJournal
import LexiSession
import LexiSessionSamples
import LexiTesting
import LexiWire
import Testing

/// What happens is in the files, whatever the disk and other programs do.
@Suite struct JournalWriterTests {
    /// A session whose conversations are named after the time, as those of the program.
    private static func events(seed: UInt64, conversations: Int = 2) -> [SessionEvent] {
        RandomSession(seed: seed, conversations: conversations).events.map { event in
            var event = event
            event.conversation = event.conversation.map(named)
            return event
        }
    }

    private static func named(_ number: ConversationID) -> ConversationID {
        ConversationID(
            UniqueID(
                unixSeconds: 1_795_478_400,
                random: (0, UInt64(bitPattern: Int64(number.rawValue.folded)))))
    }

    private static func hand(_ events: [SessionEvent], to writer: JournalWriter, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var rest = events[...]
        while !rest.isEmpty {
            let batch = rest.prefix(.random(in: 1...20, using: &generator))
            writer.take(Array(batch))
            rest = rest.dropFirst(batch.count)
        }
    }

    private static func state(_ events: [SessionEvent]) -> SessionState {
        var state = SessionState()
        state.take(events)
        return state
    }

    @Test(arguments: UInt64(0)..<10)
    func `what a session wrote makes the state that it had`(_ seed: UInt64) async throws {
        let site = try Site()
        let told = Told()
        let writer = Sample.writer(site, told)
        // What is lost is told by the writer alone.
        let events = Self.events(seed: seed).filter { !$0.isGap }
        Self.hand(events, to: writer, seed: seed)
        await writer.waitUntilWritten(try #require(events.last).sequence)
        await writer.finish()
        #expect(told.news == [])
        let state = Self.state(events)
        let ids = state.conversations.map(\.id)
        #expect(site.folder.conversations() == ids.sorted(by: >))
        for id in ids {
            let read = Self.state(try site.read(id))
            #expect(read.conversations.first == state[id])
            #expect(try site.mode(site.folder.file(of: id)) == 0o600)
        }
        #expect(try site.mode(site.folder.path) == 0o700)
        #expect(site.folder.month(of: ids[0]).hasSuffix("/journals/2026-11"))
    }

    @Test func `a disk that does not answer holds up neither a question nor the end`()
        async throws
    {
        let site = try Site()
        let told = Told()
        let disk = DispatchSemaphore(value: 0)
        let writer = JournalWriter(
            folder: site.folder, product: "lexi test", session: UniqueID(high: 0, low: 1),
            began: Sample.began, patience: 20, claimed: { _ in disk.wait() },
            report: { told($0) })
        let events = Self.events(seed: 3, conversations: 1)
        writer.take(events)
        await writer.waitUntilWritten(try #require(events.last).sequence)
        #expect(told.news == [.failed("the disk does not answer")])
        #expect(await writer.finish() == false)
        disk.signal()
    }

    @Test func `what did not happen now is not written`() async throws {
        let site = try Site()
        let writer = Sample.writer(site)
        for origin in EventOrigin.allCases where origin != .live {
            let events = Self.events(seed: 1).map { event in
                var event = event
                event.origin = origin
                return event
            }
            writer.take(events)
        }
        await writer.finish()
        #expect(site.folder.conversations() == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: site.path) == [])
    }

    @Test func `what is the program's own is not written, and holds up nothing that is`()
        async throws
    {
        let site = try Site()
        var events = Self.events(seed: 3, conversations: 1)
        let id = try #require(events.first?.conversation)
        var own = try #require(events.last)
        (own.conversation, own.turn, own.attempt) = (nil, nil, 0)
        for body in [
            SessionEvent.Body.settingsChanged, .keyChecked(KeyCheckID(1), .refused("No")),
        ] {
            own.body = body
            own.sequence += 1
            events.append(own)
            // Neither is it where it would be of the conversation.
            own.conversation = id
            own.sequence += 1
            events.append(own)
        }
        let plain = try Site()
        for (site, events) in [(site, events), (plain, events.dropLast(4))] {
            let writer = Sample.writer(site)
            writer.take(Array(events))
            await writer.waitUntilWritten(try #require(events.last).sequence)
            await writer.finish()
        }
        #expect(
            try site.text(site.folder.file(of: id)) == plain.text(plain.folder.file(of: id)))
        #expect(site.folder.conversations() == [id])
    }

    @Test func `another program goes on where the first was killed in the middle of a line`()
        async throws
    {
        let site = try Site()
        let events = Self.events(seed: 3, conversations: 1)
        let id = try #require(events.first?.conversation)
        let asked = try #require(events.firstIndex { $0.isAsked })
        let first = Sample.writer(site)
        first.take(Array(events[...(asked + 3)]))
        await first.finish()
        let file = site.folder.file(of: id)
        let before = try site.text(file)
        try site.write(before + #"{"type":"bytes","seq":9,"te"#, to: file)

        let told = Told()
        let second = Sample.writer(site, told, session: 2)
        var decoder = JournalDecoder(origin: .restored)
        _ = try decoder.feed(before.utf8)
        #expect(await second.claim(try #require(decoder.header)) == .mine)
        // Taking it up writes nothing.
        #expect(try site.text(file) == before + #"{"type":"bytes","seq":9,"te"#)
        second.take(
            events.dropFirst(asked + 4).first.map {
                [
                    SessionEvent(
                        sequence: 7, instant: $0.instant, conversation: id, body: .renamed("New"))
                ]
            } ?? [])
        await second.finish()
        #expect(told.news == [.cut(bytes: 27, of: id)])
        let lines = try site.text(file).dropFirst(before.count).split(separator: "\n")
        #expect(lines.map { $0.prefix(17) } == [#"{"type":"session""#, #"{"type":"renamed""#])
        let state = Self.state(try site.read(id))
        #expect(state[id]?.givenTitle == "New")
        #expect(state[id]?.lastTurn?.outcome == .incomplete)
    }

    @Test func `a folder that cannot be written is told once, and caught up with later`()
        async throws
    {
        let site = try Site()
        try site.write("in the way", to: site.folder.path)
        let told = Told()
        let writer = Sample.writer(site, told)
        let events = Self.events(seed: 4).filter { !$0.isGap }
        let half = events.count / 2
        Self.hand(Array(events[..<half]), to: writer, seed: 4)
        // Nobody waits longer than it takes to know.
        await writer.waitUntilWritten(events[half - 1].sequence)
        #expect(told.news.count == 1)
        guard case .failed(let reason) = told.news.first else {
            Issue.record("no failure was told")
            return
        }
        #expect(reason.hasSuffix("Not a directory") || reason.hasSuffix("File exists"))
        try FileManager.default.removeItem(atPath: site.folder.path)
        Self.hand(Array(events[half...]), to: writer, seed: 5)
        await writer.finish()
        #expect(told.news.dropFirst() == [.recovered])
        let state = Self.state(events)
        for conversation in state.conversations {
            #expect(Self.state(try site.read(conversation.id)).conversations == [conversation])
        }
    }

    @Test func `more than may be kept is let go, and a gap says so`() async throws {
        let site = try Site()
        try site.write("in the way", to: site.folder.path)
        let told = Told()
        let writer = Sample.writer(site, told, mostKeptBytes: 2000)
        let events = Self.events(seed: 6, conversations: 1).filter { !$0.isGap }
        let id = try #require(events.first?.conversation)
        for event in events {
            writer.take([event])
            await writer.waitUntilWritten(event.sequence)
        }
        try FileManager.default.removeItem(atPath: site.folder.path)
        await writer.finish()
        let read = try site.read(id)
        let lost = read.reduce(0) { sum, event in
            if case .gap(let bytes) = event.body { sum + bytes } else { sum }
        }
        let all = events.reduce(0) { $0 + $1.byteCount }
        #expect(lost > 0 && lost + read.reduce(0) { $0 + $1.byteCount } == all)
        // Nothing but bytes is ever let go.
        #expect(
            read.filter { !$0.isBytes && !$0.isGap }.map(\.sequence)
                == [0] + events.filter { !$0.isBytes }.dropFirst().map(\.sequence))
        let toldBytes = told.news.reduce(0) { sum, news in
            if case .lost(let bytes, _) = news { sum + bytes } else { sum }
        }
        #expect(toldBytes == lost)
    }

    @Test func `a file that is taken away is begun again with the next question`() async throws {
        let site = try Site()
        let writer = Sample.writer(site)
        let events = Self.events(seed: 9, conversations: 1).filter { !$0.isGap }
        let id = try #require(events.first?.conversation)
        let places = events.indices.filter { events[$0].isAsked }
        writer.take(Array(events[...places[0]]))
        await writer.waitUntilWritten(events[places[0]].sequence)
        try FileManager.default.removeItem(atPath: site.folder.file(of: id))
        writer.take(Array(events[(places[0] + 1)...]))
        await writer.finish()
        let text = try site.text(site.folder.file(of: id))
        #expect(text.hasPrefix(#"{"lexi_journal":1,"conversation":"\#(id)""#))
    }

    // MARK: Two programs

    @Test func `what one program writes another does not`() async throws {
        let site = try Site()
        let events = Self.events(seed: 1, conversations: 1).filter { !$0.isGap }
        let id = try #require(events.first?.conversation)
        let first = Sample.writer(site)
        Self.hand(events, to: first, seed: 1)
        await first.waitUntilWritten(try #require(events.last).sequence)
        let file = site.folder.file(of: id)
        let text = try site.text(file)
        var decoder = JournalDecoder(origin: .restored)
        _ = try decoder.feed(text.utf8)
        let header = try #require(decoder.header)

        let told = Told()
        let second = Sample.writer(site, told, session: 2)
        #expect(await second.claim(header) == .held)
        Self.hand(events, to: second, seed: 1)
        await second.waitUntilWritten(try #require(events.last).sequence)
        #expect(try site.text(file) == text)

        // It is asked for and, as nothing runs in it, left.
        let wish = try JournalWish(for: id, in: site.folder)
        first.lookForWishes(now: Sample.began)
        await first.claimless()
        #expect(try site.text(file).hasPrefix(text))
        #expect(try site.text(file).contains(#"{"type":"released""#))
        #expect(!FileManager.default.fileExists(atPath: site.folder.wants(of: id)))
        #expect(!site.folder.hasWish(for: id))
        withExtendedLifetime(wish) {}
        #expect(await second.claim(header) == .mine)
        #expect(await first.claim(header) == .held)
        await second.finish()
        #expect(await first.claim(header) == .mine)
        await first.finish()
        #expect(told.news == [])
    }

    @Test func `a conversation in which a turn runs is left when that is over`() async throws {
        let site = try Site()
        let told = Told()
        let writer = Sample.writer(site, told)
        let events = Self.events(seed: 2, conversations: 1).filter { !$0.isGap }
        let id = try #require(events.first?.conversation)
        let ending = try #require(events.firstIndex { $0.isEnding })
        writer.take(Array(events[..<ending]))
        await writer.waitUntilWritten(events[ending - 1].sequence)
        let wish = try JournalWish(for: id, in: site.folder)
        writer.lookForWishes(now: Sample.began)
        await writer.claimless()
        #expect(told.news == [])
        writer.take([events[ending]])
        await writer.waitUntilWritten(events[ending].sequence)
        await writer.claimless()
        let size = try site.text(site.folder.file(of: id)).utf8.count
        #expect(told.news == [.released(id, bytes: size)])
        withExtendedLifetime(wish) {}
        await writer.finish()
    }

    @Test func `a conversation is not left to a program that has ended`() async throws {
        let site = try Site()
        let told = Told()
        let writer = Sample.writer(site, told)
        let events = Self.events(seed: 2, conversations: 1).filter { !$0.isGap }
        let id = try #require(events.first?.conversation)
        writer.take(events)
        await writer.waitUntilWritten(try #require(events.last).sequence)
        var wish: JournalWish? = try JournalWish(for: id, in: site.folder)
        #expect(site.folder.hasWish(for: id))
        // The end of a program takes its locks, and leaves its files.
        wish = nil
        #expect(wish == nil && !site.folder.hasWish(for: id))
        #expect(FileManager.default.fileExists(atPath: site.folder.wants(of: id)))
        writer.lookForWishes(now: Sample.began)
        await writer.claimless()
        #expect(told.news == [])
        // Another may ask in its place.
        wish = try JournalWish(for: id, in: site.folder)
        writer.lookForWishes(now: Sample.began)
        await writer.claimless()
        #expect(told.news.count == 1)
        withExtendedLifetime(wish) {}
        await writer.finish()
    }

    @Test func `who asks no longer leaves the wish of another that asks since`() async throws {
        let site = try Site()
        let writer = Sample.writer(site)
        let events = Self.events(seed: 2, conversations: 1).filter { !$0.isGap }
        let id = try #require(events.first?.conversation)
        writer.take(events)
        await writer.finish()
        let first = try JournalWish(for: id, in: site.folder)
        let second = try JournalWish(for: id, in: site.folder)
        first.withdraw()
        #expect(site.folder.hasWish(for: id))
        second.withdraw()
        #expect(!FileManager.default.fileExists(atPath: site.folder.wants(of: id)))
    }

    @Test
    func `who takes a conversation over tells others that read along that a turn was cut off`()
        async throws
    {
        let site = try Site()
        let first = Sample.writer(site)
        let events = Self.events(seed: 2, conversations: 1).filter { !$0.isGap }
        let id = try #require(events.first?.conversation)
        let ending = try #require(events.firstIndex { $0.isEnding })
        first.take(Array(events[..<ending]))
        await first.finish()
        var reader = JournalDecoder(origin: .tapped)
        let text = try site.text(site.folder.file(of: id))
        let known = try reader.feed(text.utf8)
        #expect(!known.contains { $0.body == .interrupted })
        let second = Sample.writer(site, session: 2)
        let header = try #require(reader.header)
        #expect(await second.claim(header, takingOverAt: Sample.began) == .mine)
        await second.finish()
        let rest = try site.text(site.folder.file(of: id)).dropFirst(text.count)
        #expect(try reader.feed(rest.utf8).map(\.body) == [.interrupted])
    }

    @Test func `who sees that its wish is answered finds the conversation free`() async throws {
        let site = try Site()
        let events = Self.events(seed: 2, conversations: 1).filter { !$0.isGap }
        let id = try #require(events.first?.conversation)
        var header: JournalHeader?
        for session in UInt64(1)...50 {
            let writer = Sample.writer(site, session: session)
            if let header {
                #expect(await writer.claim(header) == .mine)
            } else {
                writer.take(events)
                await writer.waitUntilWritten(try #require(events.last).sequence)
                var decoder = JournalDecoder(origin: .restored)
                _ = try decoder.feed(site.text(site.folder.file(of: id)).utf8)
                header = decoder.header
            }
            let lock = open(site.folder.lock(of: id), O_RDWR | O_CLOEXEC)
            try #require(lock >= 0)
            let wish = try JournalWish(for: id, in: site.folder)
            writer.lookForWishes(now: Sample.began)
            while site.folder.hasWish(for: id) {}
            #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
            close(lock)
            withExtendedLifetime(wish) {}
            await writer.finish()
        }
    }
}

extension JournalWriter {
    /// Returns when the writer has done what it was told before.
    fileprivate func claimless() async {
        _ = await claim(
            JournalHeader(
                conversation: nil, opening: ConversationOpening(service: .demo), product: ""))
    }
}

extension SessionEvent {
    fileprivate var isGap: Bool { if case .gap = body { true } else { false } }
    fileprivate var isAsked: Bool { if case .asked = body { true } else { false } }
    fileprivate var isEnding: Bool { if case .ended = body { true } else { false } }
    fileprivate var isBytes: Bool { received != nil }
    fileprivate var byteCount: Int { received?.bytes.count ?? 0 }

    private var received: ReceivedBytes? {
        if case .attempt(let step, _) = body, case .received(let received) = step {
            received
        } else {
            nil
        }
    }
}
