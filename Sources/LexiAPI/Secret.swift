/// An API key that cannot be printed by accident.
///
/// Every description of it, also inside another value's, reads `•••`.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let value: String
    /// What is looked for in texts: the key without its public start, if it has that and enough
    /// besides. Taken apart once, because every piece of an answer is looked through.
    private let core: [UInt8]

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
        let start = Self.publicStart.utf8
        // Without its start it is still secret enough, and still too long to be found by chance.
        let isTold =
            value.utf8.starts(with: start)
            && value.utf8.count - start.count >= Self.shortestRedacted
        core = Array(value.utf8.dropFirst(isTold ? start.count : 0))
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
    /// It is found also where its public start is spelt otherwise (`\u0077bk_`, `%77bk_`), where a
    /// control sequence cuts it, and where the text was shortened in its middle.
    ///
    /// Keys of fewer than 12 bytes are left alone: they are no real ones, and would be found in
    /// ordinary words. The comparison is by bytes. By characters, a combining mark behind the key
    /// would hide it.
    public func redacted(from text: String) -> String {
        guard value.utf8.count >= Self.shortestRedacted else { return text }
        let plain = replaced(in: text)
        // What a terminal would not show does not tell two halves of a key apart.
        for shown in [Sanitizer.text(plain), Sanitizer.text(Self.withoutC1(plain))]
        where shown != plain {
            let clean = replaced(in: shown)
            if clean != shown { return clean }
        }
        return plain
    }

    /// Replaces whatever looks like a key of LeadLex, for texts that are kept before it is known
    /// which key is in use: the public start with at least 16 letters, digits, `_` or `-` behind it.
    public static func withoutKeys(_ text: String) -> String {
        guard text.utf8.count >= publicStart.utf8.count + 16 else { return text }
        var output: [UInt8] = []
        var rest = Array(text.utf8)[...]
        let start = Array(publicStart.utf8)
        while let byte = rest.first {
            if rest.starts(with: start) {
                let tail = rest.dropFirst(start.count).prefix { isOfKey($0) }
                if tail.count >= 16 {
                    output += "•••".utf8
                    rest = rest[tail.endIndex...]
                    continue
                }
            }
            output.append(byte)
            rest.removeFirst()
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func isOfKey(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Whether the key stands in bytes of any kind, whole and without its public start, or as much
    /// of it as makes a key in front of the `…` of a shortened text.
    package func isQuoted(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard value.utf8.count >= Self.shortestRedacted else { return false }
        let first = core[0]
        let mark = Array("…".utf8)
        for start in bytes.indices where bytes[start] == first {
            var count = 0
            while count < core.count, start + count < bytes.count,
                bytes[start + count] == core[count]
            { count += 1 }
            if count == core.count
                || count >= Self.shortestCut && bytes[(start + count)...].starts(with: mark)
            {
                return true
            }
        }
        return false
    }

    /// How many bytes of the key, from its beginning on, a text ends with, if they are so many that
    /// they do not stand there by chance; 0 otherwise, and when it ends with the whole key.
    package func countOfPart(endingIn bytes: [UInt8]) -> Int {
        let key = Array(value.utf8)
        guard key.count >= Self.shortestRedacted else { return 0 }
        let start = core.count < key.count ? key.count - core.count : 0
        var count = min(key.count - 1, bytes.count)
        while count >= start + Self.shortestCut {
            if bytes.suffix(count).elementsEqual(key.prefix(count)) { return count }
            count -= 1
        }
        return 0
    }

    /// The text with each C1 control spelt as the ESC and the letter that it is short for: a
    /// sequence that it opens is text to us, but no key is shown for that.
    private static func withoutC1(_ text: String) -> String {
        let isC1 = { (scalar: Unicode.Scalar) in (0x80...0x9F).contains(scalar.value) }
        guard text.utf8.contains(0xC2), text.unicodeScalars.contains(where: isC1) else {
            return text
        }
        var spelt = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isC1(scalar) {
                spelt.append("\u{1B}")
                spelt.append(Unicode.Scalar(UInt8(scalar.value - 0x40)))
            } else {
                spelt.append(scalar)
            }
        }
        return String(spelt)
    }

    private func replaced(in text: String) -> String {
        let start = Self.publicStart.utf8
        let isTold = core.count < value.utf8.count
        var text = text
        let cleaned = text.withUTF8 { bytes -> String? in
            var output: [UInt8] = []
            var copied = 0
            var position = 0
            while position < bytes.count {
                guard bytes[position] == core[0],
                    let end = Self.end(of: core, in: bytes, at: position)
                else {
                    position += 1
                    continue
                }
                output += bytes[copied..<position]
                if isTold, output.suffix(start.count).elementsEqual(start) {
                    output.removeLast(start.count)
                }
                output += "•••".utf8
                position = end
                copied = end
            }
            if copied == 0 { return nil }
            output += bytes[copied...]
            return String(decoding: output, as: UTF8.self)
        }
        return cleaned ?? text
    }

    /// Where the key ends that begins at a place: behind all of it, or in front of the `…` that a
    /// shortened text ends with, if at least as much of it stands there as makes a key.
    private static func end(
        of key: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, at start: Int
    ) -> Int? {
        var count = 0
        while count < key.count, start + count < bytes.count, bytes[start + count] == key[count] {
            count += 1
        }
        if count == key.count { return start + count }
        let isCut = bytes[(start + count)...].elementsEqual("…".utf8)
        return isCut && count >= shortestCut ? start + count : nil
    }

    /// The fewest bytes of a key at the end of a shortened text that are taken for it.
    private static let shortestCut = 6
}
