#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Why something cannot be done with a file or a folder.
public struct FileError: Error, Sendable, Hashable {
    /// What was tried.
    public enum Attempt: Sendable, Hashable {
        /// A folder was to be made.
        case makingFolder
        case opening
        case locking
        case reading
        case writing
        /// What is written was to be brought to the disk.
        case syncing
        /// The end of a file was to be cut off.
        case cutting
        /// What is written beside a file was to be put into its place.
        case replacing
        /// A folder was to be watched for changes.
        case watching
    }

    public let attempt: Attempt
    /// The file or folder as the caller named it.
    public let path: String
    /// What the system said (`errno`); `EINVAL` also for a path with a NUL in it, and for what is
    /// no regular file.
    public let number: Int32

    init(_ attempt: Attempt, _ path: String, _ number: Int32) {
        self.attempt = attempt
        self.path = path
        self.number = number
    }

    /// A file could not be opened, for a reason of the system's (`errno`).
    public init(opening path: String, _ number: Int32) { self.init(.opening, path, number) }

    /// A file could not be written, for a reason of the system's (`errno`).
    public init(writing path: String, _ number: Int32) { self.init(.writing, path, number) }

    /// For a file that is not there.
    public static func noSuchFile(_ path: String) -> FileError { FileError(.opening, path, ENOENT) }

    /// Whether there is no such file.
    public var isMissing: Bool { number == ENOENT || number == ENOTDIR }

    /// What the system said, in words that follow the path.
    public var words: String { String(cString: strerror(number)) }

    /// The path and what the system said of it.
    public var reason: String { "\(path): \(words)" }
}
