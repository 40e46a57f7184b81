import Foundation
import Logging
import Testing

@testable import LexiStandIn

@Suite struct LifecycleTests {
    private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func aTakenPortIsAnErrorThatNamesIt() async throws {
        try await withStandIn { first in
            var configuration = StandInConfiguration.instant()
            configuration.port = first.port
            let error = await #expect(throws: StandInError.self) {
                _ = try await StandIn.start(configuration, logger: Self.silent)
            }
            #expect(error?.isAddressUnavailable == true)
            #expect(
                error?.description.hasPrefix("cannot listen on 127.0.0.1:\(first.port): ") == true)
        }
    }

    @Test func aDatabaseThatCannotBeOpenedIsAnErrorThatNamesIt() async {
        let error = await #expect(throws: StandInError.self) {
            _ = try await StandIn.start(
                .instant(databasePath: "/nowhere/crm.sqlite"), logger: Self.silent)
        }
        #expect(
            error?.description.hasPrefix("cannot open the database /nowhere/crm.sqlite: ") == true)
    }

    @Test func aPrivateDatabaseLeavesNothingBehind() throws {
        let database = try StandInDatabase.open(path: nil)
        let folder = try #require(database.temporaryFolder)
        #expect(FileManager.default.fileExists(atPath: folder.path))
        try database.close()
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func cancellingRunShutsTheServerDown() async throws {
        let standIn = try await StandIn.start(.instant(), logger: Self.silent)
        let running = Task { try await standIn.run() }
        #expect(try await standIn.chat(#"{"message":"Hello"}"#).statusLine == "HTTP/1.1 200 OK")
        running.cancel()
        try await running.value
        #expect(throws: WireClient.Failure.self) { _ = try WireClient(port: standIn.port) }
        // A second shutdown finds nothing left to do.
        await standIn.shutdown()
    }

    @Test func theBaseURLNamesTheBoundPort() async throws {
        try await withStandIn { standIn in
            #expect(standIn.port > 0)
            #expect(standIn.baseURL == "http://127.0.0.1:\(standIn.port)")
        }
    }
}
