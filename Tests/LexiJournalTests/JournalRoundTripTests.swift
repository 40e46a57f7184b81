import LexiAPI
import LexiJournal
import LexiSession
import LexiSessionSamples
import LexiTesting
import LexiWire
import Testing

/// What is written down and read again is the same, and makes the same state.
@Suite struct JournalRoundTripTests {
    private static func read(
        _ text: String, _ generator: inout SeededGenerator
    ) throws -> [SessionEvent] {
        var decoder = JournalDecoder(origin: .restored)
        var events: [SessionEvent] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let piece = rest.prefix(.random(in: 1...3000, using: &generator))
            events += try decoder.feed(piece)
            rest = rest.dropFirst(piece.count)
        }
        events += try decoder.finish()
        #expect(decoder.problems == [] && decoder.unknownCount == 0 && !decoder.isTorn)
        return events
    }

    /// As events of that origin, in the order of everything.
    private static func merged(_ journals: [[SessionEvent]]) -> [SessionEvent] {
        journals.joined().enumerated()
            .sorted { ($0.element.sequence, $0.offset) < ($1.element.sequence, $1.offset) }
            .map(\.element)
    }

    @Test(arguments: Soak.seeds(60))
    func `a session is read again event by event, and makes an equal state`(
        _ seed: UInt64
    ) throws {
        let session = RandomSession(seed: seed, conversations: Int(seed % 3) + 1)
        var generator = SeededGenerator(seed: ~seed)
        var journals: [[SessionEvent]] = []
        for text in SessionJournals(session.events).texts.values {
            journals.append(try Self.read(text, &generator))
        }
        let live = session.events.filter { $0.body.isWrittenDown }
        let read = Self.merged(journals).filter { $0.body.isWrittenDown }
        #expect(read.count == live.count)
        for (read, live) in zip(read, live) {
            var expected = live
            expected.origin = .restored
            #expect(read == expected)
        }
        var whole = SessionState()
        whole.take(session.events)
        var again = SessionState()
        again.take(Self.inOrderOfOpening(journals))
        // Conversations stand in the order in which they were opened.
        #expect(again == whole)
    }

    /// A header has no number of its own.
    private static func inOrderOfOpening(_ journals: [[SessionEvent]]) -> [SessionEvent] {
        let events = journals.joined()
        let openings = events.filter { $0.body.isOpening }.sorted { $0.instant < $1.instant }
        return openings + merged(journals.map { $0.filter { !$0.body.isOpening } })
    }
}

extension SessionEvent.Body {
    fileprivate var isOpening: Bool { if case .opened = self { true } else { false } }
    /// An opening is the header, and has no number.
    fileprivate var isWrittenDown: Bool { !isOpening }
}
