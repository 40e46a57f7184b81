import LexiAPI
import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes `TIME LEVEL message key=value …`, a line each, with nothing in it that acts on a
/// terminal.
struct LogLines: LogHandler {
    private let append: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.warning

    /// - Parameter append: Takes each line, with its end.
    init(append: @escaping @Sendable (String) -> Void) { self.append = append }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let values = all.sorted { $0.key < $1.key }.map { key, value in
            " \(key)=\(JSONValue.string("\(value)").line)"
        }
        append(
            "\(Self.timestamp()) \(event.level.rawValue) [\(getpid())] \(Sanitizer.line("\(event.message)"))\(values.joined())\n"
        )
    }

    /// `2026-04-27T12:40:07Z`.
    private static func timestamp() -> String {
        var now = time(nil)
        var utc = tm()
        gmtime_r(&now, &utc)
        var text = [CChar](repeating: 0, count: 32)
        let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &utc)
        return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
