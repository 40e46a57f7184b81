#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A file of lines that several programs add to, one after the other, and whose oldest lines go
/// when it has grown too long. What a loss of power takes of it is no work lost: it is not brought
/// to the disk.
public struct SharedLineFile: Sendable {
    public let path: String
    private let mostBytes: Int

    /// - Parameters:
    ///   - path: In a folder that is made where it is not there yet.
    ///   - mostBytes: The oldest lines go when it has grown beyond this.
    public init(_ path: String, mostBytes: Int) {
        self.path = path
        self.mostBytes = mostBytes
    }

    /// Adds lines, with nobody else in the file.
    ///
    /// - Parameter lines: Makes them, each with its line feed, from the size that the file has.
    /// - Returns: The size of the file with them.
    public func add(_ lines: (_ byteCount: Int) -> String) throws(FileError) -> Int {
        try PrivateFolder.make(forFile: path)
        var file = try openLocked()
        do throws(LineFile.AppendError) {
            try file.append(lines(file.byteCount))
        } catch {
            throw error.error
        }
        return file.byteCount
    }

    /// Takes the oldest lines away where the file is too long, and keeps half of what is allowed.
    ///
    /// - Parameters:
    ///   - mostLines: No more are kept.
    ///   - header: Is written above them, with its line feed.
    ///   - begins: Whether the lines that are kept may begin with one.
    public func prune(
        mostLines: Int = .max, under header: String = "",
        beginningWith begins: (Substring) -> Bool = { _ in true }
    ) throws(FileError) {
        guard access(path, F_OK) == 0 else { return }
        let file = try openLocked()
        guard file.byteCount > mostBytes else { return }
        var kept: [Substring] = []
        var bytes = 0
        for line in try latest(mostLines).reversed() {
            bytes += line.utf8.count + 1
            guard kept.isEmpty || bytes <= mostBytes / 2 else { break }
            kept.append(line)
        }
        let lines = kept.reversed().drop { !begins($0) }
        try PrivateFile.replace(
            path, with: header + lines.map { $0 + "\n" }.joined(), isSynced: false)
    }

    /// The lines at the end of the file, the latest last: of a file that something has made huge
    /// only as much is read as can be told of it.
    public func latest(_ mostLines: Int = .max) throws(FileError) -> [Substring] {
        let bytes = try PrivateFile.readEnd(path, most: 8 * mostBytes) ?? []
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(separator: "\n").suffix(mostLines)
    }

    private func openLocked() throws(FileError) -> LineFile {
        while true {
            let file = try OpenFile(path, O_RDWR | O_CREAT | O_APPEND)
            file.lock()
            // Whoever was in it before may have put a shorter file in its place.
            if file.isInPlace { return LineFile(adopting: file) }
        }
    }
}
