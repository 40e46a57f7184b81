import LexiThemes

/// The themes that ship inside the program, found wherever it runs from.
public enum ThemeLibrary {
    /// Names of the shipped themes, in the order they are offered.
    public static var names: [String] { BuiltInThemes.all.map(\.name) }

    /// Loads a shipped theme.
    ///
    /// - Throws: ``ThemeError`` when there is none of that name, naming those there are.
    public static func theme(named name: String) throws(ThemeError) -> Theme {
        guard let file = BuiltInThemes.all.first(where: { $0.name == name }) else {
            throw ThemeError(
                description: "there is no theme \"\(name)\"; there are: "
                    + names.joined(separator: ", "))
        }
        return try ThemeFile.parse(file.text, file: "\(name).toml") {
            (parent: String) throws(ThemeError) in try theme(named: parent)
        }
    }
}
