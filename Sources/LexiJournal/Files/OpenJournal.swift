internal import LexiAPI
internal import LexiHome
internal import LexiSession
internal import LexiWire

/// A journal that this program writes, with what could not be written yet.
///
/// The file is opened with the first line that is written: taking the conversation up again leaves
/// it as it is.
final class OpenJournal {
    enum Obstacle: Error {
        /// Another program writes it.
        case held
        case file(FileError)
    }

    private let folder: JournalFolder
    private let header: JournalHeader
    private let conversation: ConversationID
    private var encoder: JournalEncoder
    private let claimed: (ConversationID) -> Void
    private var lock: FileLock?
    private var file: OpenLineFile?
    /// The turns that run in it.
    private var running: Set<TurnID> = []
    private(set) var unwritten: [UInt8] = []
    private var hasBegun = false
    private var isClosed = false
    /// Whether what is not written, or not on the disk, must not be lost.
    private var isUrgent = false
    private var isUnsynced = false
    /// How much was cut off of a line that was not whole, until it is told.
    private var cutBytes = 0

    /// - Parameter claimed: Is called when the folder is there, before the conversation is taken.
    init(
        _ conversation: ConversationID, _ header: JournalHeader, in folder: JournalFolder,
        encoder: JournalEncoder, claimed: @escaping (ConversationID) -> Void
    ) {
        self.conversation = conversation
        self.header = header
        self.folder = folder
        self.encoder = encoder
        self.claimed = claimed
    }

    /// Whether the user has closed the conversation, and all is written.
    var isDone: Bool { isClosed && running.isEmpty && unwritten.isEmpty }

    /// Whether a turn runs in it.
    var isBusy: Bool { !running.isEmpty }

    /// Keeps all other programs from writing it.
    func claim() throws(Obstacle) {
        guard lock == nil else { return }
        do throws(FileError) {
            let path = folder.lock(of: conversation)
            try PrivateFolder.make(forFile: path)
            claimed(conversation)
            lock = try FileLock(path)
        } catch {
            throw .file(error)
        }
        if lock == nil { throw .held }
        // Whoever asked for it before asked somebody else, or is the one that has it now.
        folder.removeWish(for: conversation)
    }

    func take(_ event: SessionEvent) {
        // The beginning of a conversation is the first line of its file, and comes with the next.
        if case .opened = event.body { return }
        begin(at: event.instant)
        guard let line = encoder.line(event) else { return }
        switch event.body {
        case .asked: if let turn = event.turn { running.insert(turn) }
        case .ended: if let turn = event.turn { running.remove(turn) }
        case .closed: isClosed = true
        default: break
        }
        unwritten += line.utf8
        if event.isBroughtToDisk { isUrgent = true }
    }

    /// Tells that this program begins to write here, where it has not.
    func begin(at instant: Instant) {
        guard !hasBegun else { return }
        unwritten += encoder.sessionLine(at: instant).utf8
        hasBegun = true
    }

    /// Tells that the journal is left to another program.
    func takeRelease(at instant: Instant) {
        guard hasBegun else { return }
        unwritten += encoder.releasedLine(at: instant).utf8
        isUrgent = true
    }

    /// Writes what is there to write.
    ///
    /// - Throws: Why not all of it is written. The rest is kept.
    func write() throws(Obstacle) {
        guard !unwritten.isEmpty else { return }
        try claim()
        do throws(FileError) {
            try open()
            do throws(LineFile.AppendError) {
                try file?.lines.append(unwritten)
                unwritten = []
            } catch {
                unwritten.removeFirst(error.keptBytes)
                throw error.error
            }
        } catch {
            throw .file(error)
        }
        isUnsynced = isUnsynced || isUrgent
        isUrgent = false
    }

    /// Opens the file where it is not open, and where somebody has taken it away meanwhile.
    private func open() throws(FileError) {
        if let file, !isUrgent || file.lines.isInPlace { return }
        let path = folder.file(of: conversation)
        try PrivateFolder.make(forFile: path)
        var opened = try LineFile(path)
        cutBytes += try opened.cutTornLine()
        if opened.byteCount == 0 {
            unwritten = Array(JournalEncoder.header(header).utf8) + unwritten
            try PrivateFolder.syncParent(of: path)
        }
        file = OpenLineFile(opened)
    }

    /// Lets other programs write it.
    func leave() {
        file = nil
        lock = nil
    }

    /// Brings what must not be lost to the disk.
    func sync() throws(FileError) {
        guard isUnsynced else { return }
        isUnsynced = false
        try file?.lines.sync()
    }

    /// What was cut off since the last call.
    func takeCutBytes() -> Int {
        defer { cutBytes = 0 }
        return cutBytes
    }
}

/// A file that is open as long as somebody has this.
private final class OpenLineFile {
    var lines: LineFile

    init(_ lines: consuming LineFile) { self.lines = lines }
}

extension SessionEvent {
    /// Whether it is to be there after a loss of power: what was asked, under which key, and what
    /// became of it.
    var isBroughtToDisk: Bool {
        switch body {
        case .asked, .ended, .closed: true
        default: false
        }
    }

    /// Whether a turn is over with it.
    var isEnding: Bool { if case .ended = body { true } else { false } }

    /// Whether it is bytes of an answer, of which there are many.
    var isBytes: Bool {
        guard case .attempt(let step, _) = body, case .received = step else { return false }
        return true
    }
}
