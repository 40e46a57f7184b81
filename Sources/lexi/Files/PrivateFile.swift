#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files that only this user can read and write.
enum PrivateFile {
    /// What came of writing a file.
    enum Outcome: Hashable {
        case written
        /// There is one of the name, and it was not to be replaced.
        case exists
        /// In words that follow the path.
        case failed(String)
    }

    /// Writes a file whole or not at all: it is written beside its place and then put there.
    ///
    /// - Parameter replaces: Whether a file of the name may go. Where it is a link, what it points
    ///   to is replaced and the link stays, and so does what others may do with the file, unless
    ///   `keepsPermissions` says otherwise: then it is for this user alone.
    static func write(
        _ text: String, to path: String, replaces: Bool, keepsPermissions: Bool = true
    ) -> Outcome {
        let path = target(of: path)
        let draft = "\(path).\(getpid()).tmp"
        let descriptor = create(draft)
        guard descriptor >= 0 else { return .failed(String(cString: strerror(errno))) }
        var status = stat()
        if replaces, keepsPermissions, stat(path, &status) == 0 {
            fchmod(descriptor, status.st_mode & 0o777)
        }
        let isWritten = fill(descriptor, with: text)
        let isClosed = close(descriptor) == 0
        guard isWritten, isClosed else { return abandon(draft) }
        if replaces {
            guard rename(draft, path) == 0 else { return abandon(draft) }
            return .written
        }
        // Unlike a rename this fails where there is a file.
        guard link(draft, path) == 0 else {
            let isThere = errno == EEXIST
            let outcome = abandon(draft)
            return isThere ? .exists : outcome
        }
        unlink(draft)
        return .written
    }

    private static func target(of path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func create(_ path: String) -> Int32 {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        return open(path, flags, 0o600)
    }

    private static func fill(_ descriptor: Int32, with text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                systemWrite(descriptor, $0.baseAddress!, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return fsync(descriptor) == 0
    }

    private static func abandon(_ draft: String) -> Outcome {
        let reason = String(cString: strerror(errno))
        unlink(draft)
        return .failed(reason)
    }
}
