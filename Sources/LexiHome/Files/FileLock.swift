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
    private let path: String

    /// Takes a lock; its file is made where there is none, in a folder that is there.
    ///
    /// - Returns: `nil` when another program, or another lock in this one, has it.
    /// - Throws: ``FileError`` when the file cannot be opened or the file system knows no locks.
    public init?(_ path: String) throws(FileError) {
        let file = try OpenFile(path, O_RDWR | O_CREAT)
        guard try file.tryLock() else { return nil }
        self.file = file
        self.path = path
    }

    /// Makes a file that is locked as soon as it has its name: whoever finds it without a lock
    /// knows that the program which made it has ended. What has the name before is replaced.
    ///
    /// - Throws: ``FileError``; then nothing is left of it.
    public init(making path: String) throws(FileError) {
        let beside = "\(path).\(getpid()).tmp"
        let file = try OpenFile(beside, O_RDWR | O_CREAT)
        do throws(FileError) {
            guard try file.tryLock() else { throw FileError(.locking, beside, EWOULDBLOCK) }
            guard rename(beside, path) == 0 else { throw FileError(.replacing, path, errno) }
        } catch {
            unlink(beside)
            throw error
        }
        self.file = file
        self.path = path
    }

    /// Takes the file away, unless somebody has put another in its place.
    public func removeFile() { if file.isNamed(path) { unlink(path) } }

    /// Whether a file is there and somebody has its lock. Nothing is made to find that out.
    public static func isHeld(_ path: String) -> Bool {
        do throws(FileError) {
            // Shared, so that whoever looks at the same time does not take this for a holder; and
            // for reading, so that whoever watches for the end of a holder does not take it for one.
            return try !OpenFile(path, O_RDONLY).tryLock(isShared: true)
        } catch {
            // There is none, or nobody can lock anything here.
            return false
        }
    }
}
