#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Folders that only this user can look into.
public enum PrivateFolder {
    /// Makes the folder that a file is to be in; see ``make(_:)``. A path that is not absolute
    /// needs none.
    ///
    /// - Throws: ``FileError`` with the path of the folder that cannot be made.
    public static func make(forFile path: String) throws(FileError) {
        guard path.hasPrefix("/") else { return }
        try make(parent(of: path))
    }

    /// Makes a folder with all that are above it, where they are not there yet. Those that are
    /// there stay as they are, and so does a file in the place of one: opening something in it
    /// fails then.
    ///
    /// - Throws: ``FileError`` with the path of the folder that cannot be made.
    public static func make(_ folder: String) throws(FileError) {
        guard !folder.utf8.contains(0) else { throw FileError(.makingFolder, folder, EINVAL) }
        var path = folder.hasPrefix("/") ? "/" : ""
        for part in folder.split(separator: "/") {
            let above = path.isEmpty ? "." : path
            path += (path.isEmpty || path == "/" ? "" : "/") + part
            guard mkdir(path, 0o700) == 0 else {
                if errno == EEXIST { continue }
                throw FileError(.makingFolder, path, errno)
            }
            try sync(above)
        }
    }

    /// Brings the names in a folder to the disk: a file that was made or replaced is then there
    /// after a loss of power, too.
    ///
    /// Does nothing where the file system knows no such thing, or where this user may use the
    /// folder without reading it.
    public static func sync(_ folder: String) throws(FileError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == EACCES { return }
            throw FileError(.syncing, folder, errno)
        }
        defer { close(descriptor) }
        while fsync(descriptor) != 0 {
            switch errno {
            case EINTR: continue
            case EINVAL, ENOTSUP, ENOSYS, EROFS, EBADF: return
            default: throw FileError(.syncing, folder, errno)
            }
        }
    }

    /// Brings the name of a file to the disk; see ``sync(_:)``.
    public static func syncParent(of path: String) throws(FileError) {
        try sync(parent(of: path))
    }

    /// The folder that a file or folder is in.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
