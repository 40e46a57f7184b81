/// Why a file is no journal that can be read.
public enum JournalError: Error, Sendable, Hashable {
    /// Its first line is no header.
    case notAJournal
    /// A later version of the program wrote it, in a format that this one does not know.
    case newer(version: Int64)

    /// In a sentence without a full stop.
    public var reason: String {
        switch self {
        case .notAJournal: "this is no journal of lexi: its first line does not say so"
        case .newer(let version):
            "this journal has format \(version), which a later version of lexi wrote; this one "
                + "reads up to \(JournalHeader.version)"
        }
    }
}

/// A line of a journal that could not be used; what is around it was read.
public struct JournalProblem: Sendable, Hashable {
    /// From 1.
    public var line: Int
    /// In a sentence without a full stop.
    public var reason: String

    public init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }
}
