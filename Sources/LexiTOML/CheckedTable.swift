internal import TOMLKit

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
        if let place = places.badHeader {
            throw TOMLFileError(
                file: file, place: place,
                reason: "a table's name begins with a letter, a digit, \"_\", \"-\" or a quote")
        }
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let place = error.source.begin
            throw TOMLFileError(
                file: file, place: TextPlace(line: place.line, column: place.column),
                // It quotes the rest of the line with its end.
                reason: error.description.filter { !$0.isNewline })
        } catch {
            throw TOMLFileError(file: file, reason: "\(error)")
        }
        source = Source(file: file, places: places)
        path = []
    }

    /// Reads the bytes of a whole file.
    ///
    /// - Throws: ``TOMLFileError`` with the place that is not UTF-8 or not TOML.
    public init(parsing bytes: [UInt8], file: String) throws(TOMLFileError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw TOMLFileError(
                file: file, place: Self.firstInvalid(bytes), reason: "the file is not UTF-8")
        }
        try self.init(parsing: text, file: file)
    }

    /// The place of the first byte that is no UTF-8.
    private static func firstInvalid(_ bytes: [UInt8]) -> TextPlace {
        var place = TextPlace(line: 1, column: 1)
        var parser = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        while case .valid(let scalar) = parser.parseScalar(from: &iterator) {
            place.column += 1
            if scalar.first == 0x0A { place = TextPlace(line: place.line + 1, column: 1) }
        }
        return place
    }

    private init(_ table: TOMLTable, _ source: Source, _ path: [String]) {
        self.table = table
        self.source = source
        self.path = path
    }

    private static let mostHints = 20

    /// The names in this table, in no order that means anything.
    public var keys: [String] { table.keys }

    /// Makes every other name in this table an error that proposes the nearest of these.
    public func allow(_ names: [String]) throws(TOMLFileError) {
        // The first in the file is the one that is told.
        if let first = unknownNames(besides: names).first { throw first }
    }

    /// An error for every name in this table that is none of these, in the order of the file. The
    /// first few propose the nearest of these: that takes a while where there are thousands.
    public func unknownNames(besides names: [String]) -> [TOMLFileError] {
        let known = Set(names)
        let unknown = table.keys.filter { !known.contains($0) }
            .map { (name: $0, error: error(at: $0, "unknown name \"\($0)\"")) }
            .sorted { $0.error.goesBefore($1.error) }
        return unknown.enumerated().map { index, found in
            guard index < Self.mostHints else { return found.error }
            return error(
                at: found.name,
                found.error.reason + "; " + NearestName.hint(found.name, among: names))
        }
    }

    /// The string of this name; `nil` when there is none of the name.
    public func string(_ key: String) throws(TOMLFileError) -> String? {
        guard let value = table[key] else { return nil }
        guard let string = value.string else { throw wrong(key, "a string") }
        return string
    }

    /// The string of this name, which has to be one of a few.
    public func choice(_ key: String, among names: [String]) throws(TOMLFileError) -> String? {
        guard let string = try string(key) else { return nil }
        guard names.contains(string) else {
            throw error(
                at: key, "\(key) cannot be \"\(string)\"; " + NearestName.hint(string, among: names)
            )
        }
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

    func innerTable(_ key: String) -> CheckedTable? {
        table[key]?.table.map { CheckedTable($0, source, path + [key]) }
    }

    /// A value as TOML writes it.
    func text(of key: String) -> String { table[key].map { "\($0.debugDescription)" } ?? "" }

    private func wrong(_ key: String, _ expected: String) -> TOMLFileError {
        error(at: key, "\(key) must be \(expected)")
    }

    /// An error at the place of a key of this table.
    public func error(at key: String, _ reason: String) -> TOMLFileError {
        TOMLFileError(file: source.file, place: place(of: key), reason: reason)
    }

    /// An error of the table itself.
    public func error(_ reason: String) -> TOMLFileError {
        TOMLFileError(file: source.file, place: source.places[path], reason: reason)
    }

    /// Where a key stands that is named by the path to it from this table; else the nearest table
    /// around it.
    public func place(of path: [String]) -> TextPlace? {
        var whole = self.path + path
        while !whole.isEmpty {
            if let place = source.places[whole] { return place }
            whole.removeLast()
        }
        return nil
    }

    private func place(of key: String) -> TextPlace? { source.places[path + [key]] }
}
