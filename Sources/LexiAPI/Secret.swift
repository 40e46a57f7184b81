/// An API key that cannot be printed by accident.
///
/// Every description of it, also inside another value's, reads `•••`.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let value: String

    /// Wraps a key; white space around it, such as a file's last line end, is not part of it.
    public init(_ value: String) {
        let isSpace: (Unicode.Scalar) -> Bool = {
            $0 == " " || $0 == "\n" || $0 == "\r" || $0 == "\t"
        }
        var scalars = value.unicodeScalars[...]
        while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        self.value = String(scalars)
    }

    /// The key itself, for the `Authorization` header alone.
    public var revealed: String { value }

    public var isEmpty: Bool { value.isEmpty }
    public var description: String { "•••" }
    public var debugDescription: String { "•••" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// The fewest bytes of a key that is looked for in texts.
    public static let shortestRedacted = 12

    /// Replaces every occurrence of the key in a text, such as a server's error that quotes it.
    ///
    /// Keys of fewer than 12 bytes are left alone: they are no real ones, and would be found in
    /// ordinary words. The comparison is by bytes. By characters, a combining mark behind the key would hide it.
    public func redacted(from text: String) -> String {
        guard value.utf8.count >= Self.shortestRedacted, text.utf8.count >= value.utf8.count else {
            return text
        }
        let key = Array(value.utf8)
        var text = text
        let cleaned = text.withUTF8 { bytes -> String? in
            var output: [UInt8] = []
            var copied = 0
            var position = 0
            while position + key.count <= bytes.count {
                if bytes[position] == key[0],
                    bytes[position..<(position + key.count)].elementsEqual(key)
                {
                    output += bytes[copied..<position]
                    output += "•••".utf8
                    position += key.count
                    copied = position
                } else {
                    position += 1
                }
            }
            if copied == 0 { return nil }
            output += bytes[copied...]
            return String(decoding: output, as: UTF8.self)
        }
        return cleaned ?? text
    }
}
