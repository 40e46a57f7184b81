#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Keeps other programs off something as long as this lives, and no longer than the program does,
/// however that ends.
///
/// The lock is on a file of its own, which stays: removing it could take it from under a program
/// that starts, and what it guards may be replaced meanwhile.
public final class FileLock: Sendable {
    private let file: OpenFile

    /// Takes a lock; its file is made where there is none, in a folder that is there.
    ///
    /// - Returns: `nil` when another program, or another lock in this one, has it.
    /// - Throws: ``FileError`` when the file cannot be opened or the file system knows no locks.
    public init?(_ path: String) throws(FileError) {
        let file = try OpenFile(path, O_RDWR | O_CREAT)
        guard try file.tryLock() else { return nil }
        self.file = file
    }
}
