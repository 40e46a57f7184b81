internal import LexiAPI

/// Tells the times of a journal's lines.
///
/// A line counts microseconds from the beginning of its session. The wall clock's time is written
/// where it is not what the line before it and those microseconds make it.
struct JournalClock: Sendable {
    /// When the session began, on the line on which all sessions stand.
    private var began: Int64?
    private var wallBehind: Int64 = 0

    /// Takes the line with which a session begins.
    ///
    /// - Returns: Whether it says when.
    mutating func begin(_ json: JSONValue) -> Bool {
        guard let time = json["us"]?.integer, let wall = Self.wall(json["wall"]) else {
            return false
        }
        began = Self.wall(json["began"]) ?? wall - time
        return true
    }

    /// The time of a line.
    ///
    /// - Returns: `nil` when it has none, or no time came before that it could be counted from.
    mutating func instant(_ json: JSONValue) -> Instant? {
        guard let count = json["us"]?.integer else { return nil }
        let wall = Self.wall(json["wall"])
        guard let start = began ?? wall.map({ $0 - count }) else { return nil }
        began = start
        let (time, isOverflow) = start.addingReportingOverflow(count)
        guard !isOverflow, time >= 0, time < Int64.max / 1000 else { return nil }
        if let wall { wallBehind = wall - time }
        return Instant(
            nanoseconds: UInt64(time) * 1000, unixSeconds: Double(time + wallBehind) / 1e6)
    }

    private static func wall(_ json: JSONValue?) -> Int64? {
        json?.string.flatMap(WallTime.microseconds)
    }
}
