import LexiAPI
import LexiSession
import LexiState

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How the values of a record are written for people. What the server did not say is `–`.
enum Shown {
    static let unknown = "–"

    /// One harmless line.
    static func line(_ text: String?) -> String {
        let line = text.map(Sanitizer.line) ?? ""
        return line.isEmpty ? unknown : line
    }

    /// A path as people write it.
    static func path(_ path: String) -> String {
        guard let home = ProcessEnvironment.value("HOME"), home.count > 1,
            path.hasPrefix(home + "/")
        else { return path }
        return "~" + path.dropFirst(home.count)
    }

    static func count(_ number: Int64?) -> String { number.map { "\($0)" } ?? unknown }

    static func flag(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? unknown }

    /// `2026-11-24 14:02` in the machine's time zone; a time that cannot be read as it came.
    static func time(_ timestamp: Timestamp?) -> String {
        guard let timestamp else { return unknown }
        guard let seconds = timestamp.unixSeconds else { return line(timestamp.text) }
        var time = time_t(seconds.rounded(.down))
        var local = tm()
        localtime_r(&time, &local)
        func digits(_ value: Int32, _ count: Int) -> String {
            let text = "\(value)"
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let date = [
            digits(local.tm_year + 1900, 4), digits(local.tm_mon + 1, 2), digits(local.tm_mday, 2),
        ]
        return date.joined(separator: "-") + " "
            + [digits(local.tm_hour, 2), digits(local.tm_min, 2)].joined(separator: ":")
    }

    /// `contact contact-001 · deal deal-007`.
    static func context(_ context: ChatContext) -> String {
        let parts = ChatContext.Field.allCases.compactMap { field in
            context[field].map { "\(field.rawValue) \(line($0))" }
        }
        return parts.isEmpty ? "none" : parts.joined(separator: " · ")
    }
}
