#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Folders that only this user can look into.
enum PrivateFolder {
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
