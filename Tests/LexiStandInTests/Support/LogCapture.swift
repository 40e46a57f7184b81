import Logging

/// A log handler that hands each line on as text: the message and its metadata, sorted.
struct LogCapture: LogHandler {
    let lines: AsyncStream<String>.Continuation
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }
            .map { "\($0.key)=\($0.value)" }.sorted()
        lines.yield(([event.message.description] + fields).joined(separator: " "))
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// A logger and what it will have logged.
    static func make() -> (logger: Logger, lines: AsyncStream<String>) {
        let (stream, continuation) = AsyncStream<String>.makeStream()
        return (Logger(label: "test") { _ in LogCapture(lines: continuation) }, stream)
    }
}
