internal import Dispatch
public import LexiAPI
internal import LexiHome
public import LexiSession
internal import LexiWire
internal import Synchronization

/// Writes what happens now into journals, on a thread of its own: nothing that it is handed waits
/// for a disk.
///
/// Bytes of answers are gathered for a moment; whatever else happens is written at once. While it
/// cannot be written it is kept, and tried again. Where more comes than may be kept, bytes of
/// answers are let go, and a `gap` stands in their place.
public final class JournalWriter: Sendable {
    private static let mostKeptBytes = 64 << 20
    /// Bytes of answers are written this long after those before, at the latest.
    private static let pause = DispatchTimeInterval.milliseconds(400)
    private static let retryPause = DispatchTimeInterval.seconds(2)

    /// What has come and is not looked at yet.
    private struct Inbox {
        var events: [SessionEvent] = []
        var weight = 0
        /// What the journals keep besides.
        var unwrittenBytes = 0
        /// Whether the thread will look without being called.
        var isDue = false
        var isDueAtOnce = false
        /// All events up to this one are written, or could not be.
        var handled: UInt64 = 0
        var waiting: [(sequence: UInt64, continuation: CheckedContinuation<Void, Never>)] = []
        var isOver = false
    }

    private struct Files {
        var open: [ConversationID: OpenJournal] = [:]
        /// Whose lock another program has.
        var held: Set<ConversationID> = []
        let session: SessionFile
        var isFailing = false
    }

    private let folder: JournalFolder
    private let product: String
    private let session: UniqueID
    private let began: Instant
    private let mostKeptBytes: Int
    private let patience: DispatchTimeInterval
    private let claimed: @Sendable (ConversationID) -> Void
    private let report: @Sendable (JournalNews) -> Void
    private let queue = DispatchQueue(label: "lexi.journal", qos: .utility)
    private let inbox = Mutex(Inbox())
    private let files: Mutex<Files>
    /// Rises with all that is written.
    private let progress = Atomic(0)

    /// - Parameters:
    ///   - product: What the journals say wrote them.
    ///   - session: Names this run of the program.
    ///   - began: When that began.
    ///   - mostKeptBytes: How much may wait to be written; `nil` is 64 MiB.
    ///   - patience: How long a question waits for a disk that does not answer, in milliseconds; the
    ///     end of the program waits five times as long.
    ///   - claimed: Is called, on the writer's thread, before a conversation is written or taken up;
    ///     its folder is there then.
    ///   - report: Is told news, on the writer's thread.
    public init(
        folder: JournalFolder, product: String, session: UniqueID, began: Instant,
        mostKeptBytes: Int? = nil, patience: Int = 2_000,
        claimed: @escaping @Sendable (ConversationID) -> Void = { _ in },
        report: @escaping @Sendable (JournalNews) -> Void
    ) {
        self.folder = folder
        self.product = product
        self.session = session
        self.began = began
        self.mostKeptBytes = mostKeptBytes ?? Self.mostKeptBytes
        self.patience = .milliseconds(patience)
        self.claimed = claimed
        self.report = report
        files = Mutex(
            Files(
                session: SessionFile(
                    in: folder, product: product,
                    encoder: JournalEncoder(session: session, began: began))))
    }

    // MARK: Events

    /// Takes the next events in their order. Only those that happen now are written. Never waits.
    public func take(_ events: [SessionEvent]) {
        inbox.withLock { inbox in
            guard !inbox.isOver else { return }
            for event in events { admit(event, &inbox) }
            let isUrgent = events.contains { !$0.isBytes }
            if isUrgent, !inbox.isDueAtOnce {
                inbox.isDueAtOnce = true
                queue.async { self.work() }
            } else if !inbox.isDue, !inbox.isDueAtOnce {
                inbox.isDue = true
                queue.asyncAfter(deadline: .now() + Self.pause) { self.work() }
            }
        }
    }

    private func admit(_ event: SessionEvent, _ inbox: inout Inbox) {
        var event = event
        // What was lost is told by whoever loses it.
        if case .gap = event.body { return }
        if case .attempt(.received(let received), _) = event.body, event.origin == .live,
            inbox.weight + inbox.unwrittenBytes > mostKeptBytes
        {
            if let last = inbox.events.last, case .gap(let bytes) = last.body,
                last.turn == event.turn
            {
                inbox.events[inbox.events.count - 1].body = .gap(
                    bytes: bytes + received.bytes.count)
                inbox.events[inbox.events.count - 1].sequence = event.sequence
                return
            }
            event.body = .gap(bytes: received.bytes.count)
        }
        inbox.weight += event.origin == .live ? event.weight : 0
        inbox.events.append(event)
    }

