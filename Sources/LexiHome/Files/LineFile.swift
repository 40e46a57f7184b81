#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A file of lines that grows at its end, open for as long as this lives.
///
/// It holds whole lines, whatever a full disk or a lost machine does: a line of which only a part
/// fits is taken out again, and one that was cut before takes none with it that comes later.
///
/// Writing and bringing to the disk are two things: what is written outlives the program, and what
/// is synced a loss of power.
public struct LineFile: ~Copyable, Sendable {
    /// Why some lines are not in the file.
    public struct AppendError: Error, Sendable, Hashable {
        /// How many bytes of those that were given are in the file all the same: whole lines, from
        /// the first on.
        public let keptBytes: Int
        public let error: FileError
    }

    private let file: OpenFile
    private let isShared: Bool
    /// Whether the file ends within a line.
    public private(set) var isTorn: Bool

    /// Opens a file, or makes it, in a folder that is there. A link, a pipe or a device in its
    /// place is refused, and others are shut out of it.
    ///
    /// - Parameter isShared: Whether other programs add to the file at the same time without a
    ///   lock. Then nothing is taken out of it again; what was cut is ended with the next line.
    public init(_ path: String, isShared: Bool = false) throws(FileError) {
        self.init(
            adopting: try OpenFile(path, O_RDWR | O_CREAT | O_APPEND), isShared: isShared)
    }

    /// - Parameter file: Open for reading and, at its end, for writing.
    init(adopting file: consuming OpenFile, isShared: Bool = false) {
        let end = file.byteCount
        isTorn = end > 0 && file.byte(at: end - 1) != 0x0A
        self.file = file
        self.isShared = isShared
    }

    /// The file's size.
    public var byteCount: Int { file.byteCount }

    /// Whether nobody else may read or change it: some file systems shut nobody out.
    public var isPrivate: Bool { file.isPrivate }

    /// Whether its path still names it: somebody may have taken it away.
    public var isInPlace: Bool { file.isInPlace }

    /// Adds lines in one piece, beginning where a line begins.
    ///
    /// - Parameter lines: Each with its line feed.
    /// - Throws: ``AppendError`` where the disk is full, for example. The file holds whole lines
    ///   then, unless that cannot be done either: then it is torn until the next line ends it.
    public mutating func append(_ lines: [UInt8]) throws(AppendError) {
        guard let last = lines.last else { return }
        precondition(last == 0x0A, "a line ends with a line feed")
        let end = isShared ? 0 : file.byteCount
        let gap = isTorn ? 1 : 0
        do throws(OpenFile.WriteError) {
            try file.write(isTorn ? [0x0A] + lines : lines)
            isTorn = false
        } catch {
            let written = lines[..<max(0, error.count - gap)]
            let kept = written.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            if error.count > 0 { isTorn = !leave(gap + kept, of: error.count, behind: end) }
            throw AppendError(keptBytes: kept, error: error.error)
        }
    }

    /// Adds lines; see ``append(_:)-([UInt8])``.
    public mutating func append(_ lines: String) throws(AppendError) {
        try append(Array(lines.utf8))
    }

    /// Takes out what is written beyond whole lines.
    ///
    /// - Returns: Whether the file ends with a line now.
    private func leave(_ whole: Int, of written: Int, behind end: Int) -> Bool {
        if whole == written { return true }
        guard !isShared else { return false }
        do throws(FileError) {
            try file.cut(to: end + whole)
            return true
        } catch {
            return false
        }
    }

    /// Takes a line out that is not whole, at the end of the file.
    ///
    /// - Returns: How many bytes that were.
    public mutating func cutTornLine() throws(FileError) -> Int {
        precondition(!isShared, "another program may be about to end it")
        guard isTorn else { return 0 }
        let end = file.byteCount
        let start = try file.lineStart(before: end)
        try file.cut(to: start)
        isTorn = false
        return end - start
    }

    /// Brings what was added to the disk. What else the system keeps of the file, as its times,
    /// may come later.
    public func sync() throws(FileError) { try file.sync(withStatus: false) }
}
