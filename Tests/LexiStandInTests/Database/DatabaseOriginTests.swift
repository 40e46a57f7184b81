import Foundation
import GRDB
import Testing

@testable import LexiStandIn

/// What a server finds where its database is to be: it never begins a new firm in place of one
/// that was there, and never without a word.
@Suite struct DatabaseOriginTests {
    /// A firm in the folder, kept as version 0.1.0 did: everything in `crm.sqlite-wal`.
    /// - Returns: its key.
    private func keepLogged(in folder: TestFolder) async throws -> String {
        var key = ""
        try await withStandIn(.instant(databasePath: folder.databasePath)) { key = $0.apiKey }
        let pool = try DatabasePool(path: folder.path(of: "made.sqlite"))
        try DatabaseQueue(path: folder.databasePath).backup(to: pool)
        // Closing would move all of it into the file.
        try folder.copy("made.sqlite", to: "old.sqlite")
        try folder.copy("made.sqlite-wal", to: "old.sqlite-wal")
        try pool.close()
        return key
    }

    private func refusal(_ path: String) async -> String? {
        let error = await #expect(throws: StandInError.self) {
            try await withStandIn(.instant(databasePath: path)) { _ in }
        }
        return error?.reason
    }

    @Test func aNewFirmIsCalledNewAndAnOldOneKept() async throws {
        let folder = try TestFolder()
        for origin in [DatabaseOrigin.new, .kept, .kept] {
            try await withStandIn(.instant(databasePath: folder.databasePath)) { standIn in
                #expect(standIn.databaseOrigin == origin)
            }
        }
    }

    @Test func aDatabaseOfTheFirstVersionIsConverted() async throws {
        let folder = try TestFolder()
        let key = try await keepLogged(in: folder)
        try await withStandIn(.instant(databasePath: folder.path(of: "old.sqlite"))) { standIn in
            #expect(standIn.apiKey == key)
            #expect(standIn.databaseOrigin == .converted)
        }
        let names = try folder.names.filter { $0.hasPrefix("old") }
        #expect(names == ["old.sqlite", "old.sqlite.lock"])
        try await withStandIn(.instant(databasePath: folder.path(of: "old.sqlite"))) { standIn in
            #expect(standIn.apiKey == key)
            #expect(standIn.databaseOrigin == .kept)
        }
    }

    @Test func aFileWithoutItsLogIsRefusedAndLeftAsItIs() async throws {
        let folder = try TestFolder()
        let pool = try DatabasePool(path: folder.path(of: "made.sqlite"))
        try Schema.migrator().migrate(pool)
        try folder.copy("made.sqlite", to: "old.sqlite")
        try pool.close()
        let path = folder.path(of: "old.sqlite")
        let before = try Data(contentsOf: URL(filePath: path))
        let reason = """
            it is empty, because version 0.1.0 kept its data in a file beside it; put that back \
            as \(path)-wal, or name another file for a new firm
            """
        // Asked twice, it says the same.
        for _ in 0..<2 { #expect(await refusal(path) == reason) }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test func aFirmWithoutItsLogIsServedAndSaidToLackWhatThatHeld() async throws {
        let folder = try TestFolder()
        let key = try await keepLogged(in: folder)
        let pool = try DatabasePool(path: folder.path(of: "old.sqlite"))
        _ = try await pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
        try folder.copy("old.sqlite", to: "copy.sqlite")
        try pool.close()
        try await withStandIn(.instant(databasePath: folder.path(of: "copy.sqlite"))) { standIn in
            #expect(standIn.apiKey == key)
            #expect(standIn.databaseOrigin == .perhapsIncomplete)
        }
    }

    @Test(
        arguments: [
            (nil, 4_096, 0, "not there", "-wal"), (0, 4_096, 0, "empty", "-wal"),
            (nil, 0, 512, "not there", "-journal"),
        ] as [(Int?, Int, Int, String, String)])
    func whatLiesBesideAMissingFileIsNotGivenUp(
        size: Int?, log: Int, journal: Int, state: String, rest: String
    ) {
        let error = #expect(throws: StandInError.self) {
            try DatabaseFile.remains(
                of: .init(size: size, logSize: log, journalSize: journal), path: "/x")
        }
        #expect(
            error?.reason
                == "the file is \(state), and /x\(rest) belongs to it; put the file back, or name another one for a new firm"
        )
    }

    @Test(
        arguments: [
            (.init(), .nothing),
            (.init(size: 0), .nothing),
            // Killed in its very first transaction.
            (.init(size: 0, journalSize: 512), .nothing),
            (.init(size: 4_096), .whole),
            (.init(size: 4_096, journalSize: 512), .interrupted),
            (.init(size: 4_096, isLogged: true, logSize: 32), .logged),
            (.init(size: 4_096, isLogged: true), .logMissing),
        ] as [(DatabaseFile.Traces, DatabaseFile.Remains)])
    func whatTheDiskHoldsTellsHowItWasLeft(
        traces: DatabaseFile.Traces, remains: DatabaseFile.Remains
    ) throws {
        #expect(try DatabaseFile.remains(of: traces, path: "/x") == remains)
    }

    @Test func aMissingFilesLogIsLeftWhereItIs() async throws {
        let folder = try TestFolder()
        _ = try await keepLogged(in: folder)
        try FileManager.default.removeItem(atPath: folder.path(of: "old.sqlite"))
        let path = folder.path(of: "old.sqlite")
        #expect(await refusal(path)?.hasPrefix("the file is not there, and ") == true)
        #expect(FileManager.default.fileExists(atPath: path + "-wal"))
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aServerKilledInATransactionLosesThatTransactionAlone() async throws {
        let folder = try TestFolder()
        var key = ""
        try await withStandIn(.instant(databasePath: folder.databasePath)) { key = $0.apiKey }
        let database = try StandInDatabase.open(path: folder.databasePath)
        try await database.write { db in
            // More than fits: SQLite writes unfinished pages into the file.
            try db.execute(sql: "PRAGMA cache_size = 1; UPDATE notes SET content = 'overwritten'")
            try folder.copy("crm.sqlite", to: "killed.sqlite")
            try folder.copy("crm.sqlite-journal", to: "killed.sqlite-journal")
        }
        try database.close()
        try await withStandIn(.instant(databasePath: folder.path(of: "killed.sqlite"))) { standIn in
            #expect(standIn.apiKey == key)
            #expect(standIn.databaseOrigin == .recovered)
            let notes = try await standIn.call("GET", "/v1/notes?search=overwritten")
            #expect(notes.body.contains(#""total":0"#))
        }
    }

    @Test func anotherProgramsDatabaseIsLeftAlone() async throws {
        let folder = try TestFolder()
        let other = try DatabaseQueue(path: folder.databasePath)
        try await other.write { db in try db.execute(sql: "CREATE TABLE songs (title TEXT)") }
        try other.close()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: folder.databasePath)
        #expect(
            await refusal(folder.databasePath)
                == "it holds something else than a stand-in's firm")
        let tables = try await DatabaseQueue(path: folder.databasePath).read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_master")
        }
        #expect(tables == ["songs"])
        #expect(try folder.permissions["crm.sqlite"] == "644")
    }

    @Test func whoHasTheDatabaseIsSaid() async throws {
        let folder = try TestFolder()
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(of: "link.sqlite"), withDestinationPath: folder.databasePath)
        try await withStandIn(.instant(databasePath: folder.databasePath)) { _ in
            let process = ProcessInfo.processInfo.processIdentifier
            for name in ["crm.sqlite", "link.sqlite"] {
                #expect(
                    await refusal(folder.path(of: name))
                        == "another server uses this database (process \(process))")
            }
        }
    }
}
