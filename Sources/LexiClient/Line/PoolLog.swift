internal import LexiAPI
internal import Logging
internal import Synchronization

/// Reads out of the HTTP client's log how many requests one of its connections may carry, and when
/// it begins to make a connection.
///
/// The client tells nobody else: its own hooks are called when a connection is there and the first
/// SETTINGS frame has been read already. It writes the number with the metadata key that is looked
/// for here, when an HTTP/2 connection is there and whenever its server changes its mind.
struct PoolLog: LogHandler {
    private static let streamsKey = "ahc-max-streams"
    private static let connectionKey = "ahc-connection-id"

    let onStreams: @Sendable (Int) -> Void
    let openings: ConnectionOpenings
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    init(onStreams: @escaping @Sendable (Int) -> Void, openings: ConnectionOpenings) {
        self.onStreams = onStreams
        self.openings = openings
    }

    static func logger(
        onStreams: @escaping @Sendable (Int) -> Void, openings: ConnectionOpenings
    ) -> Logger {
        Logger(label: "lexi.pool") { _ in PoolLog(onStreams: onStreams, openings: openings) }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        switch "\(event.message)" {
        case "Opening fresh connection":
            if let id = event.metadata?[Self.connectionKey] { openings.begin("\(id)") }
        case "successfully created connection", "connection attempt failed":
            if let id = event.metadata?[Self.connectionKey] { openings.end("\(id)") }
        default: break
        }
        guard let value = event.metadata?[Self.streamsKey], let streams = Int("\(value)") else {
            return
        }
        onStreams(streams)
    }
}

/// The connections that are being made, and since when.
final class ConnectionOpenings: Sendable {
    private let now: @Sendable () -> LexiAPI.Instant
    private let beginnings = Mutex<[String: LexiAPI.Instant]>([:])

    init(now: @escaping @Sendable () -> LexiAPI.Instant) { self.now = now }

    func begin(_ connection: String) {
        let now = now()
        beginnings.withLock { $0[connection] = now }
    }

    func end(_ connection: String) { beginnings.withLock { $0[connection] = nil } }

    /// How long it has taken to make the connection that is there now; `nil` when several are being
    /// made, since nothing tells which of them it is.
    func timeOfTheOnlyOne() -> Duration? {
        let beginning = beginnings.withLock { $0.count == 1 ? $0.values.first : nil }
        return beginning.map { .seconds(now().seconds(since: $0)) }
    }
}
