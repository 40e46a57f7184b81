import Logging

/// Passes the HTTP server's notices on, but for those of being stopped.
///
/// Cancelling its task is how the server is ended, and it reports that as an error.
struct ServerLog: LogHandler {
    var wrapped: any LogHandler

    var metadata: Logger.Metadata {
        get { wrapped.metadata }
        set { wrapped.metadata = newValue }
    }

    var logLevel: Logger.Level {
        get { wrapped.logLevel }
        set { wrapped.logLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { wrapped[metadataKey: key] }
        set { wrapped[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        guard !event.message.description.hasSuffix(": CancellationError()") else { return }
        wrapped.log(event: event)
    }
}
