public import LexiScreen

/// The theme that fits the terminal's background: what `theme = "auto"` means.
public enum BackgroundTheme {
    /// The name of the choice, which is no theme's.
    public static let choice = "auto"

    /// The theme for a background; the dark one as long as it is not known.
    ///
    /// - Throws: ``ThemeError`` when a shipped theme cannot be read, which tests rule out.
    public static func theme(on background: BackgroundColor?) throws(ThemeError) -> Theme {
        try ThemeLibrary.theme(named: background?.isLight == true ? "light" : "dark")
    }
}
