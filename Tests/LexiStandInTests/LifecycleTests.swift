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
                error?.description
                    == "cannot listen on 127.0.0.1:\(first.port): the port is in use by another program"
            )
        }
    }

    @Test func anAddressOfAnotherMachineIsSaidPlainly() async {
        var configuration = StandInConfiguration.instant()
        // TEST-NET-1 of RFC 5737: no machine has this address.
        configuration.host = "192.0.2.1"
        let error = await #expect(throws: StandInError.self) {
            _ = try await StandIn.start(configuration, logger: Self.silent)
        }
        #expect(error?.reason == "the address is not one of this machine's")
    }

    @Test(arguments: [70_000, -1, 65_536])
    func aPortThatDoesNotExistIsRefused(port: Int) async {
        var configuration = StandInConfiguration.instant()
        configuration.port = port
        let error = await #expect(throws: StandInError.self) {
            let standIn = try await StandIn.start(configuration, logger: Self.silent)
            await standIn.shutdown()
        }
        #expect(
            error?.description
                == "cannot listen on 127.0.0.1:\(port): a port is a number from 0 to 65535")
    }

    @Test func twoServersCannotShareADatabase() async throws {
        let folder = try TestFolder()
        try await withStandIn(.instant(databasePath: folder.databasePath)) { _ in
            let error = await #expect(throws: StandInError.self) {
                let second = try await StandIn.start(
                    .instant(databasePath: folder.databasePath), logger: Self.silent)
                await second.shutdown()
            }
            #expect(
                error?.description
                    == "cannot open the database \(folder.databasePath): another server uses this database (process \(getpid()))"
            )
        }
        // The first one has gone, so the database is free again.
        try await withStandIn(.instant(databasePath: folder.databasePath)) { _ in }
    }

    @Test func anOrdinaryStopIsNoErrorInTheLog() async throws {
        let (logger, lines) = LogCapture.make()
        try await withStandIn(logger: logger) { standIn in
            _ = try await standIn.chat(#"{"message":"Hello"}"#)
        }
        logger.info("stopped")
        var before: [String] = []
        for await line in lines {
            if line == "stopped" { break }
            before.append(line)
        }
        #expect(!before.contains { $0.contains("CancellationError") })
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
        // Nobody answers, or a server of another test that was given the port and knows no such key.
        let response = try? await standIn.chat(#"{"message":"Hello"}"#)
        #expect(response?.statusLine != "HTTP/1.1 200 OK")
        // A second shutdown finds nothing left to do.
        await standIn.shutdown()
    }

    @Test func everyResponseHasTheDateOfItsMoment() async throws {
        try await withStandIn { standIn in
            for path in ["/v1/users", "/nowhere"] {
                let response = try await standIn.call("GET", path)
                #expect(response.header("Date") == "Mon, 27 Apr 2026 09:15:00 GMT")
            }
        }
    }

    @Test func theBaseURLNamesTheBoundPort() async throws {
        try await withStandIn { standIn in
            #expect(standIn.port > 0)
            #expect(standIn.baseURL == "http://127.0.0.1:\(standIn.port)")
        }
    }
}
