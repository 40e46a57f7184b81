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
    static let hostedBaseURL = "https://data.leadlex.com/functions/v1/api-gateway"

    @Option(help: "The API's base URL; else LEXI_BASE_URL, else the hosted API.")
    var baseURL: String?

    @Flag(help: "Start a Lexi of its own on this machine, with an invented law firm's CRM.")
    var demo = false

    @Option(help: "The demo's pace: human, instant, or a factor such as 0.5.")
    var demoPace: PaceArgument = PaceArgument(pace: .human)

    @Option(help: "Seconds the whole answer may take; no limit by default.")
    var timeout: Double?

    /// How an environment variable reads; an empty one counts as absent.
    static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What the options and the environment come to.
    ///
    /// - Parameter retries: What is tried again by itself.
    /// - Throws: ``CommandFailure`` with what to change.
    func service(
        retries: ClientConfiguration.RetryPolicy = .init()
    ) throws(CommandFailure) -> ResolvedService {
        var timeouts = ClientConfiguration.Timeouts()
        if let timeout {
            guard timeout > 0, timeout.isFinite else {
                throw CommandFailure(64, "--timeout takes a number of seconds above 0.")
            }
            timeouts.overall = .milliseconds(Int64(min(timeout, 1e9) * 1000))
        }
        if demo {
            guard baseURL == nil else {
                throw CommandFailure(64, "--demo has a server of its own; leave out --base-url.")
            }
            return .demo(demoPace.pace, timeouts, retries)
        }
        let named = baseURL ?? Self.environment("LEXI_BASE_URL")
        let key = Self.environment("LEXI_API_KEY").map(Secret.init)
        if key == nil, named == nil {
            throw CommandFailure(
                77,
                """
                There is no API key. Set LEXI_API_KEY to a key of your workspace (wbk_…; LeadLex \
                shows it once, under Settings, API keys), or try without an account: lexi --demo
                """)
        }
        do throws(ConfigurationError) {
            var configuration = try ClientConfiguration(
                baseURL: named ?? Self.hostedBaseURL, apiKey: key, timeouts: timeouts,
                userAgent: "lexi/\(ProgramVersion.number)")
            configuration.retries = retries
            return .remote(configuration)
        } catch {
            throw CommandFailure(78, error.description)
        }
    }
}

/// A service that is known but not yet connected to.
enum ResolvedService: Sendable {
    case demo(Pace, ClientConfiguration.Timeouts, ClientConfiguration.RetryPolicy)
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
        case .demo(let pace, let timeouts, let retries):
            return try await DemoTransport.start(pace, timeouts, retries)
        }
    }
}

/// The embedded stand-in and a client that talks to it over loopback, like any other.
struct DemoTransport: TurnTransport {
    private let server: StandIn
    private let client: LexiClient

    static func start(
        _ pace: Pace, _ timeouts: ClientConfiguration.Timeouts,
        _ retries: ClientConfiguration.RetryPolicy
    ) async throws(Failure) -> DemoTransport {
        do {
            let server = try await StandIn.start(
                StandInConfiguration(pace: pace),
                logger: Logger(label: "lexi.demo", factory: { _ in SwiftLogNoOpLogHandler() }))
            var configuration = try ClientConfiguration(
                baseURL: server.baseURL, apiKey: Secret(server.apiKey), timeouts: timeouts,
                userAgent: "lexi/\(ProgramVersion.number)")
            configuration.retries = retries
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
