import Hummingbird
import Logging
import Synchronization

/// What travels with a request through the router.
struct GatewayContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let trace = RequestTrace()
    let connection: Connection
    var faults = Faults()

    init(source: ApplicationRequestContextSource) {
        connection = Connection(channel: source.channel)
        coreContext = .init(source: source)
    }
}

/// What became of a request, for its headers and its log line.
final class RequestTrace: Sendable {
    private struct State {
        var standing: RequestCounts.Standing?
        var metadata: Logger.Metadata = [:]
    }

    private let state = Mutex(State())

    /// The rate limit headers, once the request's workspace is known.
    var standing: RequestCounts.Standing? {
        get { state.withLock(\.standing) }
        set { state.withLock { $0.standing = newValue } }
    }

    var metadata: Logger.Metadata { state.withLock(\.metadata) }

    /// Adds something to the log line.
    func note(_ key: String, _ value: Logger.MetadataValue) {
        state.withLock { $0.metadata[key] = value }
    }
}
