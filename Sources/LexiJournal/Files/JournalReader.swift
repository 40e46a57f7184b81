internal import LexiHome
public import LexiSession

/// Why a journal was not read to its end; what came before was.
public enum JournalReadingError: Error, Sendable, Hashable {
    /// There is none.
    case missing(path: String)
    case file(path: String, reason: String)
    case journal(path: String, JournalError)

    /// In a sentence without a full stop.
    public var reason: String {
        switch self {
        case .missing(let path): "there is no \(path)"
        case .file(_, let reason): reason
        case .journal(let path, let error): "\(path): \(error.reason)"
        }
    }
}

/// Reads a journal from its file, piece by piece.
public struct JournalReader: ~Copyable {
    private static let pieceBytes = 1 << 18

    private let path: String
    private let file: FileReader
    private var decoder: JournalDecoder
    private var isOver = false
    /// How much was read.
    private var byteCount = 0

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - origin: What the events say of themselves.
    ///   - tellsClosing: As ``JournalDecoder/init(origin:tellsClosing:)`` has it.
    public init(
        _ path: String, origin: EventOrigin, tellsClosing: Bool = false
    ) throws(JournalReadingError) {
        self.path = path
        decoder = JournalDecoder(origin: origin, tellsClosing: tellsClosing)
        do throws(FileError) {
            guard let file = try FileReader(path) else { throw FileError.noSuchFile(path) }
            self.file = file
        } catch {
            throw error.isMissing
                ? .missing(path: path) : .file(path: path, reason: error.reason)
        }
    }

    /// The first line, once something was read.
    public var header: JournalHeader? { decoder.header }
    /// The first of the lines that could not be used, so far.
    public var problems: [JournalProblem] { decoder.problems }
    /// How many lines could not be used, so far.
    public var problemCount: Int { decoder.problemCount }

    /// What the events say of themselves that are read from now on.
    public var origin: EventOrigin {
        get { decoder.origin }
        set { decoder.origin = newValue }
    }

    /// The next events, none or more; `nil` behind the last, after which nothing more is read.
    public mutating func next() throws(JournalReadingError) -> [SessionEvent]? {
        guard !isOver else { return nil }
        if let events = try nextSoFar() { return events }
        return try finish()
    }

    /// The next events of those that are written so far, none or more; `nil` where nothing is left
    /// to be read now. What is written later can be read later.
    public mutating func nextSoFar() throws(JournalReadingError) -> [SessionEvent]? {
        try feed(most: Self.pieceBytes)
    }

    /// Reads so many bytes, or all where there are less, and tells nothing of what they say.
    public mutating func pass(bytes count: Int) throws(JournalReadingError) {
        let end = byteCount + count
        while byteCount < end, try feed(most: min(Self.pieceBytes, end - byteCount)) != nil {}
    }

    /// Ends the reading: nobody writes the journal any more. Turns that are not over were cut off.
    public mutating func finish() throws(JournalReadingError) -> [SessionEvent] {
        isOver = true
        do throws(JournalError) {
            return try decoder.finish()
        } catch {
            throw .journal(path: path, error)
        }
    }

    private mutating func feed(most count: Int) throws(JournalReadingError) -> [SessionEvent]? {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try file.next(most: count)
        } catch {
            throw .file(path: path, reason: error.reason)
        }
        guard !bytes.isEmpty else { return nil }
        byteCount += bytes.count
        do throws(JournalError) {
            return try decoder.feed(bytes)
        } catch {
            throw .journal(path: path, error)
        }
    }
}
