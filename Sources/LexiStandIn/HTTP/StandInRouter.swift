import Hummingbird
import Logging

/// All routes of the stand-in, each at the root and below the hosted gateway's path.
enum StandInRouter {
    /// The path of the hosted API (page "quickstart"), so that a client needs no other paths.
    static let hostedPrefix = "functions/v1/api-gateway"

    static func make(
        database: StandInDatabase, configuration: StandInConfiguration, time: WallTime,
        clock: any Clock<Duration>, logger: Logger
    ) -> Router<GatewayContext> {
        let counts = RequestCounts(plan: configuration.plan)
        let gate = Gate(database: database, counts: counts, time: time)
        let runner = TurnRunner(
            database: database, time: time, pace: configuration.pace, seed: configuration.seed,
            clock: clock)
        let ledger = TurnLedger(
            creditsPerMessage: configuration.creditsPerMessage,
            toolCallsPerExtraCredit: configuration.toolCallsPerExtraCredit)
        let chatStream = ChatStreamController(
            gate: gate, database: database, ledger: ledger, runner: runner, time: time)

        let router = Router(context: GatewayContext.self)
        router.add(
            middleware: GatewayMiddleware(
                database: database, counts: counts, time: time, logger: logger))
        for group in [router.group(), router.group(RouterPath(hostedPrefix))] {
            chatStream.addRoutes(to: group)
        }
        return router
    }
}
