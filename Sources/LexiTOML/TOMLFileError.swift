/// A line and a column of a text, both from 1; the column counts Unicode scalars.
public struct TextPlace: Sendable, Hashable, Comparable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (left: TextPlace, right: TextPlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// Why a TOML file cannot be used. It says where, and what is right.
public struct TOMLFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public let file: String
    /// Where in the file, as far as that is known.
    public let place: TextPlace?
    public let reason: String

    public init(file: String, place: TextPlace? = nil, reason: String) {
        self.file = file
        self.place = place
        self.reason = reason
    }

    /// `FILE:LINE:COLUMN: reason`, without the places that are not known.
    public var description: String {
        guard let place else { return "\(file): \(reason)" }
        return "\(file):\(place.line):\(place.column): \(reason)"
    }

    /// The order of the file; what concerns the whole of it comes first.
    public func goesBefore(_ other: TOMLFileError) -> Bool {
        guard let place, let otherPlace = other.place else {
            return place == nil && other.place != nil
        }
        return place < otherPlace
    }
}

/// Gathers the mistakes of a file, so that all of them can be told at once.
public struct TOMLMistakes: Sendable {
    private var found: [TOMLFileError] = []

    public init() {}

    /// The mistakes so far, in the order of the file.
    public var all: [TOMLFileError] { found.sorted { $0.goesBefore($1) } }

    /// Adds mistakes.
    public mutating func add(_ mistakes: [TOMLFileError]) { found += mistakes }

    /// Reads something; when that fails, the mistake is kept and reading goes on.
    public mutating func keep<Value>(
        _ read: () throws(TOMLFileError) -> Value?
    ) -> Value? {
        do throws(TOMLFileError) {
            return try read()
        } catch {
            found.append(error)
            return nil
        }
    }
}
