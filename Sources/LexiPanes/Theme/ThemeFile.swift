import LexiScreen
import TOMLKit

/// Why a theme file cannot be used; the text names the file, the line and what is right.
public struct ThemeError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
}

/// Reads theme files (TOML).
///
/// ```toml
/// name = "night"
/// extends = "dark"                          # optional
/// [roles]
/// heading = { fg = "#ffcc00", bold = true }  # see Role for the names
/// ```
/// Colours are `"default"`, one of the sixteen ANSI names (`"bright-blue"`), `"#rrggbb"`, or a
/// palette number 0 to 255.
public enum ThemeFile {
    /// - Parameters:
    ///   - text: The file's content.
    ///   - file: Its name, for errors.
    ///   - base: Finds the theme that this one extends.
    public static func parse(
        _ text: String, file: String, base: (String) throws(ThemeError) -> Theme
    ) throws(ThemeError) -> Theme {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw ThemeError(
                description: "\(file):\(error.source.begin.line): \(error.description)")
        } catch {
            throw ThemeError(description: "\(file): \(error)")
        }
        let reader = Reader(text: text, file: file)
        try reader.checkNames(table.keys, among: ["name", "extends", "roles"])
        guard let name = table["name"]?.string else {
            throw ThemeError(description: "\(file): name = \"…\" is missing")
        }
        var styles: [Role: Style] = [:]
        if let parent = table["extends"]?.string {
            let theme = try base(parent)
            for role in Role.allCases { styles[role] = theme[role] }
        }
        if let roles = table["roles"]?.table {
            try reader.checkNames(roles.keys, among: Role.allCases.map(\.name))
            for key in roles.keys {
                guard let role = Role(name: key), let entry = roles[key]?.table else {
                    throw reader.error(at: key, "\(key) is not a table such as { fg = \"red\" }")
                }
                styles[role] = try reader.style(entry, role: key)
            }
        }
        return Theme(name: name, styles: styles)
    }
}

private struct Reader {
    let text: String
    let file: String

    private static let attributes: [(name: String, attribute: Style.Attributes)] = [
        ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline),
        ("reverse", .reverse),
    ]

    func style(_ entry: TOMLTable, role: String) throws(ThemeError) -> Style {
        try checkNames(entry.keys, among: ["fg", "bg"] + Self.attributes.map(\.name))
        var style = Style.plain
        if let value = entry["fg"] { style.foreground = try color(value, role: role) }
        if let value = entry["bg"] { style.background = try color(value, role: role) }
        for (name, attribute) in Self.attributes {
            guard let value = entry[name] else { continue }
            guard let isOn = value.bool else {
                throw error(at: role, "\(name) of \(role) is neither true nor false")
            }
            if isOn { style.attributes.insert(attribute) }
        }
        return style
    }

    private func color(
        _ value: some TOMLValueConvertible, role: String
    ) throws(ThemeError) -> Color {
        if let index = value.int {
            guard let index = UInt8(exactly: index) else {
                throw error(at: role, "colour \(index) of \(role) is not between 0 and 255")
            }
            return .palette(index)
        }
        guard let name = value.string, let color = Color(themeName: name) else {
            throw error(
                at: role,
                "a colour of \(role) is not \"default\", an ANSI name, \"#rrggbb\" or 0 to 255")
        }
        return color
    }

    func checkNames(_ names: [String], among known: [String]) throws(ThemeError) {
        for name in names where !known.contains(name) {
            let nearest = known.min { $0.distance(to: name) < $1.distance(to: name) } ?? ""
            throw error(at: name, "unknown name \"\(name)\"; did you mean \"\(nearest)\"?")
        }
    }

    func error(at key: String, _ reason: String) -> ThemeError {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = lines.firstIndex { $0.contains(key) }.map { ":\($0 + 1)" } ?? ""
        return ThemeError(description: "\(file)\(line): \(reason)")
    }
}

extension Color {
    private static let names = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    ]

    /// A colour by its name in a theme file; `nil` when there is none of that name.
    init?(themeName name: String) {
        if name == "default" {
            self = .terminalDefault
        } else if let index = Self.names.firstIndex(of: name) {
            self = .palette(UInt8(index))
        } else if name.hasPrefix("bright-"),
            let index = Self.names.firstIndex(of: String(name.dropFirst(7)))
        {
            self = .palette(UInt8(index + 8))
        } else if name.hasPrefix("#"), name.utf8.count == 7,
            let value = UInt32(name.dropFirst(), radix: 16)
        {
            self = .rgb(value)
        } else {
            return nil
        }
    }
}

extension String {
    /// Levenshtein distance, for "did you mean".
    fileprivate func distance(to other: String) -> Int {
        let other = Array(other)
        var row = Array(0...other.count)
        for (index, character) in self.enumerated() {
            var previous = row[0]
            row[0] = index + 1
            for column in other.indices {
                let substituted = previous + (other[column] == character ? 0 : 1)
                previous = row[column + 1]
                row[column + 1] = Swift.min(substituted, row[column] + 1, previous + 1)
            }
        }
        return row[other.count]
    }
}
