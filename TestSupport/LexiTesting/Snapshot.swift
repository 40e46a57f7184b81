public import LexiScreen

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Compares pictures with files that were looked at once and committed.
///
/// A file holds the text between bars, then a map of one letter a cell for its style (`.` for the
/// terminal's own), then what the letters mean. A missing file is written and fails the test;
/// with `LEXI_RECORD=1` in the environment all are written anew.
public enum Snapshot {
    /// A picture is not the one in its file, or there was no file.
    public struct Mismatch: Error, CustomStringConvertible {
        public var description: String
    }

    /// Compares a picture with `__Snapshots__/NAME.txt` beside the test's source.
    public static func check(
        _ grid: Grid, named name: String, filePath: String = #filePath
    ) throws {
        try check(text: describe(grid), named: name, filePath: filePath)
    }

    /// The same with the cursor's place.
    public static func check(
        _ frame: Frame, named name: String, filePath: String = #filePath
    ) throws {
        let cursor = frame.cursor.map { "column \($0.column), row \($0.row)" } ?? "hidden"
        try check(
            text: describe(frame.grid) + "cursor: \(cursor)\n", named: name, filePath: filePath)
    }

    /// Compares any text.
    public static func check(
        text: String, named name: String, filePath: String = #filePath
    ) throws {
        let directory =
            filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/") + "/__Snapshots__"
        try check(text: text, path: "\(directory)/\(name).txt")
    }

    /// Compares a text with the file of a path, such as a page that is made from a table.
    public static func check(text: String, path: String) throws {
        let directory = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        if getenv("LEXI_RECORD").map({ String(cString: $0) }) == "1" {
            return try write(text, to: path, in: directory)
        }
        guard let expected = try read(path) else {
            try write(text, to: path, in: directory)
            throw Mismatch(description: "\(path) was missing and is written now: look at it")
        }
        guard expected != text else { return }
        throw Mismatch(
            description: "differs from \(path) (LEXI_RECORD=1 renews it):\n"
                + difference(expected, text))
    }

    // MARK: Pictures as text

    static func describe(_ grid: Grid) -> String {
        var lines = ["\(grid.size.columns)x\(grid.size.rows)"]
        var letters: [Style: Character] = [.plain: "."]
        var legend: [String] = []
        var map: [String] = []
        let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        for row in 0..<grid.size.rows {
            var text = ""
            var styles = ""
            for cell in grid.row(row) {
                text += cell.glyph.text
                let letter =
                    letters[cell.style]
                    ?? (legend.count < alphabet.count ? alphabet[legend.count] : "?")
                if letters[cell.style] == nil {
                    letters[cell.style] = letter
                    legend.append("\(letter)  \(describe(cell.style))")
                }
                styles.append(letter)
            }
            lines.append("|\(text)|")
            map.append("|\(styles)|")
        }
        lines.append("styles")
        lines += map
        return (lines + legend).joined(separator: "\n") + "\n"
    }

    /// A style in words: colours and attributes.
    public static func describe(_ style: Style) -> String {
        let names: [(Style.Attributes, String)] = [
            (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"),
            (.reverse, "reverse"), (.strikethrough, "strikethrough"),
        ]
        let attributes = names.filter { style.attributes.contains($0.0) }.map(\.1)
        return
            (["\(describe(style.foreground)) on \(describe(style.background))"] + attributes)
            .joined(separator: " ")
    }

    private static func describe(_ color: Color) -> String {
        func hex(_ value: UInt8) -> String {
            (value < 16 ? "0" : "") + String(value, radix: 16)
        }
        return switch color.kind {
        case .terminalDefault: "default"
        case .palette(let index): "\(index)"
        case .rgb(let red, let green, let blue): "#\(hex(red))\(hex(green))\(hex(blue))"
        }
    }

    private static func difference(_ expected: String, _ actual: String) -> String {
        let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let actual = actual.split(separator: "\n", omittingEmptySubsequences: false)
        var lines: [String] = []
        for index in 0..<max(expected.count, actual.count) {
            let before = index < expected.count ? expected[index] : nil
            let after = index < actual.count ? actual[index] : nil
            if before == after {
                lines.append("  \(before ?? "")")
            } else {
                if let before { lines.append("- \(before)") }
                if let after { lines.append("+ \(after)") }
            }
        }
        return lines.joined(separator: "\n")
    }

    // MARK: Files

    private static func read(_ path: String) throws -> String? {
        guard let file = fopen(path, "r") else {
            if errno == ENOENT { return nil }
            throw SystemCallError("open \(path)")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func write(_ text: String, to path: String, in directory: String) throws {
        if mkdir(directory, 0o755) != 0, errno != EEXIST {
            throw SystemCallError("mkdir \(directory)")
        }
        guard let file = fopen(path, "w") else { throw SystemCallError("open \(path)") }
        let bytes = Array(text.utf8)
        let count = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, count == bytes.count else {
            throw SystemCallError("write \(path)")
        }
    }
}
