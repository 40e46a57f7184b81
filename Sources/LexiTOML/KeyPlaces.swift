/// Where each key of a TOML text stands.
///
/// The parser keeps no places of what it read well, and a complaint about a value needs one. The
/// text has been parsed already, so it is known to be TOML: this looks at its keys and passes over
/// its values (TOML 1.0).
struct KeyPlaces: Sendable {
    /// No file that is meant has keys of more parts; beyond that they are not looked into.
    static let maximumDepth = 64

    private var places: [[String]: TextPlace] = [:]
    /// The parts of the longest key, up to one more than ``maximumDepth``.
    private(set) var deepest = 0
    /// The first place where a table's name begins with what no name begins with.
    private(set) var badHeader: TextPlace?
    private var nesting = 0
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var line = 1
    private var lineStart = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { (position, lineStart) = (1, 1) }
        readDocument()
    }

    /// The place of a key, which is named by the path to it; the first of several of a name.
    subscript(path: [String]) -> TextPlace? { places[path] }

    private var place: TextPlace { TextPlace(line: line, column: position - lineStart + 1) }
    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func advance() {
        if scalars[position] == "\n" {
            line += 1
            lineStart = position + 1
        }
        position += 1
    }

    private mutating func readDocument() {
        var table: [String] = []
        while let scalar = next {
            switch scalar {
            case "#": skip { $0 != "\n" }
            case " ", "\t", "\r", "\n": advance()
            case "[":
                advance()
                if next == "[" { advance() }
                skipSpace()
                checkHeader()
                table = readKey(under: [])
                skip { $0 != "\n" && $0 != "#" }
            default: readEntry(under: table)
            }
        }
    }

    /// The parser takes it for granted that a table's name begins as names do.
    private mutating func checkHeader() {
        guard badHeader == nil, let first = next, first != "]", first != "\"", first != "'",
            !Self.isBare(first)
        else { return }
        badHeader = place
    }

    private static func isBare(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: false
        }
    }

    private mutating func readEntry(under table: [String]) {
        let start = position
        let path = readKey(under: table)
        skip { $0 != "=" && $0 != "\n" }
        if next == "=" { advance() }
        skipSpace()
        skipValue(of: path)
        // Whatever this is, it is passed.
        if position == start { advance() }
    }

    /// Reads a key with its dots and notes each of its parts.
    private mutating func readKey(under table: [String]) -> [String] {
        var path = table
        while true {
            skipSpace()
            let place = place
            guard let part = readPart() else { return path }
            guard path.count <= Self.maximumDepth else { continue }
            path.append(part)
            deepest = max(deepest, path.count)
            if places[path] == nil { places[path] = place }
            skipSpace()
            guard next == "." else { return path }
            advance()
        }
    }

    private mutating func readPart() -> String? {
        guard let quote = next else { return nil }
        if quote == "\"" || quote == "'" { return readQuoted(quote) }
        var part = ""
        while let scalar = next,
            scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
                || scalar.properties.numericType != nil
        {
            part.unicodeScalars.append(scalar)
            advance()
        }
        return part.isEmpty ? nil : part
    }

    /// A key in quotes; escapes other than of one scalar stay as they are written.
    private mutating func readQuoted(_ quote: Unicode.Scalar) -> String {
        var part = ""
        advance()
        while let scalar = next, scalar != "\n" {
            advance()
            if scalar == quote { break }
            if scalar == "\\", quote == "\"", let escaped = next,
                "\"\\".unicodeScalars.contains(escaped)
            {
                part.unicodeScalars.append(escaped)
                advance()
            } else {
                part.unicodeScalars.append(scalar)
            }
        }
        return part
    }

    private mutating func skipValue(of path: [String]) {
        guard let first = next else { return }
        switch first {
        case "\"", "'": skipString(first)
        case "{": skipList(to: "}") { $0.readEntry(under: path) }
        case "[": skipList(to: "]") { $0.skipValue(of: path) }
        default: skip { !",]}#\n".unicodeScalars.contains($0) }
        }
    }

    private mutating func skipList(
        to end: Unicode.Scalar, _ skipItem: (inout KeyPlaces) -> Void
    ) {
        nesting += 1
        defer { nesting -= 1 }
        // The parser refuses what is nested deeper; here it must not end the stack before that.
        guard nesting <= 256 else {
            position = scalars.count
            return
        }
        advance()
        while let scalar = next {
            if scalar == end { return advance() }
            switch scalar {
            case ",", " ", "\t", "\r", "\n": advance()
            case "#": skip { $0 != "\n" }
            default:
                let start = position
                skipItem(&self)
                if position == start { advance() }
            }
        }
    }

    private mutating func skipString(_ quote: Unicode.Scalar) {
        let isLong =
            position + 2 < scalars.count && scalars[position + 1] == quote
            && scalars[position + 2] == quote
        for _ in 0..<(isLong ? 3 : 1) { advance() }
        var quotes = 0
        while let scalar = next {
            if scalar == quote {
                quotes += 1
                advance()
                // A long string may end in quotes of its own: the last three end it.
                if !isLong || (quotes >= 3 && next != quote) { return }
            } else {
                quotes = 0
                advance()
                if scalar == "\\", quote == "\"", next != nil { advance() }
            }
        }
    }

    private mutating func skipSpace() { skip { $0 == " " || $0 == "\t" } }

    private mutating func skip(while condition: (Unicode.Scalar) -> Bool) {
        while let scalar = next, condition(scalar) { advance() }
    }
}
