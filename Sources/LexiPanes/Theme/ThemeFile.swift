import LexiScreen
import LexiTOML

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
        do throws(TOMLFileError) {
            return try read(CheckedTable(parsing: text, file: file), base: base)
        } catch {
            throw ThemeError(description: error.description)
        }
    }

    private static func read(
        _ table: CheckedTable, base: (String) throws(ThemeError) -> Theme
    ) throws(TOMLFileError) -> Theme {
        try table.allow(["name", "extends", "roles"])
        guard let name = try table.string("name") else {
            throw table.error("name = \"…\" is missing")
        }
        var styles: [Role: Style] = [:]
        if let parent = try table.string("extends") {
            do throws(ThemeError) {
                let theme = try base(parent)
                for role in Role.allCases { styles[role] = theme[role] }
            } catch {
                throw table.error(at: "extends", error.description)
            }
        }
        if let roles = try table.table("roles") {
            try roles.allow(Role.allCases.map(\.name))
            for role in Role.allCases {
                guard let entry = try roles.table(role.name) else { continue }
                styles[role] = try style(entry, role: role.name)
            }
        }
        return Theme(name: name, styles: styles)
    }

    private static let attributes: [(name: String, attribute: Style.Attributes)] = [
        ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline),
        ("reverse", .reverse),
    ]

    private static func style(
        _ entry: CheckedTable, role: String
    ) throws(TOMLFileError) -> Style {
        try entry.allow(["fg", "bg"] + attributes.map(\.name))
        var style = Style.plain
        if let color = try color("fg", of: entry, role: role) { style.foreground = color }
        if let color = try color("bg", of: entry, role: role) { style.background = color }
        for (name, attribute) in attributes where try entry.boolean(name) == true {
            style.attributes.insert(attribute)
        }
        return style
    }

    private static func color(
        _ key: String, of entry: CheckedTable, role: String
    ) throws(TOMLFileError) -> Color? {
        switch entry.scalar(key) {
        case nil: return nil
        case .integer(let index):
            guard let index = UInt8(exactly: index) else {
                throw entry.error(
                    at: key, "colour \(index) of \(role) is not between 0 and 255")
            }
            return .palette(index)
        case .string(let name):
            if let color = Color(themeName: name) { return color }
        case .boolean, .other: break
        }
        throw entry.error(
            at: key, "a colour of \(role) is not \"default\", an ANSI name, \"#rrggbb\" or 0 to 255"
        )
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
