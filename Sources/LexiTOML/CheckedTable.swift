internal import TOMLKit

/// Why a TOML file cannot be used. It says where, and what is right.
public struct TOMLFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `FILE:LINE:COLUMN: reason`, without the places that are not known.
    public let description: String

    public init(file: String, reason: String) { description = "\(file): \(reason)" }

    init(file: String, line: Int, column: Int, reason: String) {
        description = "\(file):\(line):\(column): \(reason)"
    }
}

/// A table of a TOML file from which only what is known and of the right type can be read.
///
/// For example:
///
///     let root = try CheckedTable(parsing: text, file: "config.toml")
///     try root.allow(["profile", "timeouts"])
///     let profile = try root.string("profile")
///     let idle = try root.table("timeouts")?.number("idle", 1...3600)
public struct CheckedTable {
    private struct Source {
        var file: String
        var places: KeyPlaces
    }

    private let table: TOMLTable
    private let source: Source
    /// The names of the tables that this one is in, and its own.
    private let path: [String]

    /// Reads a whole file.
    ///
    /// - Parameter file: Its name, for errors.
    /// - Throws: ``TOMLFileError`` with the place that is not TOML.
    public init(parsing text: String, file: String) throws(TOMLFileError) {
        // The parser takes the text up to the first of them.
        guard !text.utf8.contains(0) else {
            throw TOMLFileError(file: file, reason: "the file holds a NUL and is no text")
        }
        let places = KeyPlaces(text)
        // The parser goes as deep as the keys do, until its stack ends.
        guard places.deepest <= KeyPlaces.maximumDepth else {
            throw TOMLFileError(
                file: file, reason: "a key has more than \(KeyPlaces.maximumDepth) parts")
        }
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let place = error.source.begin
            throw TOMLFileError(
                file: file, line: place.line, column: place.column, reason: error.description)
        } catch {
            throw TOMLFileError(file: file, reason: "\(error)")
        }
        source = Source(file: file, places: places)
        path = []
    }

    private init(_ table: TOMLTable, _ source: Source, _ path: [String]) {
        self.table = table
        self.source = source
        self.path = path
    }

    /// The names in this table, in no order that means anything.
    public var keys: [String] { table.keys }

    /// Makes every other name in this table an error that proposes the nearest of these.
    public func allow(_ names: [String]) throws(TOMLFileError) {
        // In the order of the file, so that the first mistake is the one that is told.
        let unknown = table.keys.filter { !names.contains($0) }
            .min { (place(of: $0)?.line ?? 0) < (place(of: $1)?.line ?? 0) }
        guard let unknown else { return }
        throw error(at: unknown, "unknown name \"\(unknown)\"; " + Self.hint(unknown, names))
    }

    private static func hint(_ name: String, _ known: [String]) -> String {
        if let nearest = NearestName.of(name, among: known) {
            return "did you mean \"\(nearest)\"?"
        }
        return "known here: " + known.joined(separator: ", ")
    }

    /// The string of this name; `nil` when there is none of the name.
    public func string(_ key: String) throws(TOMLFileError) -> String? {
        guard let value = table[key] else { return nil }
        guard let string = value.string else { throw wrong(key, "a string") }
        return string
    }

    /// The truth of this name.
    public func boolean(_ key: String) throws(TOMLFileError) -> Bool? {
        guard let value = table[key] else { return nil }
        guard let boolean = value.bool else { throw wrong(key, "true or false") }
        return boolean
    }

    /// The number of this name, with or without a fraction.
    public func number(
        _ key: String, _ range: ClosedRange<Double>
    ) throws(TOMLFileError) -> Double? {
        guard let value = table[key] else { return nil }
        guard let number = value.double ?? value.int.map(Double.init), range.contains(number) else {
            throw wrong(
                key,
                "a number from \(Self.plain(range.lowerBound)) to "
                    + Self.plain(range.upperBound))
        }
        return number
    }

    private static func plain(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }

    /// The strings of this name.
    public func strings(_ key: String) throws(TOMLFileError) -> [String]? {
        guard let value = table[key] else { return nil }
        guard let array = value.array else { throw wrong(key, "an array of strings") }
        var strings: [String] = []
        for item in array {
            guard let string = item.string else { throw wrong(key, "an array of strings") }
            strings.append(string)
        }
        return strings
    }

    /// The string, number or truth of this name, to be told apart by the caller.
    public func scalar(_ key: String) -> Scalar? {
        guard let value = table[key] else { return nil }
        if let string = value.string { return .string(string) }
        if let int = value.int { return .integer(int) }
        if let bool = value.bool { return .boolean(bool) }
        return .other
    }

    /// A value that may be of several types.
    public enum Scalar: Sendable, Hashable {
        case string(String)
        case integer(Int)
        case boolean(Bool)
        case other
    }

    /// The table of this name.
    public func table(_ key: String) throws(TOMLFileError) -> CheckedTable? {
        guard let value = table[key] else { return nil }
        guard let table = value.table else { throw wrong(key, "a table") }
        return CheckedTable(table, source, path + [key])
    }

    private func wrong(_ key: String, _ expected: String) -> TOMLFileError {
        error(at: key, "\(key) must be \(expected)")
    }

    /// An error at the place of a key of this table.
    public func error(at key: String, _ reason: String) -> TOMLFileError {
        guard let place = place(of: key) else {
            return TOMLFileError(file: source.file, reason: reason)
        }
        return TOMLFileError(
            file: source.file, line: place.line, column: place.column, reason: reason)
    }

    /// An error of the table itself.
    public func error(_ reason: String) -> TOMLFileError {
        guard let place = source.places[path] else {
            return TOMLFileError(file: source.file, reason: reason)
        }
        return TOMLFileError(
            file: source.file, line: place.line, column: place.column, reason: reason)
    }

    private func place(of key: String) -> KeyPlaces.Place? { source.places[path + [key]] }
}
