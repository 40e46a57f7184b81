import Foundation
import Testing

/// A folder for one test's database, removed when the test lets go of it.
final class TestFolder: Sendable {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("stand-in-test-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            Issue.record("the test's folder was not removed: \(error)")
        }
    }

    var databasePath: String { path(of: "crm.sqlite") }

    func path(of name: String) -> String { folder.appendingPathComponent(name).path }

    /// The names of what lies in the folder, sorted.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }

    /// Each name with the permissions of its file in octal digits.
    var permissions: [String: String] {
        get throws {
            try names.reduce(into: [:]) { found, name in
                let attributes = try FileManager.default.attributesOfItem(atPath: path(of: name))
                let mode = attributes[.posixPermissions] as? NSNumber
                found[name] = mode.map { String($0.intValue, radix: 8) }
            }
        }
    }

    func copy(_ name: String, to copy: String) throws {
        try FileManager.default.copyItem(atPath: path(of: name), toPath: path(of: copy))
    }
}
