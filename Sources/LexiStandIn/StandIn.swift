import Foundation
import Hummingbird
public import Logging
import NIOCore

/// A running stand-in for the hosted LeadLex API: a real HTTP server over a real SQLite CRM.
///
/// It listens from ``start(_:logger:)`` until ``shutdown()``. Signals are left to the program
/// around it.
public actor StandIn {
    /// The port it listens on, also when any free one was asked for.
    public nonisolated let port: Int
    /// Where a client finds it, for instance `http://127.0.0.1:49152`. The API's paths begin
    /// here with `/v1`, and also below `/functions/v1/api-gateway` as on the hosted service.
    public nonisolated let baseURL: String
    /// A key with all permissions. It stays the same for the life of the database.
    public nonisolated let apiKey: String
    /// What was found where its database was to be.
    public nonisolated let databaseOrigin: DatabaseOrigin

    private let database: StandInDatabase
    private let serving: Task<Void, any Error>
    private let executing: Task<Void, Never>
    private let model: ModelClient?
    private let ending: ServerEnding
    private let logger: Logger
    private var closing: Task<Void, Never>?

    private init(
        port: Int, host: String, apiKey: String, database: StandInDatabase,
        serving: Task<Void, any Error>, executing: Task<Void, Never>,
        model: ModelClient?, ending: ServerEnding, logger: Logger
    ) {
        self.port = port
        baseURL = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        self.apiKey = apiKey
        databaseOrigin = database.origin
        self.database = database
        self.serving = serving
        self.executing = executing
        self.model = model
        self.ending = ending
        self.logger = logger
    }

    /// Opens the database, seeds it if it is new, and listens.
    /// - Parameter logger: receives one line per request; keys are never in it.
    /// - Returns: when the port accepts connections.
    /// - Throws: ``StandInError`` when the database cannot be opened or the address not bound.
    public static func start(
        _ configuration: StandInConfiguration, logger: Logger
    ) async throws -> StandIn {
        var time = WallTime.system
        time.fixedDay = configuration.today.map(CalendarDay.init(date:))
        return try await start(
            configuration, logger: logger, time: time, clock: ContinuousClock())
    }

    static func start(
        _ configuration: StandInConfiguration, logger: Logger, time: WallTime,
        clock: any Clock<Duration>
    ) async throws -> StandIn {
        guard (0...65_535).contains(configuration.port) else {
            throw StandInError.cannotListen(
                host: configuration.host, port: configuration.port,
                reason: "a port is a number from 0 to 65535")
        }
        var faults = Faults()
        do {
            try faults.add(configuration.faults)
        } catch {
            throw StandInError.unknownFault(reason: "\(error)")
        }
        let ending = ServerEnding()
        if configuration.databasePath == nil { removeAbandonedDatabases(logger: logger) }
        let database = try StandInDatabase.open(path: configuration.databasePath)
        let model = configuration.model.map(ModelClient.init)
        do {
            let key = try await database.setUp { db in
                try WorkspaceSetup.prepare(db, configuration: configuration, time: time)
            }
            let executor = LexiTaskExecutor(
                database: database, time: time, pace: configuration.pace, clock: clock)
            let router = StandInRouter.make(
                database: database, configuration: configuration, time: time, clock: clock,
                executor: executor, model: model, ending: ending, faults: faults, logger: logger)
            let (port, serving) = try await listen(
                router, host: configuration.host, port: configuration.port, logger: logger)
            return StandIn(
                port: port, host: configuration.host, apiKey: key, database: database,
                serving: serving, executing: Task { await executor.run(logger: logger) },
                model: model, ending: ending, logger: logger)
        } catch {
            try await model?.shutdown()
            try database.close()
            throw error
        }
    }

    /// Stops taking requests, lets open streams finish for a while, ends those that have not,
    /// closes the database and removes a temporary one. A stream that is ended gets an error
    /// event and is not charged.
    ///
    /// Returns when all of that is done; calling it again waits for the same, and without a
    /// grace ends it at once.
    /// - Parameters:
    ///   - grace: how long open streams may go on.
    ///   - lastMoment: how long streams that were told to end may take over it.
    public func shutdown(
        grace: Duration = .zero, lastMoment: Duration = .seconds(2)
    ) async {
        ending.close()
        if grace == .zero { ending.end() }
        let task = closing ?? Task { await close(grace: grace, lastMoment: lastMoment) }
        closing = task
        await task.value
    }

    /// Suspends until the server ends. Cancelling the task shuts it down.
    /// - Throws: what ended the server, unless that was ``shutdown()`` or cancellation.
    public func run() async throws {
        let outcome = await withTaskCancellationHandler {
            await serving.result
        } onCancel: {
            serving.cancel()
        }
        await shutdown()
        if case .failure(let error) = outcome, !(error is CancellationError) { throw error }
    }

    private func close(grace: Duration, lastMoment: Duration) async {
        await ending.idle(atMost: grace)
        ending.end()
        await ending.idle(atMost: lastMoment)
        executing.cancel()
        await executing.value
        serving.cancel()
        let outcome = await serving.result
        if case .failure(let error) = outcome, !(error is CancellationError) {
            logger.error("Server ended with an error", metadata: ["error": "\(error)"])
        }
        do {
            try await model?.shutdown()
        } catch {
            logger.error("Model client did not close", metadata: ["error": "\(error)"])
        }
        do {
            try database.close()
        } catch {
            logger.error("Database did not close", metadata: ["error": "\(error)"])
        }
    }

    /// What cannot be tidied up is no reason not to start.
    private static func removeAbandonedDatabases(logger: Logger) {
        do {
            for failure in try TemporaryFolder.removeAbandoned() {
                logger.warning("Abandoned database stays", metadata: ["folder": "\(failure)"])
            }
        } catch {
            logger.warning(
                "Temporary folder could not be searched for abandoned databases",
                metadata: ["error": "\(error)"])
        }
    }

    /// Binds the address and serves in a task of its own.
    private static func listen(
        _ router: Router<GatewayContext>, host: String, port: Int, logger: Logger
    ) async throws -> (Int, Task<Void, any Error>) {
        let (bound, announce) = AsyncThrowingStream<Int, any Error>.makeStream()
        let service = HTTPService(responder: router.buildResponder(), logger: logger)
        let serving = Task {
            do {
                try await service.run(host: host, port: port) { announce.yield($0) }
                announce.finish()
            } catch {
                announce.finish(throwing: error)
                throw error
            }
        }
        do {
            for try await port in bound { return (port, serving) }
            throw CancellationError()
        } catch let error as IOError {
            throw StandInError.cannotListen(
                host: host, port: port, reason: SystemText.bindingFailed(error.errnoCode))
        } catch is SocketAddressError.UnknownHost {
            throw StandInError.cannotListen(
                host: host, port: port, reason: "there is no such address")
        } catch {
            serving.cancel()
            throw error
        }
    }
}
