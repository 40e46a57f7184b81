internal import Logging

/// Reads out of the HTTP client's log how many requests one of its connections may carry.
///
/// The client tells nobody else: its own hooks are called when the first SETTINGS frame of a
/// connection has been read already. It writes the number with the metadata key that is looked
/// for here, when an HTTP/2 connection is there and whenever its server changes its mind.
struct PoolLog: LogHandler {
    private static let key = "ahc-max-streams"

    let onStreams: @Sendable (Int) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    init(onStreams: @escaping @Sendable (Int) -> Void) { self.onStreams = onStreams }

    static func logger(onStreams: @escaping @Sendable (Int) -> Void) -> Logger {
        Logger(label: "lexi.pool") { _ in PoolLog(onStreams: onStreams) }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        guard let value = event.metadata?[Self.key], let streams = Int("\(value)") else { return }
        onStreams(streams)
    }
}
