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

    var databasePath: String { folder.appendingPathComponent("crm.sqlite").path }
}
