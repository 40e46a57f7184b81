#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Folders that only this user can look into.
enum PrivateFolder {
    /// Makes the folder that a file of this path is to be in.
    ///
    /// - Returns: What went wrong, in words that begin with the path.
    static func make(forFile path: String) -> String? {
        guard path.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return nil }
        return make(String(path[..<slash]))
    }

    /// Makes a folder with all that are above it, where they are not there yet.
    ///
    /// - Returns: What went wrong, in words that begin with the path.
    static func make(_ folder: String) -> String? {
        var path = ""
        for part in folder.split(separator: "/") {
            path += "/" + part
            guard mkdir(path, 0o700) != 0, errno != EEXIST else { continue }
            return "\(path): \(String(cString: strerror(errno)))"
        }
        return nil
    }
}
