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

    /// The next events, none or more; `nil` behind the last.
    public mutating func next() throws(JournalReadingError) -> [SessionEvent]? {
        guard !isOver else { return nil }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try file.next(most: Self.pieceBytes)
        } catch {
            throw .file(path: path, reason: error.reason)
        }
        do throws(JournalError) {
            if !bytes.isEmpty { return try decoder.feed(bytes) }
            isOver = true
            return try decoder.finish()
        } catch {
            throw .journal(path: path, error)
        }
    }
}
