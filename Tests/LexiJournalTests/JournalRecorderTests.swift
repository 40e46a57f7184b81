import Foundation
import LexiAPI
import LexiJournal
import LexiSession
import LexiSessionSamples
import Testing

/// A conversation that is written into a file of the user's.
@Suite struct JournalRecorderTests {
    private let path = FileManager.default.temporaryDirectory.path + "/recording-\(UUID())"

    private func recorder(_ path: String) throws -> JournalRecorder {
        try JournalRecorder(
            path, product: "lexi test", session: UniqueID(high: 1, low: 2),
            began: SessionJournals.began)
    }

    @Test(arguments: UInt64(0)..<8)
    func `the file is the conversation's journal`(seed: UInt64) throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let events = RandomSession(seed: seed, conversations: 1).events
        let recorder = try recorder(path)
        for event in events { recorder.take([event]) }
        #expect(recorder.problem == nil)
        let written = try Data(contentsOf: URL(filePath: path))
        #expect(Array(written) == SessionJournals(events).onlyFile)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `what was asked is in the file before anybody goes on`() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let events = RandomSession(seed: 1, conversations: 1).events
        let asked = try #require(
            events.first { if case .asked = $0.body { true } else { false } })
        let recorder = try recorder(path)
        let waiting = Task { await recorder.waitUntilWritten(asked.sequence) }
        recorder.take(Array(events.prefix { $0.sequence <= asked.sequence }))
        await waiting.value
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains(#""type":"asked""#))
    }

    @Test func `a file that is there is not written over`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("mine\n".utf8).write(to: URL(filePath: path))
        #expect(throws: JournalRecorder.Obstacle.notEmpty(path: path)) { try recorder(path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine\n")
        #expect(throws: JournalRecorder.Obstacle.self) { try recorder("/no/such/folder/file") }
    }
}
