import LexiAPI
import LexiClient
import LexiEngine
import LexiHome
import LexiSession
import LexiStandIn
import LexiState
import LexiWire
import Logging

/// A service that is known but not yet connected to.
struct ResolvedService: Sendable {
    enum Way: Sendable {
        case demo(Pace, WaitingLimits, overall: Duration?)
        case remote(ClientConfiguration)
        /// The API, for which somebody has still to give a key.
        case keyless(ClientConfiguration)
    }

    private(set) var way: Way
    let settings: Settings
    /// What is in focus where the command names nothing else.
    var context = ChatContext()
    /// The profile it comes from, where there is one.
    var profile: String?
    /// What of the settings it does without, in a sentence.
    var settingsProblem: String?
    /// Whether what the user writes is written down, for the next start: what was sent, and what
    /// was not sent yet.
    var keepsHistory: Bool
    /// Where its key comes from.
    private(set) var keyOrigin: KeyOrigin?

    /// What the screen says of it.
    var shown: Service {
        switch way {
        case .demo:
            Service(label: "demo", isDemo: true, keyFingerprint: Self.demoFingerprint)
        case .remote(let configuration):
            Service(
                label: configuration.baseURL.label, isDemo: false, profile: profile,
                keyOrigin: keyOrigin, baseURL: configuration.baseURL.description,
                keyFingerprint: draftOrigin.key.map { "k:\($0)" })
        case .keyless(let configuration):
            Service(
                label: configuration.baseURL.label, isDemo: false, profile: profile,
                lacksKey: true, baseURL: configuration.baseURL.description)
        }
    }

    /// Each run's demo is a firm of its own, to which no conversation of another is known.
    private static let demoFingerprint = "run:" + IdempotencyKey.random().prefix(8)

    /// What is written while it is used is for it alone.
    var draftOrigin: DraftOrigin {
        switch way {
        case .demo: return .demo
        case .remote(let configuration), .keyless(let configuration):
            // Keys are told apart also where nothing is kept, or can be.
            let fingerprints =
                GlobalOptions.paths.stateFolder.flatMap {
                    KeyFingerprints(stateFolder: $0, isKept: keepsHistory)
                } ?? .ofThisRun
            return DraftOrigin(
                server: configuration.baseURL.description,
                key: configuration.apiKey.map { fingerprints.fingerprint(of: $0) })
        }
    }

    /// Uses a key from now on.
    mutating func give(_ key: Secret?, from origin: KeyOrigin?) {
        guard case .remote(var configuration) = way else { return }
        configuration.apiKey = key
        way = .remote(configuration)
        keyOrigin = origin
    }

    /// What the user should know before anything is sent.
    var warning: String? {
        if case .remote(let configuration) = way { configuration.warning } else { settingsProblem }
    }

    var isDemo: Bool {
        if case .demo = way { true } else { false }
    }

    /// Opens the way to the service for whoever takes events as they come.
    @Sendable func connect() async throws(Failure) -> any TurnTransport {
        try await connect(ReadingPace())
    }

    /// Opens the way to the service; for the demo that starts its server.
    ///
    /// - Parameter reading: When the events are looked at.
    func connect(_ reading: ReadingPace) async throws(Failure) -> any TurnTransport {
        switch way {
        case .remote(let configuration):
            return LexiClient(configuration, surroundings: .paced(by: reading))
        case .keyless:
            throw Failure(code: .invalidKey, message: "There is no API key.")
        case .demo(let pace, let limits, let overall):
            return try await DemoTransport.start(pace, limits, overall: overall, reading)
        }
    }
}

extension ClientSurroundings {
    /// The real ones; streams rest as long as nobody looks at what they bring.
    static func paced(by reading: ReadingPace) -> ClientSurroundings {
        var surroundings = ClientSurroundings.system
        surroundings.rest = { reading.rest(now: SystemClock.now()) }
        return surroundings
    }
}

extension ClientConfiguration {
    /// What the user should know before anything is sent.
    var warning: String? {
        exposesKey
            ? "The key travels unencrypted to \(baseURL.endpoint): the base URL begins with http://"
            : nil
    }
}

/// The embedded stand-in and a client that talks to it over loopback, like any other.
struct DemoTransport: TurnTransport, ConversationTransport {
    private let server: StandIn
    private let client: LexiClient

    static func start(
        _ pace: Pace, _ limits: WaitingLimits, overall: Duration?, _ reading: ReadingPace
    ) async throws(Failure) -> DemoTransport {
        do {
            let server = try await StandIn.start(
                StandInConfiguration(pace: pace),
                logger: Logger(label: "lexi.demo", factory: { _ in SwiftLogNoOpLogHandler() }))
            // No proxy: it would not find this machine's loopback.
            var configuration = try ClientConfiguration(
                baseURL: server.baseURL, apiKey: Secret(server.apiKey),
                userAgent: "lexi/\(ProgramVersion.number)")
            configuration.apply(limits, overall: overall)
            return DemoTransport(
                server: server,
                client: LexiClient(configuration, surroundings: .paced(by: reading)))
        } catch {
            throw Failure(code: .network, message: "The demo's server did not start: \(error)")
        }
    }

    func run(
        _ request: ChatRequest, idempotencyKey: String, firstAttempt: Int,
        emit: @escaping @Sendable ([StampedAttemptEvent]) async -> Void
    ) async {
        await client.run(
            request, idempotencyKey: idempotencyKey, firstAttempt: firstAttempt, emit: emit)
    }

    func withoutKey(_ request: ChatRequest) -> ChatRequest { client.withoutKey(request) }

    func latestConversations() async -> Result<Page<ConversationSummary>, RequestError> {
        await client.latestConversations()
    }

    func conversations(matching words: String) async -> Result<
        Page<ConversationSummary>, RequestError
    > {
        await client.conversations(matching: words)
    }

    func keptConversation(_ id: String) async -> Result<Conversation, RequestError> {
        await client.keptConversation(id)
    }

    func shutdown() async {
        await client.shutdown()
        await server.shutdown()
    }
}
