import Foundation
import GRDB
import Testing

@testable import LexiStandIn

/// What a kept database is on the disk: one file, for its owner alone, with all there is in it.
@Suite struct DatabaseFilesTests {
    private static let ask = #"{"message":"Who is Mara Vogt?"}"#

    @Test func afterAnOrderlyEndTheFileAloneHoldsEverything() async throws {
        let folder = try TestFolder()
        var key = ""
        var conversation = ""
        try await withStandIn(.instant(databasePath: folder.databasePath)) { standIn in
            key = standIn.apiKey
            conversation = try #require(
                try await standIn.chat(Self.ask).member("conversation_id"))
        }
        #expect(try folder.names == ["crm.sqlite", "crm.sqlite.lock"])
        try folder.copy("crm.sqlite", to: "copy.sqlite")
        try await withStandIn(.instant(databasePath: folder.path(of: "copy.sqlite"))) { copy in
            #expect(copy.apiKey == key)
            let shown = try await copy.call("GET", "/v1/lexi/conversations/\(conversation)")
            #expect(shown.statusLine == "HTTP/1.1 200 OK")
            #expect(try await copy.chat(Self.ask).creditsRemaining == 94)
        }
    }

    @Test func whatIsCommittedIsInTheFileWhileTheServerRuns() async throws {
        let folder = try TestFolder()
        try await withStandIn(.instant(databasePath: folder.databasePath)) { standIn in
            let asked = try await standIn.chat(Self.ask)
            let conversation = try #require(asked.member("conversation_id"))
            // As if the server had been killed here and the file alone had been copied.
            try folder.copy("crm.sqlite", to: "copy.sqlite")
            try await withStandIn(.instant(databasePath: folder.path(of: "copy.sqlite"))) { copy in
                #expect(copy.apiKey == standIn.apiKey)
                let shown = try await copy.call("GET", "/v1/lexi/conversations/\(conversation)")
                #expect(shown.statusLine == "HTTP/1.1 200 OK")
            }
        }
    }

    @Test func everyFileIsItsOwnersAlone() async throws {
        let folder = try TestFolder()
        let database = try StandInDatabase.open(path: folder.databasePath)
        // The journal is there while a transaction is open.
        let during = try await database.write { db in
            try db.execute(
                sql: "INSERT INTO workspaces (id, name, credits) VALUES ('w', 'W', 1)")
            return try folder.permissions
        }
        #expect(
            during == [
                "crm.sqlite": "600", "crm.sqlite-journal": "600", "crm.sqlite.lock": "600",
            ])
        try database.close()
    }

    @Test func filesThatOthersCouldReadAreClosedToThem() async throws {
        let folder = try TestFolder()
        try StandInDatabase.open(path: folder.databasePath).close()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: folder.databasePath)
        let database = try StandInDatabase.open(path: folder.databasePath)
        #expect(try folder.permissions["crm.sqlite"] == "600")
        try database.close()
    }

    @Test func onlyAFileIsADatabase() async throws {
        let folder = try TestFolder()
        let pipe = folder.path(of: "pipe")
        try #require(mkfifo(pipe, 0o644) == 0)
        #expect(throws: StandInError.self) { try StandInDatabase.open(path: pipe) }
        #expect(try folder.permissions == ["pipe": "644"])
    }

    @Test func aPrivateDatabaseNeverWaitsForTheDisk() async throws {
        let database = try StandInDatabase.open(path: nil)
        let modes = try await database.read { db in
            [
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try String.fetchOne(db, sql: "PRAGMA synchronous"),
            ]
        }
        #expect(modes == ["memory", "0"])
        try database.close()
    }
}
