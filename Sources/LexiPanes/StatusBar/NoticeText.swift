import LexiScreen
import LexiSession
import LexiState

/// Notices made to fit.
enum NoticeText {
    /// The text in at most so many columns, with what stands in front of a path's last parts left
    /// out where that is needed; `nil` when that is not enough.
    static func fitted(_ text: String, columns: Int, ellipsis: String) -> String? {
        let excess = TextWidth.columns(of: text) - columns
        guard excess > 0 else { return text }
        guard let path = longestPath(in: text) else { return nil }
        let room = TextWidth.columns(of: path) - excess
        guard let short = shortenedPath(path, columns: room, ellipsis: ellipsis) else { return nil }
        return text.replacing(path, with: short)
    }

    /// The path with whole names left out before its end; `nil` when its last name does not fit.
    static func shortenedPath(_ path: Substring, columns: Int, ellipsis: String) -> String? {
        let names = path.split(separator: "/")
        for count in (1...max(1, names.count)).reversed() {
            let short = "\(ellipsis)/" + names.suffix(count).joined(separator: "/")
            if TextWidth.columns(of: short) <= columns { return short }
        }
        return nil
    }

    private static func longestPath(in text: String) -> Substring? {
        text.split(separator: " ").filter { $0.contains("/") && !$0.contains("://") }
            .max { $0.utf8.count < $1.utf8.count }
    }

    /// `req_01JTB6Z0…XHDA`: enough of both ends of a name to tell it from others.
    static func shortenedInTheMiddle(_ name: String, ellipsis: String) -> String {
        name.count > 18 ? "\(name.prefix(12))\(ellipsis)\(name.suffix(4))" : name
    }
}
