import Hummingbird
import Logging

/// Puts the server together: what is served, and what every request passes through.
enum StandInRouter {
    static func make(
        database: StandInDatabase, configuration: StandInConfiguration, time: WallTime,
        clock: any Clock<Duration>, executor: LexiTaskExecutor, model: ModelClient?,
        ending: ServerEnding, faults: Faults, logger: Logger
    ) -> Router<GatewayContext> {
        let counts = RequestCounts(plan: configuration.plan)
        let gate = Gate(database: database, counts: counts, time: time)
        let turns = TurnService(
            gate: gate, database: database,
            ledger: TurnLedger(
                creditsPerMessage: configuration.creditsPerMessage,
                toolCallsPerExtraCredit: configuration.toolCallsPerExtraCredit),
            runner: TurnRunner(
                database: database, time: time, pace: configuration.pace,
                seed: configuration.seed, clock: clock, ending: ending, model: model),
            time: time)
        let endpoints =
            ChatStreamController(turns: turns).endpoints
            + ChatController(turns: turns).endpoints
            + ConversationsController().endpoints
            + LexiTasksController(executor: executor).endpoints
            + PersonalizeEmailController().endpoints
            + AutoresearchController().endpoints
            + ContactsController().endpoints
            + DealsController().endpoints
            + CompaniesController().endpoints
            + MattersController().endpoints
            + NotesController().endpoints
            + TasksController().endpoints
            + UsersController().endpoints
        let routes = RouteTable(
            endpoints: endpoints + OpenAPIController(described: endpoints).endpoints)

        let router = Router(context: GatewayContext.self)
        router.add(
            middleware: GatewayMiddleware(
                gate: gate, time: time, routes: routes, faults: faults, ending: ending,
                clock: clock, logger: logger))
        routes.add(
            to: router, runner: EndpointRunner(gate: gate, database: database, time: time))
        return router
    }
}
