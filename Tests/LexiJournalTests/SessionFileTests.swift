import Foundation
import LexiAPI
import LexiJournal
import LexiSession
import LexiSessionSamples
import LexiTesting
import Testing

/// What belongs to no conversation is written down, too, by all programs into one file.
@Suite struct SessionFileTests {
    private static func instant(_ seconds: Int64) -> Instant {
        Sample.began.advanced(by: .seconds(seconds))
    }

    private static let answers: [ConversationAnswer] = [
        .list(
            Page(
                items: [
                    ConversationSummary(
                        id: "conv_1", title: "Mara „Vogt“", messageCount: 4,
                        lastMessageAt: Timestamp("2026-11-29T08:00:00Z"),
                        context: ChatContext(contact: "c_1"), isArchived: false,
                        createdAt: Timestamp("2026-11-28T08:00:00Z"))
                ], unreadableCount: 1, meta: PageMeta(page: 1, perPage: 20, total: 21))),
        .noList("offline: no route to host"), .found(Page(items: []), words: "lease"),
        .notFound("rate_limited: wait", words: "lease", isRefused: true),
    ]

    private static func events(from number: UInt64) -> [SessionEvent] {
        let bodies =
            answers.map(SessionEvent.Body.answered) + [
                .serviceChanged(ServiceOrigin(baseURL: "https://crm.example", key: "k:1"))
            ]
        return bodies.enumerated().map { offset, body in
            SessionEvent(
                sequence: number + UInt64(offset), instant: instant(Int64(number) + Int64(offset)),
                body: body)
        }
    }

    private static func read(_ site: Site) throws -> [SessionEvent] {
        var decoder = JournalDecoder(origin: .restored)
        let events = try decoder.feed(site.text(site.folder.sessionFile).utf8) + decoder.finish()
        #expect(decoder.problems == [] && decoder.unknownCount == 0 && !decoder.isTorn)
        return events.map { event in
            var event = event
            event.origin = .live
            return event
        }
    }

    private static func write(_ events: [SessionEvent], _ writer: JournalWriter) async {
        writer.take(events)
        await writer.waitUntilWritten(events.last?.sequence ?? 0)
    }

    @Test func `two programs in turn write one file, and each line is of its session`()
        async throws
    {
        let site = try Site()
        let (first, second) = (Sample.writer(site), Sample.writer(site, session: 2))
        let events = Self.events(from: 1)
        await Self.write([events[0]], first)
        await Self.write(Array(events[1...2]), second)
        await Self.write(Array(events[3...]), first)
        await first.finish()
        await second.finish()
        #expect(try Self.read(site) == events)
        let lines = try site.text(site.folder.sessionFile).split(separator: "\n")
        #expect(lines[0] == #"{"lexi_journal":1,"product":"lexi test"}"#)
        let sessions = lines.compactMap { line in
            try? JSONValue(parsing: String(line))["session"]?.string?.suffix(1)
        }
        #expect(sessions == ["1", "2", "1"])
        #expect(try site.mode(site.folder.sessionFile) == 0o600)
        #expect(site.folder.conversations() == [])
    }

    @Test func `a long file loses its oldest sessions when a program begins to write`()
        async throws
    {
        let site = try Site()
        var number: UInt64 = 1
        for session in 1...3 as ClosedRange<UInt64> {
            let writer = Sample.writer(site, session: session)
            let list = SessionEvent(
                sequence: number, instant: Self.instant(Int64(number)),
                body: .answered(.noList(String(repeating: "x", count: 400_000))))
            await Self.write([list], writer)
            await writer.finish()
            number += 1
        }
        let last = Self.events(from: number)
        let writer = Sample.writer(site, session: 4)
        await Self.write(last, writer)
        await writer.finish()
        let read = try Self.read(site)
        #expect(read.map(\.sequence) == Array(3...8))
        #expect(read.suffix(last.count) == last[...])
    }

    @Test func `a file that cannot be written holds up nothing and is not told`() async throws {
        let site = try Site()
        try FileManager.default.createDirectory(
            atPath: site.folder.sessionFile, withIntermediateDirectories: true)
        let told = Told()
        let writer = Sample.writer(site, told)
        await Self.write(Self.events(from: 1), writer)
        #expect(await writer.finish())
        #expect(told.news == [])
    }
}