    /// Returns when an event was written, or it is known that it cannot be now. A disk that does
    /// not answer is told, and waited for no longer.
    public func waitUntilWritten(_ sequence: UInt64) async {
        await withCheckedContinuation { continuation in
            let isDone = inbox.withLock { inbox in
                if inbox.isOver || inbox.handled >= sequence { return true }
                inbox.waiting.append((sequence, continuation))
                return false
            }
            if isDone {
                continuation.resume()
            } else {
                giveUp(after: 1, while: { self.isAwaited(sequence) }) {
                    self.stopWaiting(for: sequence)
                }
            }
        }
    }

    private func isAwaited(_ sequence: UInt64) -> Bool {
        inbox.withLock { $0.waiting.contains { $0.sequence == sequence } }
    }

    private func stopWaiting(for sequence: UInt64) {
        let late = inbox.withLock { inbox in
            defer { inbox.waiting.removeAll { $0.sequence == sequence } }
            return inbox.waiting.filter { $0.sequence == sequence }
        }
        guard !late.isEmpty else { return }
        report(.failed("the disk does not answer"))
        for waiter in late { waiter.continuation.resume() }
    }

    /// Writes what has come, brings it to the disk, and leaves all journals.
    ///
    /// - Returns: Whether that was done; the disk may not answer.
    @discardableResult
    public func finish() async -> Bool {
        await withCheckedContinuation { continuation in
            let end = WritersEnd(continuation)
            queue.async {
                self.work()
                self.files.withLock { $0.open = [:] }
                self.close()
                end.come(isWritten: true)
            }
            giveUp(after: 5) {
                self.close()
                end.come(isWritten: false)
            }
        }
    }

    /// Calls back when nothing was written for some times the patience there is with a disk. Much
    /// to write takes its time.
    ///
    /// - Parameter isAwaited: Whether somebody still waits for the disk.
    private func giveUp(
        after rounds: Int, while isAwaited: @escaping @Sendable () -> Bool = { true },
        _ giveUp: @escaping @Sendable () -> Void
    ) {
        look(at: progress.load(ordering: .relaxed), rounds, rounds, isAwaited, giveUp)
    }

    private func look(
        at last: Int, _ left: Int, _ rounds: Int, _ isAwaited: @escaping @Sendable () -> Bool,
        _ giveUp: @escaping @Sendable () -> Void
    ) {
        DispatchQueue.global().asyncAfter(deadline: .now() + patience) {
            if self.inbox.withLock({ $0.isOver }) { return giveUp() }
            guard isAwaited() else { return }
            let now = self.progress.load(ordering: .relaxed)
            let left = now == last ? left - 1 : rounds
            if left == 0 { giveUp() } else { self.look(at: now, left, rounds, isAwaited, giveUp) }
        }
    }

    private func close() {
        let waiting = inbox.withLock { inbox in
            inbox.isOver = true
            defer { inbox.waiting = [] }
            return inbox.waiting
        }
        for waiter in waiting { waiter.continuation.resume() }
    }

    // MARK: On the writer's thread

    private func work() {
        let events = inbox.withLock { inbox in
            inbox.isDue = false
            inbox.isDueAtOnce = false
            inbox.weight = 0
            defer { inbox.events = [] }
            return inbox.events
        }
        var news: [JournalNews] = []
        let unwritten = files.withLock { files in
            for event in events where event.origin == .live { write(event, &files, &news) }
            flush(&files, &news)
            return files.open.values.reduce(0) { $0 + $1.unwritten.count }
        }
        let waiters = inbox.withLock { inbox in
            inbox.unwrittenBytes = unwritten
            if let last = events.last { inbox.handled = max(inbox.handled, last.sequence) }
            let ready = inbox.waiting.filter { $0.sequence <= inbox.handled }
            inbox.waiting.removeAll { $0.sequence <= inbox.handled }
            if unwritten > 0, !inbox.isDue, !inbox.isOver {
                inbox.isDue = true
                queue.asyncAfter(deadline: .now() + Self.retryPause) { self.work() }
            }
            return ready
        }
        for waiter in waiters { waiter.continuation.resume() }
        // Behind those who wait: the request leaves while its question goes to the disk.
        files.withLock { files in
            for journal in files.open.values {
                do throws(FileError) {
                    try journal.sync()
                } catch {
                    fail(error, &files, &news)
                }
            }
        }
        for news in news { report(news) }
        if let ending = events.last(where: \.isEnding) { leaveWhatIsWanted(ending.instant) }
    }

