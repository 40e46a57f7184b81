/// The lines of a source, for what the parser does not tell of it.
final class SourceLines {
    private let bytes: Substring.UTF8View
    /// Where each line begins; found when a line is first asked for.
    private lazy var starts: [Substring.Index] = {
        var starts = [bytes.startIndex]
        for index in bytes.indices where bytes[index] == 0x0A {
            starts.append(bytes.index(after: index))
        }
        return starts
    }()

    init(_ text: Substring) { bytes = text.utf8 }

    var endsInLineFeed: Bool { bytes.last == 0x0A }

    /// Whether more text would go on with the last line or paragraph.
    var endsInText: Bool {
        var lineFeeds = 0
        for byte in bytes.reversed() {
            if byte == 0x0A {
                lineFeeds += 1
                if lineFeeds > 1 { return false }
            } else if !byte.isBlank, byte != UInt8(ascii: ">") {
                return true
            }
        }
        return false
    }

    /// A line from a column on, both from 1, the column in bytes.
    func line(_ number: Int, from column: Int = 1) -> Substring.UTF8View {
        guard starts.indices.contains(number - 1) else { return bytes[bytes.endIndex...] }
        return bytes[starts[number - 1]...].dropFirst(max(0, column - 1)).prefix { $0 != 0x0A }
    }
}
