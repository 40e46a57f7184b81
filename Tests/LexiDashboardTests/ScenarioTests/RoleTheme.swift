import LexiPanes
import LexiScreen
import LexiTesting

/// A theme in which each role is told from all others, so that a picture can name the roles.
enum RoleTheme {
    static let theme = Theme(
        name: "roles",
        styles: Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, style($0)) }))

    private static func style(_ role: Role) -> Style {
        let color = Color.palette(UInt8(200 - role.rawValue))
        return Style(foreground: color, background: color)
    }

    /// The role and attributes of a style; of one of another theme, what it looks like.
    static func name(of style: Style) -> String {
        guard
            let role = Role.allCases.first(where: {
                self.style($0).foreground == style.foreground
                    && self.style($0).background == style.background
            })
        else { return Snapshot.describe(style) }
        var plain = style
        plain.foreground = .terminalDefault
        plain.background = .terminalDefault
        return role.name + Snapshot.describe(plain).dropFirst("default on default".count)
    }
}
