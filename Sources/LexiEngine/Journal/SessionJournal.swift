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
    private let watch: JournalWatch
    private let signals = JournalSignals()
    private let now: @Sendable () -> Instant
    private let reading = Mutex(Readings())

    /// What reads a journal, or reads it along.
    private struct Readings {
        var tasks: [ConversationID: (number: Int, task: Task<Void, Never>)] = [:]
        var begun = 0
    }

    private let isUnfinished = Atomic(false)

    /// Whether the end of what happened may be missing, since the disk did not answer; known when
    /// the bus is finished.
    public var lacksItsEnd: Bool { isUnfinished.load(ordering: .acquiring) }

    /// How long another program may take to leave a conversation.
    private static let patience = Duration.seconds(2)

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
        let watch = JournalWatch(folder)
        let writer = JournalWriter(
            folder: folder, product: product, session: session, began: now(),
            claimed: { watch.lookAfter($0) }, report: { bus.post($0.events(at: now())) })
        self.writer = writer
        self.watch = watch
        watch.tell { [weak self] in self?.take($1, of: $0) }
        // What waits for the disk waits in the writer, which bounds it: streams are not held back.
        await bus.attach("journal", capacity: .bytes(1 << 20)) { [weak self] events in
            writer.take(events)
            for event in events { self?.notice(event) }
        } finish: { [weak self] in
            watch.end()
            self?.endReading()
            let isWritten = await writer.finish()
            self?.isUnfinished.store(!isWritten, ordering: .releasing)
        }
    }

    /// Returns when an event is written down, or it is known that it cannot be now.
    public func waitUntilWritten(_ event: SessionEvent) async {
        await writer.waitUntilWritten(event.sequence)
    }

    // MARK: Taking up what was written

    /// Reads a conversation from its journal, publishes what happened in it, and then whether it
    /// may be gone on with here. Returns at once. Nothing of it is sent, written or told again.
    ///
    /// Where another program writes it, what that writes is published from then on, as tapped,
    /// until the conversation is taken over or closed.
    public func resume(_ conversation: ConversationID) {
        begin(conversation) { await self.read(conversation) }
    }

    /// Asks the program that writes a conversation to leave it, and publishes whether it may be
    /// gone on with here: at once where it is free, else when the other has left it, and after two
    /// seconds that it has not. Nothing is taken from a program that has it.
    public func takeOver(_ conversation: ConversationID) {
        signals.tell(.asked, of: conversation)
    }

    private func begin(
        _ conversation: ConversationID, _ work: @escaping @Sendable () async -> Void
    ) {
        reading.withLock { reading in
            guard reading.tasks[conversation] == nil else { return }
            reading.begun += 1
            let number = reading.begun
            let task = Task {
                await work()
                self.reading.withLock { reading in
                    guard reading.tasks[conversation]?.number == number else { return }
                    reading.tasks[conversation] = nil
                }
            }
            reading.tasks[conversation] = (number, task)
        }
    }

    private func end(_ conversation: ConversationID) {
        reading.withLock { $0.tasks.removeValue(forKey: conversation) }?.task.cancel()
    }

    private func endReading() {
        let tasks = reading.withLock { reading in
            defer { reading.tasks = [:] }
            return reading.tasks.values.map(\.task)
        }
        for task in tasks { task.cancel() }
    }

    private func take(_ change: JournalWatch.Change, of conversation: ConversationID) {
        let signal: JournalSignals.Signal
        switch change {
        case .grown: signal = .grown
        case .wish: signal = .wish
        case .left: return lookLater(whetherIsLeft: conversation)
        }
        if !signals.tell(signal, of: conversation), change == .wish {
            writer.lookForWishes(now: now())
        }
    }

    /// Where a program was asked for a conversation, the one that asked goes first.
    private static let courtesy = Duration.seconds(1)

    private func lookLater(whetherIsLeft conversation: ConversationID) {
        Task { [signals] in
            try? await Task.sleep(for: Self.courtesy)
            signals.tell(.left, of: conversation)
        }
    }

    /// What was left to another program is read along from there on; what is closed is not.
    private func notice(_ event: SessionEvent) {
        switch event.body {
        case .closed where event.origin == .live:
            if let id = event.conversation { end(id) }
        case .journal(.released(let id, let bytes)):
            begin(id) { await self.follow(id, behind: bytes) }
        default: break
        }
    }

    private func read(_ conversation: ConversationID) async {
        var claim: JournalClaim?
        do throws(JournalReadingError) {
            var reader = try JournalReader(folder.file(of: conversation), origin: .restored)
            while let events = try reader.nextSoFar() {
                if claim == nil, let header = reader.header {
                    // Before the rest is read, so that nobody adds to it meanwhile.
                    claim = await writer.claim(header)
                }
                await publish(events)
            }
            if claim == .held { return await follow(conversation, &reader, isOpened: true) }
            await publish(try reader.finish())
            await publish(reader.news(of: conversation, at: now()))
            await tell(claim ?? .unreadable(JournalError.notAJournal.reason), of: conversation)
        } catch {
            await tell(.unreadable(error.reason), of: conversation)
        }
    }

    /// Reads along what another program writes, of which so many bytes are known.
    private func follow(_ conversation: ConversationID, behind bytes: Int) async {
        do throws(JournalReadingError) {
            var reader = try JournalReader(folder.file(of: conversation), origin: .tapped)
            try reader.pass(bytes: bytes)
            await follow(conversation, &reader, isOpened: false)
        } catch {
            await tell(.unreadable(error.reason), of: conversation)
        }
    }

    /// Publishes what another program writes, and asks it for the conversation when the user does.
    ///
    /// - Parameter isOpened: Whether it is still to be told that another has it.
    private func follow(
        _ conversation: ConversationID, _ reader: inout JournalReader, isOpened: Bool
    ) async {
        reader.origin = .tapped
        let wakes = signals.follow(conversation)
        watch.follow(conversation)
        var wish: JournalWish?
        var waiting: Task<Void, Never>?
        // What this program left itself is first to be somebody else's.
        var hasOwner = isOpened
        defer {
            waiting?.cancel()
            watch.leave(conversation)
            signals.leave(conversation)
        }
        if isOpened {
            await tell(.held, of: conversation)
            await publish(reader.news(of: conversation, at: now()))
        }
        // What came before it was watched.
        signals.tell(.grown, of: conversation)
        do throws(JournalReadingError) {
            for await _ in wakes {
                let told = signals.take(of: conversation)
                if try await publishRest(&reader) { hasOwner = true }
                if told.contains(.left), hasOwner, !folder.isHeld(conversation),
                    try await claim(&reader, conversation)
                {
                    break
                }
                let isAnswered = wish != nil && !folder.hasWish(for: conversation)
                let isOver = told.contains(.timeIsUp) || isAnswered
                guard told.contains(.asked) || isOver else { continue }
                if try await claim(&reader, conversation) { break }
                if isOver {
                    waiting?.cancel()
                    wish?.withdraw()
                    wish = nil
                    await tell(.refused(conversation))
                } else if wish == nil {
                    do throws(JournalWish.Failure) {
                        wish = try JournalWish(for: conversation, in: folder)
                    } catch {
                        await tell(.notAsked(conversation, reason: error.reason))
                        continue
                    }
                    waiting = Task { [signals] in
                        do {
                            try await Task.sleep(for: Self.patience)
                            signals.tell(.timeIsUp, of: conversation)
                        } catch {
                            // It was answered.
                        }
                    }
                }
            }
        } catch {
            await tell(.unreadable(error.reason), of: conversation)
        }
        wish?.withdraw()
    }

    /// Takes a conversation where nobody has it.
    ///
    /// - Returns: Whether it is gone on with here.
    private func claim(
        _ reader: inout JournalReader, _ conversation: ConversationID
    ) async throws(JournalReadingError) -> Bool {
        guard let header = reader.header else { return false }
        let claim = await writer.claim(header, takingOverAt: now())
        guard claim != .held else { return false }
        // What the other wrote last, which nobody adds to now.
        _ = try await publishRest(&reader)
        await publish(try reader.finish())
        await tell(claim, of: conversation)
        return true
    }

    /// - Returns: Whether there was anything.
    private func publishRest(
        _ reader: inout JournalReader
    ) async throws(JournalReadingError) -> Bool {
        var hasMore = false
        while let events = try reader.nextSoFar() {
            hasMore = hasMore || !events.isEmpty
            await publish(events)
        }
        return hasMore
    }

    // MARK: Publishing

    /// In pieces, as the screen takes them.
    private func publish(_ events: [SessionEvent]) async {
        for start in stride(from: 0, to: events.count, by: 64) {
            await bus.publish(Array(events[start..<min(start + 64, events.count)]))
        }
    }

    private func tell(_ claim: JournalClaim, of conversation: ConversationID) async {
        await bus.publish([
            SessionEvent(
                instant: now(), origin: .restored, conversation: conversation,
                body: .resumed(claim))
        ])
    }

    private func tell(_ news: JournalNews) async { await bus.publish(news.events(at: now())) }
}

extension JournalReader {
    /// What is to be told of the lines that could not be used.
    fileprivate func news(of conversation: ConversationID, at instant: Instant) -> [SessionEvent] {
        guard let first = problems.first else { return [] }
        let news = JournalNews.unusable(
            lines: problemCount, first: "line \(first.line): \(first.reason)", of: conversation)
        return news.events(at: instant)
    }
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
