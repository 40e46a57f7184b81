import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folders of private databases: `lexi-stand-in-PROCESS.UUID` in the temporary folder.
enum TemporaryFolder {
    private static let prefix = "lexi-stand-in-"

    /// Makes a folder that only this user can read.
    /// - Throws: what the file system refused.
    static func make(in parent: URL = FileManager.default.temporaryDirectory) throws -> URL {
        let name = "\(prefix)\(getpid()).\(UUID().uuidString.lowercased())"
        let made = parent.appendingPathComponent(name, isDirectory: true)
        try FileManager.default.createDirectory(
            at: made, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        return made
    }

    /// Removes this user's folders whose process was killed before it could.
    /// - Returns: one line for each folder that could not be removed.
    /// - Throws: what the file system says when the parent cannot be listed.
    static func removeAbandoned(
        in parent: URL = FileManager.default.temporaryDirectory
    ) throws -> [String] {
        var failures: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: parent.path) {
            guard let process = process(of: name), isDead(process) else { continue }
            let folder = parent.appendingPathComponent(name, isDirectory: true)
            do {
                guard try isOwnFolder(folder) else { continue }
                try FileManager.default.removeItem(at: folder)
            } catch CocoaError.fileNoSuchFile, CocoaError.fileReadNoSuchFile {
                // Another stand-in that started just now was faster.
                continue
            } catch {
                failures.append("\(folder.path): \(error)")
            }
        }
        return failures
    }

    /// The number before the dot. Nil for names this type did not make.
    private static func process(of name: String) -> pid_t? {
        guard name.hasPrefix(prefix) else { return nil }
        let parts = name.dropFirst(prefix.count).split(separator: ".")
        guard parts.count == 2, let process = pid_t(parts[0]), process > 0 else { return nil }
        return process
    }

    private static func isDead(_ process: pid_t) -> Bool {
        kill(process, 0) == -1 && errno == ESRCH
    }

    /// Links are not followed: a folder's name proves nothing about what it points at.
    private static func isOwnFolder(_ folder: URL) throws -> Bool {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
        let owner = (attributes[.ownerAccountID] as? NSNumber)?.uint32Value
        return attributes[.type] as? FileAttributeType == .typeDirectory && owner == getuid()
    }
}
