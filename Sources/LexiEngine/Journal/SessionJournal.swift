public import LexiAPI
public import LexiBus
public import LexiJournal
public import LexiSession
import Synchronization

/// Writes a session down, and reads again what earlier ones wrote: a reader of the bus, and a
/// source.
public final class SessionJournal: Sendable {
    private let bus: SessionBus
    private let folder: JournalFolder
    private let writer: JournalWriter
    private let now: @Sendable () -> Instant
    private let reading = Mutex<[ConversationID: Task<Void, Never>]>([:])

    /// Attaches itself to the bus.
    ///
    /// - Parameters:
    ///   - product: What the journals say wrote them.
    ///   - session: Names this run of the program.
    ///   - now: The clock that the events are stamped with.
    public init(
        bus: SessionBus, folder: JournalFolder, product: String, session: UniqueID,
        now: @escaping @Sendable () -> Instant
    ) async {
        self.bus = bus
        self.folder = folder
        self.now = now
        let writer = JournalWriter(
            folder: folder, product: product, session: session, began: now()
        ) { news in
            bus.post(news.events(at: now()))
        }
        self.writer = writer
        // What waits for the disk waits in the writer, which bounds it: streams are not held back.
        await bus.attach("journal", capacity: .bytes(1 << 20)) { events in
            writer.take(events)
        } finish: {
            await writer.finish()
        }
    }

    /// Returns when an event is written down, or it is known that it cannot be now.
    public func waitUntilWritten(_ event: SessionEvent) async {
        await writer.waitUntilWritten(event.sequence)
    }

    // MARK: Taking up what was written

    /// Reads a conversation from its journal, publishes what happened in it, and then whether it
    /// may be gone on with here. Returns at once. Nothing of it is sent, written or told again.
    public func resume(_ conversation: ConversationID) {
        reading.withLock { reading in
            guard reading[conversation] == nil else { return }
            reading[conversation] = Task {
                let claim = await self.read(conversation)
                let _ = self.reading.withLock { $0.removeValue(forKey: conversation) }
                await self.bus.publish([
                    SessionEvent(
                        instant: self.now(), origin: .restored, conversation: conversation,
                        body: .resumed(claim))
                ])
            }
        }
    }

    private func read(_ conversation: ConversationID) async -> JournalClaim {
        var claim: JournalClaim?
        do throws(JournalReadingError) {
            var reader = try JournalReader(folder.file(of: conversation), origin: .restored)
            while let events = try reader.next() {
                if claim == nil, let header = reader.header {
                    // Before the rest is read, so that nobody adds to it meanwhile.
                    claim = await writer.claim(header)
                }
                // In pieces, as the screen takes them.
                for start in stride(from: 0, to: events.count, by: 64) {
                    await bus.publish(Array(events[start..<min(start + 64, events.count)]))
                }
            }
            return claim ?? .unreadable(JournalError.notAJournal.reason)
        } catch {
            return .unreadable(error.reason)
        }
    }

    /// Looks whether another program asks for a conversation that this one has.
    public func lookForWishes() { writer.lookForWishes(now: now()) }
}

extension JournalNews {
    /// What all are told; of what is lost, the conversation itself.
    fileprivate func events(at instant: Instant) -> [SessionEvent] {
        let news = SessionEvent(instant: instant, body: .journal(self))
        guard case .lost(let bytes, let conversation) = self else { return [news] }
        return [
            SessionEvent(instant: instant, conversation: conversation, body: .gap(bytes: bytes)),
            news,
        ]
    }
}
