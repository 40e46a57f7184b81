internal import LexiTOML

extension SettingsText {
    /// A settings file's text with another theme in it, and all else, comments too, as it was.
    ///
    /// - Returns: `nil` where the text is written in a way that is not understood well enough to
    ///   be changed; then nothing should be.
    public static func text(_ text: String, withTheme theme: String) -> String? {
        let line = "theme = \(TOMLText.string(theme))"
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let before = read(text) else { return nil }
        if let place = before.place(of: ["theme"]), before.keys.contains("theme") {
            guard lines.indices.contains(place.line - 1),
                let changed = replaceValue(in: lines[place.line - 1], by: TOMLText.string(theme))
            else { return nil }
            lines[place.line - 1] = changed
        } else if let example = lines.firstIndex(where: { $0.hasPrefix("#theme = ") }),
            example < firstTable(lines)
        {
            lines.insert(line, at: example + 1)
        } else {
            let isLast = firstTable(lines) == lines.count
            lines.insert(contentsOf: isLast ? [line] : [line, ""], at: insertion(lines))
        }
        var changed = lines.joined(separator: "\n")
        if !changed.hasSuffix("\n") { changed += "\n" }
        // It has to mean what it meant, and the theme.
        guard let after = read(changed), hasTheme(after, theme),
            Set(after.keys) == Set(before.keys).union(["theme"])
        else { return nil }
        return changed
    }

    private static func read(_ text: String) -> CheckedTable? {
        do throws(TOMLFileError) {
            return try CheckedTable(parsing: text, file: "")
        } catch {
            return nil
        }
    }

    private static func hasTheme(_ table: CheckedTable, _ theme: String) -> Bool {
        table.scalar("theme") == .string(theme)
    }

    /// `key = "value"  # comment` with another value; `nil` for values of other forms.
    private static func replaceValue(in line: String, by value: String) -> String? {
        guard let equals = line.firstIndex(of: "=") else { return nil }
        let rest = line[line.index(after: equals)...]
        guard let start = rest.firstIndex(where: { $0 != " " && $0 != "\t" }) else { return nil }
        let quote = rest[start]
        guard quote == "\"" || quote == "'",
            let end = rest[rest.index(after: start)...].firstIndex(of: quote)
        else { return nil }
        let inside = rest[rest.index(after: start)..<end]
        guard !inside.isEmpty, !inside.contains("\\") else { return nil }
        return line[..<start] + value + line[line.index(after: end)...]
    }

    private static func firstTable(_ lines: [String]) -> Int {
        lines.firstIndex { $0.drop { $0 == " " || $0 == "\t" }.hasPrefix("[") } ?? lines.count
    }

    /// Above the first table and the comment that belongs to it; else at the end.
    private static func insertion(_ lines: [String]) -> Int {
        var index = firstTable(lines)
        if index == lines.count { return lines.last == "" ? index - 1 : index }
        while index > 0, lines[index - 1].hasPrefix("#") { index -= 1 }
        return index
    }
}

extension SettingsText {
    /// What has to be done to a settings file so that it names a theme.
    public enum Change: Sendable, Hashable {
        /// Nothing: it does.
        case unchanged
        /// It should read like this.
        case changed(String)
        /// It is written in a way that is better changed by hand.
        case unclear
        /// In words that follow the path.
        case unreadable(String)
    }

    /// Works out what a settings file should read like with another theme; one that is not there
    /// begins with it.
    public static func change(_ file: String, theme: String) -> Change {
        switch SmallFile.read(file, most: SettingsReading.maximumBytes) {
        case .failure(let error) where error.isMissing:
            return text("", withTheme: theme).map(Change.changed) ?? .unclear
        case .failure(let error): return .unreadable(error.description)
        case .success(let found):
            guard let before = String(validating: found.bytes, as: UTF8.self),
                let after = text(before, withTheme: theme)
            else { return .unclear }
            return after == before ? .unchanged : .changed(after)
        }
    }
}
