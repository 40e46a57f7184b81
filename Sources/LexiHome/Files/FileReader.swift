/// A file that is read from its beginning, piece by piece. Nothing is changed about it.
public struct FileReader: ~Copyable, Sendable {
    private let file: OpenFile

    /// Opens a file for reading.
    ///
    /// - Returns: `nil` when there is none.
    public init?(_ path: String) throws(FileError) {
        guard let file = try OpenFile.existing(path) else { return nil }
        self.file = file
    }

    /// The bytes that follow; empty at the end, as of now.
    public func next(most count: Int) throws(FileError) -> [UInt8] {
        try file.readNext(most: count)
    }
}
