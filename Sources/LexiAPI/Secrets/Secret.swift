/// An API key that cannot be printed by accident.
///
/// Every description of it, also inside another value's, reads `•••`.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let value: String
    /// Made once, because every piece of an answer is looked through.
    private let search: KeySearch

    /// Wraps a key; white space around it, such as a file's last line end, is not part of it, nor
    /// is the byte order mark that some editors begin a file with.
    public init(_ value: String) {
        let isSpace: (Unicode.Scalar) -> Bool = {
            $0 == " " || $0 == "\n" || $0 == "\r" || $0 == "\t" || $0 == "\u{FEFF}"
        }
        var scalars = value.unicodeScalars[...]
        while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        self.init(verbatim: String(scalars))
    }

    /// Wraps a secret to which white space may belong, such as a password.
    public init(verbatim value: String) {
        self.value = value
        search = KeySearch(value)
    }

    /// The key itself, for the `Authorization` header alone.
    public var revealed: String { value }

    public var isEmpty: Bool { value.isEmpty }
    public var description: String { "•••" }
    public var debugDescription: String { "•••" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// The fewest bytes of a key that is looked for in texts.
    public static let shortestRedacted = 12

    /// What every key of LeadLex begins with, which is no secret.
    public static let publicStart = "wbk_"

    /// Replaces every occurrence of the key in a text, such as a server's error that quotes it.
    ///
    /// It is found also without its public start, cut by characters of which no key is made, shown
    /// or not, and by control sequences and tags, spelt with the escapes of JSON, Markdown and URLs
    /// or the references of HTML, and where the text was shortened in its middle. It is not found
    /// where letters, digits, `_` or `-` stand in it, backwards, or encoded otherwise.
    ///
    /// Keys of fewer than 12 bytes are left alone: they are no real ones, and would be found in
    /// ordinary words. The comparison is by bytes. By characters, a combining mark behind the key
    /// would hide it.
    public func redacted(from text: String) -> String {
        let bytes = Array(text.utf8)
        let ranges = ranges(in: bytes)
        return ranges.isEmpty
            ? text : String(decoding: Self.replacing(ranges, in: bytes), as: UTF8.self)
    }

    /// The same of bytes of any kind.
    package func redacted(from bytes: [UInt8]) -> [UInt8] {
        Self.replacing(ranges(in: bytes), in: bytes)
    }

    private static func replacing(_ ranges: [Range<Int>], in bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var copied = 0
        for range in ranges {
            output += bytes[copied..<range.lowerBound] + Array("•••".utf8)
            copied = range.upperBound
        }
        return output + bytes[copied...]
    }

    /// Replaces whatever looks like a key of LeadLex, for texts that are kept before it is known
    /// which key is in use: the public start with letters, digits, `_` or `-` behind it, also where
    /// backslashes or characters that nobody sees stand between these.
    ///
    /// - Parameter shortest: As many have to stand there.
    public static func withoutKeys(_ text: String, shortest: Int = 16) -> String {
        let start = Array(publicStart.unicodeScalars)
        guard text.utf8.count >= start.count + shortest, text.utf8.contains(0x77) else {
            return text
        }
        let scalars = Array(text.unicodeScalars)
        let seen = scalars.indices.filter { !isUnseen(scalars[$0]) }
        var output = String.UnicodeScalarView()
        var copied = 0
        var position = 0
        while position + start.count + shortest <= seen.count {
            let place = position
            position += 1
            guard start.indices.allSatisfy({ scalars[seen[place + $0]] == start[$0] }) else {
                continue
            }
            let tail = seen[(place + start.count)...].prefix {
                scalars[$0].isASCII && KeySearch.isOfKeys(UInt8(scalars[$0].value))
            }
            guard tail.count >= shortest, let end = tail.last else { continue }
            output.append(contentsOf: scalars[copied..<seen[place]])
            output.append(contentsOf: "•••".unicodeScalars)
            copied = end + 1
            position = tail.endIndex
        }
        output.append(contentsOf: scalars[copied...])
        return String(output)
    }

    /// Whether nothing is seen of a character, or it is the backslash that escapes another.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n" && scalar != "\r" && scalar != "\t"
        case .format: true
        default: scalar == "\\"
        }
    }

    /// Where the key stands in bytes of any kind, in order, as ``redacted(from:)`` finds it.
    package func ranges(in bytes: [UInt8], isShortened: Bool = true) -> [Range<Int>] {
        guard value.utf8.count >= Self.shortestRedacted else { return [] }
        return search.ranges(in: bytes, isShortened: isShortened)
    }

    /// What of the end of a text may go on as the key; `nil` for nothing, and behind a whole key.
    package func ending(of bytes: [UInt8]) -> KeySearch.Ending? {
        guard value.utf8.count >= Self.shortestRedacted else { return nil }
        return search.ending(of: bytes)
    }

    /// How many bytes of the key are in front of its secret part.
    package var publicCount: Int {
        value.utf8.starts(with: Self.publicStart.utf8) ? Self.publicStart.utf8.count : 0
    }

    /// The fewest bytes of a key, behind its public start, that are taken for it where the rest is
    /// not there.
    package static let shortestCut = KeySearch.shortestCut
}
