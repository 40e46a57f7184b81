import Foundation

/// A home of its own for a test, gone with it.
final class UserFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/lexi-home-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: configuration, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Where the settings file is looked for.
    var configuration: String { path + "/.config/lexi" }

    /// What makes a program take this for the user's home.
    var environment: [String: String] { ["HOME": path, "PATH": "/usr/bin:/bin"] }

    /// Writes a file beside the settings file and returns its path.
    @discardableResult
    func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
        let file = "\(configuration)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }

    /// The log file's text; empty when there is none.
    var log: String {
        (try? String(contentsOfFile: path + "/.local/state/lexi/lexi.log", encoding: .utf8)) ?? ""
    }
}
