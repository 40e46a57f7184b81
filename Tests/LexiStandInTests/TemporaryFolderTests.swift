import Foundation
import LexiTesting
import Testing

@testable import LexiStandIn

@Suite struct TemporaryFolderTests {
    @Test func onlyFoldersOfDeadProcessesAreRemoved() throws {
        let parent = FileManager.default.temporaryDirectory
            .appendingPathComponent("stand-in-test-" + UUID().uuidString)
        let ended = try Self.endedProcess()
        let living = ProcessInfo.processInfo.processIdentifier
        let stays = [
            "lexi-stand-in-\(living).a", "lexi-stand-in-1234", "lexi-stand-in-0.a", "other",
        ]
        for name in stays + ["lexi-stand-in-\(ended).a"] {
            try FileManager.default.createDirectory(
                at: parent.appendingPathComponent(name), withIntermediateDirectories: true)
        }
        #expect(try TemporaryFolder.removeAbandoned(in: parent) == [])
        let left = try FileManager.default.contentsOfDirectory(atPath: parent.path)
        #expect(Set(left) == Set(stays))
        try FileManager.default.removeItem(at: parent)
    }

    @Test func aFolderNamesItsProcessAndIsPrivate() throws {
        let folder = try TemporaryFolder.make()
        let process = ProcessInfo.processInfo.processIdentifier
        #expect(folder.lastPathComponent.hasPrefix("lexi-stand-in-\(process)."))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        try FileManager.default.removeItem(at: folder)
    }

    @Test func startingRemovesWhatAKilledServerLeft() async throws {
        let left = FileManager.default.temporaryDirectory
            .appendingPathComponent("lexi-stand-in-\(try Self.endedProcess()).left")
        try FileManager.default.createDirectory(at: left, withIntermediateDirectories: false)
        try await withStandIn { _ in
            #expect(!FileManager.default.fileExists(atPath: left.path))
        }
    }

    /// The id of a process that is no more.
    private static func endedProcess() throws -> Int32 {
        let process = try ChildProcess(executable: "/bin/sh", arguments: ["-c", "exit 0"])
        process.waitUntilExit()
        return process.processIdentifier
    }
}