    private func write(_ event: SessionEvent, _ files: inout Files, _ news: inout [JournalNews]) {
        guard let conversation = event.conversation else { return files.session.write(event) }
        guard !files.held.contains(conversation) else { return }
        if case .opened(let opening) = event.body {
            take(
                up: JournalHeader(
                    conversation: conversation, opening: opening, product: product), &files)
        }
        guard let journal = files.open[conversation] else { return }
        journal.take(event)
        progress.add(1, ordering: .relaxed)
        if case .gap(let bytes) = event.body {
            news.append(.lost(bytes: bytes, of: conversation))
        }
    }

    private func take(up header: JournalHeader, _ files: inout Files) {
        guard let conversation = header.conversation, files.open[conversation] == nil else {
            return
        }
        files.open[conversation] = OpenJournal(
            conversation, header, in: folder,
            encoder: JournalEncoder(session: session, began: began), claimed: claimed)
    }

    private func flush(_ files: inout Files, _ news: inout [JournalNews]) {
        for (conversation, journal) in files.open {
            do throws(OpenJournal.Obstacle) {
                try journal.write()
                let cut = journal.takeCutBytes()
                if cut > 0 { news.append(.cut(bytes: cut, of: conversation)) }
                if journal.isDone { files.open[conversation] = nil }
            } catch {
                switch error {
                case .held:
                    files.open[conversation] = nil
                    files.held.insert(conversation)
                    news.append(.held(conversation))
                case .file(let error): fail(error, &files, &news)
                }
            }
        }
        if files.isFailing, files.open.values.allSatisfy(\.unwritten.isEmpty) {
            files.isFailing = false
            news.append(.recovered)
        }
    }

    private func fail(_ error: FileError, _ files: inout Files, _ news: inout [JournalNews]) {
        guard !files.isFailing else { return }
        files.isFailing = true
        news.append(.failed(error.reason))
    }

    // MARK: Sharing with other programs

    /// Has a conversation that was read from its journal be written on by this program. Nothing is
    /// written before something happens in it.
    ///
    /// - Parameters:
    ///   - header: As it stands in the journal.
    ///   - instant: When it was taken over from a program that others may watch, too; that is
    ///     written: it tells them that what ran there has ended.
    public func claim(
        _ header: JournalHeader, takingOverAt instant: Instant? = nil
    ) async -> JournalClaim {
        await withCheckedContinuation { continuation in
            queue.async {
                let claim = self.files.withLock { self.claim(header, instant, &$0) }
                continuation.resume(returning: claim)
                // What cannot be written now is tried again with the rest.
                if claim == .mine, instant != nil { self.work() }
            }
        }
    }

    private func claim(
        _ header: JournalHeader, _ instant: Instant?, _ files: inout Files
    ) -> JournalClaim {
        guard let conversation = header.conversation else {
            return .failed("it belongs to no conversation")
        }
        take(up: header, &files)
        do throws(OpenJournal.Obstacle) {
            try files.open[conversation]?.claim()
            files.held.remove(conversation)
            if let instant { files.open[conversation]?.begin(at: instant) }
            return .mine
        } catch {
            files.open[conversation] = nil
            switch error {
            case .held:
                files.held.insert(conversation)
                return .held
            case .file(let error): return .failed(error.reason)
            }
        }
    }

    /// Looks whether another program asks for a conversation that this one has. One in which
    /// nothing runs is left to it at once, another when its turn is over.
    public func lookForWishes(now: Instant) {
        queue.async { self.leaveWhatIsWanted(now) }
    }

    private func leaveWhatIsWanted(_ now: Instant) {
        var news: [JournalNews] = []
        files.withLock { files in
            for (conversation, journal) in files.open where !journal.isBusy {
                guard folder.hasWish(for: conversation) else { continue }
                journal.takeRelease(at: now)
                flush(&files, &news)
                // What cannot be written keeps the journal here.
                guard journal.unwritten.isEmpty else { continue }
                news.append(.released(conversation, bytes: folder.byteCount(of: conversation)))
                files.open[conversation] = nil
                files.held.insert(conversation)
                // Before the wish goes: that is what whoever asked waits for.
                journal.leave()
                folder.removeWish(for: conversation)
            }
        }
        for news in news { report(news) }
    }
}

/// The end of a writer, which comes once: by itself, or because nobody waits longer.
private final class WritersEnd: Sendable {
    private let waiting: Mutex<CheckedContinuation<Bool, Never>?>

    init(_ continuation: CheckedContinuation<Bool, Never>) { waiting = Mutex(continuation) }

    func come(isWritten: Bool) {
        waiting.withLock { $0.take() }?.resume(returning: isWritten)
    }
}
