import Foundation
import LexiAPI
import LexiJournal
import LexiSession
import LexiSessionSamples
import LexiTesting
import Synchronization

/// A state folder of its own for a test, gone with it.
final class Site {
    let path: String
    var folder: JournalFolder { JournalFolder(stateFolder: path) }

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/lexi-journals-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
    }

    deinit {
        _ = chmod(path, 0o700)
        try? FileManager.default.removeItem(atPath: path)
    }

    func text(_ file: String) throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

    func write(_ text: String, to file: String) throws {
        let folder = file.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(
            atPath: "/" + folder, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: false, encoding: .utf8)
    }

    func mode(_ file: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        return attributes[.posixPermissions] as? Int ?? -1
    }

    /// The events of a journal as they are read again.
    func read(_ conversation: ConversationID) throws -> [SessionEvent] {
        var decoder = JournalDecoder(origin: .restored)
        let events = try decoder.feed(text(folder.file(of: conversation)).utf8)
        return try events + decoder.finish()
    }
}

/// What the writer told.
final class Told: Sendable {
    private let all = Mutex<[JournalNews]>([])
    var news: [JournalNews] { all.withLock { $0 } }
    func callAsFunction(_ news: JournalNews) { all.withLock { $0.append(news) } }
}

enum Sample {
    static let began = Instant(
        nanoseconds: 1_795_478_399_000_001_000, unixSeconds: 1_795_478_399.000001)

    static func writer(
        _ site: Site, _ told: Told = Told(), session: UInt64 = 1, mostKeptBytes: Int? = nil
    ) -> JournalWriter {
        JournalWriter(
            folder: site.folder, product: "lexi test", session: UniqueID(high: 0, low: session),
            began: began, mostKeptBytes: mostKeptBytes, report: { told($0) })
    }
}
