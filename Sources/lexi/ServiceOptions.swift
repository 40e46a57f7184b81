import ArgumentParser
import LexiAPI
import LexiClient
import LexiEngine
import LexiStandIn
import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Which Lexi to talk to.
struct ServiceOptions: ParsableArguments {
    @OptionGroup var connection: ConnectionOptions

    @Flag(help: "Start a Lexi of its own on this machine, with an invented law firm's CRM.")
    var demo = false

    @Option(help: "The demo's pace: human, instant, or a factor such as 0.5.")
    var demoPace: PaceArgument = PaceArgument(pace: .human)

    /// How an environment variable reads; an empty one counts as absent.
    static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What the options and the environment come to.
    ///
    /// - Throws: ``CommandFailure`` with what to change.
    func service() throws(CommandFailure) -> ResolvedService {
        guard demo else { return .remote(try connection.configuration()) }
        guard connection.baseURL == nil else {
            throw CommandFailure(64, "--demo has a server of its own; leave out --base-url.")
        }
        return .demo(demoPace.pace, try connection.timeouts())
    }
}

/// A service that is known but not yet connected to.
enum ResolvedService: Sendable {
    case demo(Pace, ClientConfiguration.Timeouts)
    case remote(ClientConfiguration)

    /// Short name for the screen.
    var label: String {
        switch self {
        case .demo: "demo"
        case .remote(let configuration): configuration.baseURL.label
        }
    }

    var isDemo: Bool {
        if case .demo = self { true } else { false }
    }

    /// Opens the way to the service; for the demo that starts its server.
    @Sendable func connect() async throws(Failure) -> any TurnTransport {
        switch self {
        case .remote(let configuration): return LexiClient(configuration)
        case .demo(let pace, let timeouts): return try await DemoTransport.start(pace, timeouts)
        }
    }
}

/// The embedded stand-in and a client that talks to it over loopback, like any other.
struct DemoTransport: TurnTransport {
    private let server: StandIn
    private let client: LexiClient

    static func start(
        _ pace: Pace, _ timeouts: ClientConfiguration.Timeouts
    ) async throws(Failure) -> DemoTransport {
        do {
            let server = try await StandIn.start(
                StandInConfiguration(pace: pace),
                logger: Logger(label: "lexi.demo", factory: { _ in SwiftLogNoOpLogHandler() }))
            let configuration = try ClientConfiguration(
                baseURL: server.baseURL, apiKey: Secret(server.apiKey), timeouts: timeouts,
                userAgent: "lexi/\(ProgramVersion.number)")
            return DemoTransport(server: server, client: LexiClient(configuration))
        } catch {
            throw Failure(code: .network, message: "The demo's server did not start: \(error)")
        }
    }

    func run(
        _ request: ChatRequest, idempotencyKey: String,
        emit: @escaping @Sendable ([StampedEvent]) async -> Void
    ) async {
        await client.run(request, idempotencyKey: idempotencyKey, emit: emit)
    }

    func shutdown() async {
        await client.shutdown()
        await server.shutdown()
    }
}

/// `human`, `instant`, or a factor of the human pace.
struct PaceArgument: ExpressibleByArgument, Sendable {
    let pace: Pace

    init(pace: Pace) { self.pace = pace }

    init?(argument: String) {
        switch argument {
        case "human": pace = .human
        case "instant": pace = .instant
        default:
            guard let factor = Double(argument), factor >= 0, factor.isFinite else { return nil }
            pace = .factor(factor)
        }
    }

    var defaultValueDescription: String { "human" }
}
