import LexiAPI
import LexiSession
import LexiState

/// How numbers and times are written, the same in every pane.
enum Wording {
    /// `2.3s`, `1m05s`.
    static func short(seconds: Double) -> String {
        guard seconds < 60 else {
            let whole = Int(seconds)
            let rest = whole % 60
            return "\(whole / 60)m\(rest < 10 ? "0" : "")\(rest)s"
        }
        return fixed(seconds, digits: 1) + "s"
    }

    /// A number with one or two decimals and a point.
    static func fixed(_ value: Double, digits: Int) -> String {
        let scale = digits == 1 ? 10 : 100
        let scaled = Int((value * Double(scale)).rounded())
        let rest = String(scaled % scale)
        return "\(scaled / scale)." + String(repeating: "0", count: digits - rest.count) + rest
    }

    /// `14:02` of the day, at an offset from UTC.
    static func clock(unixSeconds: Double, utcOffsetSeconds: Int) -> String {
        let seconds = Int(unixSeconds) + utcOffsetSeconds
        let minutes = ((seconds / 60) % 1440 + 1440) % 1440
        return twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60)
    }

    /// `1h32m`, `4m`, `30s`: the time left until something.
    static func left(seconds: Int) -> String {
        switch seconds {
        case ..<60: "\(max(0, seconds))s"
        case ..<3600: "\(seconds / 60)m"
        case ..<86400: "\(seconds / 3600)h\(twoDigits(seconds / 60 % 60))m"
        default: "\(seconds / 86400)d\(seconds / 3600 % 24)h"
        }
    }

    /// `12s`, `4m05s`, `1h32m`: a wait that is counted down.
    static func countdown(seconds: Int) -> String {
        switch seconds {
        case ..<100: "\(max(0, seconds))s"
        case ..<3600: "\(seconds / 60)m\(twoDigits(seconds % 60))s"
        default: left(seconds: seconds)
        }
    }

    /// `network: Nothing answers.` or `rate_limited (HTTP 429): Too many requests`.
    static func failure(_ failure: Failure) -> String {
        let status = failure.status.map { " (HTTP \($0))" } ?? ""
        return "\(failure.code.rawValue)\(status): \(failure.explanation)"
    }

    static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    static func signed(_ value: Int64) -> String { value > 0 ? "+\(value)" : "\(value)" }

    static func count(_ number: Int, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }

    /// `contact contact-001 · deal deal-007`; empty for no context.
    static func context(_ context: ChatContext, allowTools: Bool?, dot: String) -> String {
        var parts = ChatContext.Field.allCases.compactMap { field in
            context[field].map { "\(field.rawValue) \(Sanitizer.line($0))" }
        }
        if let allowTools { parts.append("tools \(allowTools ? "on" : "off")") }
        return parts.joined(separator: " \(dot) ")
    }

    /// The context line: the tools first when they are off, since that is easily forgotten.
    static func contextLine(_ tab: Tab, dot: String) -> String {
        let context = tab.context.isEmpty ? "none" : context(tab.context, allowTools: nil, dot: dot)
        return tab.allowTools ? "\(context) \(dot) tools on" : "tools off \(dot) \(context)"
    }
}
