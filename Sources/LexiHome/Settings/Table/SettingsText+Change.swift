internal import LexiTOML

extension SettingsText {
    /// A settings file's text with another theme in it, and all else, comments too, as it was.
    ///
    /// - Returns: `nil` where the text is written in a way that is not understood well enough to
    ///   be changed; then nothing should be.
    public static func text(_ text: String, withTheme theme: String) -> String? {
        self.text(text, with: ["theme"], being: TOMLText.string(theme))
    }

    /// A settings file's text with another value in it, and all else, comments too, as it was.
    ///
    /// - Parameters:
    ///   - path: The setting's name, behind that of its table if it is in one.
    ///   - value: In TOML: a string, a number, or a truth.
    /// - Returns: `nil` where the text is written in a way that is not understood well enough to
    ///   be changed; then nothing should be.
    static func text(_ text: String, with path: [String], being value: String) -> String? {
        guard isOneValue(value), let before = read(text), let name = path.last,
            let wanted = read("value = \(value)\n")?.flattened
        else { return nil }
        let line = "\(name) = \(value)"
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let values = before.flattened
        if values[path] != nil, let place = before.place(of: path) {
            guard lines.indices.contains(place.line - 1),
                let changed = replaceValue(in: lines[place.line - 1], from: place.column, by: value)
            else { return nil }
            lines[place.line - 1] = changed
        } else if path.count == 1 {
            insert(line, name, atTopOf: &lines)
        } else {
            insert(line, name, inTable: path[0], of: &lines)
        }
        var changed = lines.joined(separator: "\n")
        if !changed.hasSuffix("\n") { changed += "\n" }
        // It has to mean what it meant, and the new value.
        guard let after = read(changed)?.flattened,
            after[path] == wanted[["value"]],
            after.filter({ $0.key != path }) == values.filter({ $0.key != path })
        else { return nil }
        return changed
    }

    /// Whether a text is a value in TOML and nothing more: what followed it would be settings that
    /// nobody asked for.
    static func isOneValue(_ text: String) -> Bool {
        !text.contains(where: \.isNewline)
            && read("value = \(text)\n")?.flattened.keys.elementsEqual([["value"]]) == true
    }

    private static func read(_ text: String) -> CheckedTable? {
        do throws(TOMLFileError) {
            return try CheckedTable(parsing: text, file: "")
        } catch {
            return nil
        }
    }

    /// `key = "value"  # comment` with another value; `nil` for values of other forms.
    private static func replaceValue(
        in line: String, from column: Int, by value: String
    ) -> String? {
        let scalars = line.unicodeScalars
        guard
            let key = scalars.index(
                scalars.startIndex, offsetBy: column - 1, limitedBy: scalars.endIndex),
            let equals = line[key...].firstIndex(of: "=")
        else { return nil }
        let rest = line[line.index(after: equals)...]
        guard let start = rest.firstIndex(where: { $0 != " " && $0 != "\t" }) else { return nil }
        let quote = rest[start]
        let isString = value.hasPrefix("\"")
        guard quote == "\"" || quote == "'" else {
            let end = rest[start...].firstIndex { ",}#\t\r ".contains($0) } ?? rest.endIndex
            guard !isString, end > start, quote != "[", quote != "{" else { return nil }
            return line[..<start] + value + line[end...]
        }
        guard isString, let end = rest[rest.index(after: start)...].firstIndex(of: quote) else {
            return nil
        }
        let inside = rest[rest.index(after: start)..<end]
        guard !inside.isEmpty, !inside.contains("\\") else { return nil }
        return line[..<start] + value + line[line.index(after: end)...]
    }

    private static func insert(_ line: String, _ name: String, atTopOf lines: inout [String]) {
        let end = firstTable(lines)
        if let example = lines.firstIndex(where: { $0.hasPrefix("#\(name) = ") }), example < end {
            lines.insert(line, at: example + 1)
        } else {
            let isLast = end == lines.count
            lines.insert(contentsOf: isLast ? [line] : [line, ""], at: insertion(lines))
        }
    }

    private static func insert(
        _ line: String, _ name: String, inTable table: String, of lines: inout [String]
    ) {
        guard let heading = lines.firstIndex(where: { isHeading($0, of: table) }) else {
            while lines.last == "" { lines.removeLast() }
            if !lines.isEmpty { lines.append("") }
            lines += ["[\(table)]", line, ""]
            return
        }
        let rest = lines[(heading + 1)...]
        let end = rest.firstIndex { isTable($0) } ?? lines.count
        let example = lines[heading + 1..<end].firstIndex { $0.hasPrefix("#\(name) = ") }
        lines.insert(line, at: (example ?? heading) + 1)
    }

    private static func isHeading(_ line: String, of table: String) -> Bool {
        let text = line.prefix { $0 != "#" }.filter { $0 != " " && $0 != "\t" && $0 != "\r" }
        return text == "[\(table)]"
    }

    private static func isTable(_ line: String) -> Bool {
        line.drop { $0 == " " || $0 == "\t" }.hasPrefix("[")
    }

    private static func firstTable(_ lines: [String]) -> Int {
        lines.firstIndex(where: isTable) ?? lines.count
    }

    /// Above the first table and the comment that belongs to it; else at the end.
    private static func insertion(_ lines: [String]) -> Int {
        var index = firstTable(lines)
        if index == lines.count { return lines.last == "" ? index - 1 : index }
        while index > 0, lines[index - 1].hasPrefix("#") { index -= 1 }
        return index
    }
}
