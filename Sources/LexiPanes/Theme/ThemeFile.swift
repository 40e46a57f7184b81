import LexiScreen
import LexiTOML

/// Why a theme cannot be used; the text names the file, the line and what is right.
public struct ThemeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Every mistake, in the order of the file.
    public let mistakes: [String]

    /// The first mistake.
    public var description: String { mistakes[0] }

    init(_ description: String) { mistakes = [description] }
    init(_ mistakes: [TOMLFileError]) { self.mistakes = mistakes.map(\.description) }
}

/// A theme file (TOML), read but not yet put together with what it extends.
///
/// ```toml
/// name = "night"                             # optional: the file's own name counts
/// extends = "dark"                           # optional
/// [colors]                                   # optional: names for colours
/// gold = "#ffcc00"
/// [roles]
/// heading = { fg = "gold", bold = true }     # see Role for the names
/// ```
/// Colours are `"default"`, one of the sixteen ANSI names (`"bright-blue"`), `"#rrggbb"`, a
/// palette number 0 to 255, and in roles a name of `[colors]`. What extends a theme may give the
/// names other colours. The name `background` is the background of every role that has none, and
/// `text` the ink.
struct ThemeFile {
    /// A colour of a role: itself, or by a name of `[colors]`.
    enum Ink: Hashable {
        case color(Color)
        case named(String)
    }

    struct RoleStyle: Hashable {
        var foreground: Ink = .named("text")
        var background: Ink = .named("background")
        var attributes: Style.Attributes = []
    }

    var colors: [String: Color] = [:]
    var roles: [Role: RoleStyle] = [:]

    /// - Parameters:
    ///   - text: The file's content.
    ///   - file: Its name, for errors.
    ///   - base: Finds the theme that this one extends.
    init(
        _ text: String, file: String, base: (String) throws(ThemeError) -> ThemeFile
    ) throws(ThemeError) {
        var mistakes = TOMLMistakes()
        do throws(TOMLFileError) {
            read(try CheckedTable(parsing: text, file: file), base: base, &mistakes)
        } catch {
            mistakes.add([error])
        }
        let all = mistakes.all
        guard all.isEmpty else { throw ThemeError(all) }
    }

    /// The theme with every role's style.
    func theme(named name: String) -> Theme {
        func color(_ ink: Ink) -> Color {
            switch ink {
            case .color(let color): color
            case .named(let name): colors[name] ?? .terminalDefault
            }
        }
        let text = roles[.text] ?? RoleStyle()
        return Theme(
            name: name,
            styles: Dictionary(
                uniqueKeysWithValues: Role.allCases.map { role in
                    let style = roles[role] ?? text
                    return (
                        role,
                        Style(
                            foreground: color(style.foreground),
                            background: color(style.background), attributes: style.attributes)
                    )
                }))
    }

    private mutating func read(
        _ table: CheckedTable, base: (String) throws(ThemeError) -> ThemeFile,
        _ mistakes: inout TOMLMistakes
    ) {
        mistakes.add(table.unknownNames(besides: ["name", "extends", "colors", "roles"]))
        _ = mistakes.keep { () throws(TOMLFileError) in try table.string("name") }
        let parent = mistakes.keep { () throws(TOMLFileError) in
            try Self.parent(of: table, base: base)
        }
        if let parent { self = parent }
        let inherited = Set(colors.keys)
        let named = mistakes.keep { () throws(TOMLFileError) in try table.table("colors") }
        for name in named?.keys ?? [] {
            let color = mistakes.keep { () throws(TOMLFileError) in
                try Self.color(name, of: named!, of: "[colors]")
            }
            if let color { colors[name] = color }
        }
        if let entries = mistakes.keep({ () throws(TOMLFileError) in try table.table("roles") }) {
            mistakes.add(entries.unknownNames(besides: Role.allCases.map(\.name)))
            for role in Role.allCases {
                let found = mistakes.keep { () throws(TOMLFileError) in
                    try entries.table(role.name).map { entry throws(TOMLFileError) in
                        try self.style(entry, role: role.name)
                    }
                }
                if let found { roles[role] = found }
            }
        }
        if let named, table.keys.contains("extends") {
            mistakes.add(named.unknownNames(besides: inherited.union(usedNames).sorted()))
        }
    }

    private static func parent(
        of table: CheckedTable, base: (String) throws(ThemeError) -> ThemeFile
    ) throws(TOMLFileError) -> ThemeFile? {
        guard let name = try table.string("extends") else { return nil }
        do throws(ThemeError) {
            return try base(name)
        } catch {
            throw table.error(at: "extends", error.description)
        }
    }

    /// A name that nothing uses is probably another one misspelt.
    private var usedNames: Set<String> {
        var names: Set<String> = ["background", "text"]
        for style in roles.values {
            for case .named(let name) in [style.foreground, style.background] { names.insert(name) }
        }
        return names
    }

    private static let attributes: [(name: String, attribute: Style.Attributes)] = [
        ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline),
        ("reverse", .reverse),
    ]

    private func style(
        _ entry: CheckedTable, role: String
    ) throws(TOMLFileError) -> RoleStyle {
        try entry.allow(["fg", "bg"] + Self.attributes.map(\.name))
        var style = RoleStyle()
        if let ink = try ink("fg", of: entry, role: role) { style.foreground = ink }
        if let ink = try ink("bg", of: entry, role: role) { style.background = ink }
        for (name, attribute) in Self.attributes where try entry.boolean(name) == true {
            style.attributes.insert(attribute)
        }
        return style
    }

    private func ink(
        _ key: String, of entry: CheckedTable, role: String
    ) throws(TOMLFileError) -> Ink? {
        if case .string(let name) = entry.scalar(key), colors[name] != nil { return .named(name) }
        return try Self.color(key, of: entry, of: role, known: colors.keys.sorted())
            .map(Ink.color)
    }

    private static func color(
        _ key: String, of entry: CheckedTable, of role: String, known: [String] = []
    ) throws(TOMLFileError) -> Color? {
        var hint = ""
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
            if let nearest = NearestName.of(name, among: Color.themeNames + known) {
                hint = "; did you mean \"\(nearest)\"?"
            }
        case .boolean, .other: break
        }
        let names = known.isEmpty ? "" : "a name of [colors], "
        throw entry.error(
            at: key,
            "a colour of \(role) is not \(names)\"default\", an ANSI name, \"#rrggbb\" or 0 to 255"
                + hint)
    }
}

extension Color {
    private static let names = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    ]

    /// The names of colours in theme files.
    static let themeNames = ["default"] + names + names.map { "bright-\($0)" }

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
            name.dropFirst().allSatisfy(\.isHexDigit),
            let value = UInt32(name.dropFirst(), radix: 16)
        {
            self = .rgb(value)
        } else {
            return nil
        }
    }
}
