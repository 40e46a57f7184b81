public import LexiAPI
public import LexiHome
public import LexiSession
internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Writes a conversation into a file that the user names: a journal as those that `lexi` keeps,
/// for `lexi replay` and for other programs.
///
/// It is a reader of the bus that writes each event as it comes, and blocks meanwhile.
public final class JournalRecorder: Sendable {
    /// Why there is no recording.
    public enum Obstacle: Error, Sendable, Hashable {
        /// Something is in the file, which is never written over.
        case notEmpty(path: String)
        case file(FileError)
    }

    private struct State: ~Copyable {
        var file: LineFile
        var encoder: JournalEncoder
        var hasBegun = false
        /// All events up to this one are written, or could not be.
        var handled: UInt64 = 0
        var waiting: [(sequence: UInt64, continuation: CheckedContinuation<Void, Never>)] = []
        var problem: FileError?
    }

    private let product: String
    private let state: Mutex<State>

    /// Makes the file, for its user alone, where there is room for it.
    ///
    /// - Parameters:
    ///   - product: What the journal says wrote it.
    ///   - session: Names this run of the program.
    ///   - began: When that began.
    public init(
        _ path: String, product: String, session: UniqueID, began: Instant
    ) throws(Obstacle) {
        // Before it is opened, which shuts others out of it.
        var status = stat()
        if stat(path, &status) == 0, status.st_size > 0 { throw .notEmpty(path: path) }
        let file: LineFile
        do throws(FileError) {
            file = try LineFile(path)
        } catch {
            throw .file(error)
        }
        if let error = Self.lackOfRoom(at: path) { throw .file(error) }
        self.product = product
        state = Mutex(
            State(file: file, encoder: JournalEncoder(session: session, began: began)))
    }

    /// As much has to have room before anything is recorded: a question is at most 12,000 characters
    /// long.
    private static let leastRoom = 64 << 10

    /// On a full disk an empty file can be made, and nothing be written to it.
    private static func lackOfRoom(at path: String) -> FileError? {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return FileError(opening: path, errno) }
        defer { close(file) }
        let blanks = [UInt8](repeating: 0x20, count: leastRoom)
        let count = systemWrite(file, blanks, blanks.count)
        let number = count < 0 ? errno : ENOSPC
        let isEmptyAgain = ftruncate(file, 0) == 0
        return isEmptyAgain && count == blanks.count ? nil : FileError(writing: path, number)
    }

    /// Why the recording is not whole; `nil` as long as it is.
    public var problem: FileError? { state.withLock { $0.problem } }

    /// Writes the next events, in their order. After something could not be written, nothing is.
    public func take(_ events: [SessionEvent]) {
        let ready = state.withLock { state in
            var lines = ""
            for event in events { lines += Self.lines(event, product, &state) }
            Self.write(lines, &state)
            if let last = events.last { state.handled = max(state.handled, last.sequence) }
            let ready = state.waiting.filter { $0.sequence <= state.handled }
            state.waiting.removeAll { $0.sequence <= state.handled }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
        // Behind those who wait: the request leaves while its question goes to the disk.
        if events.contains(where: \.isBroughtToDisk) { sync() }
    }

    /// Returns when an event is written, or it is known that it cannot be.
    public func waitUntilWritten(_ sequence: UInt64) async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.handled >= sequence { return true }
                state.waiting.append((sequence, continuation))
                return false
            }
            if isDone { continuation.resume() }
        }
    }

    private static func lines(
        _ event: SessionEvent, _ product: String, _ state: inout State
    ) -> String {
        guard case .opened(let opening) = event.body, !state.hasBegun else {
            return state.hasBegun ? state.encoder.line(event) ?? "" : ""
        }
        state.hasBegun = true
        return JournalEncoder.header(
            JournalHeader(conversation: event.conversation, opening: opening, product: product))
            + state.encoder.sessionLine(at: event.instant)
    }

    private static func write(_ lines: String, _ state: inout State) {
        guard state.problem == nil, !lines.isEmpty else { return }
        do throws(LineFile.AppendError) {
            try state.file.append(lines)
        } catch {
            state.problem = error.error
        }
    }

    private func sync() {
        state.withLock { state in
            guard state.problem == nil else { return }
            do throws(FileError) {
                try state.file.sync()
            } catch {
                state.problem = error
            }
        }
    }
}

// The method of this name hides it.
private func systemWrite(_ file: Int32, _ bytes: [UInt8], _ count: Int) -> Int {
    write(file, bytes, count)
}
