/// The theme files that are compiled into the program, so that it finds them wherever it runs.
///
/// A new theme is a file in `builtin/` and a line in ``all``.
public enum BuiltInThemes {
    /// A theme file's name, without its ending, and its text.
    public struct File: Sendable {
        public let name: String
        public var text: String { String(decoding: bytes(), as: UTF8.self) }
        private let bytes: @Sendable () -> [UInt8]

        /// - Parameter bytes: Not looked at before the theme is used.
        init(_ name: String, _ bytes: @autoclosure @escaping @Sendable () -> [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// The shipped themes, the default first.
    public static let all: [File] = [
        File("dark", PackageResources.dark_toml),
        File("light", PackageResources.light_toml),
        File("high-contrast", PackageResources.high_contrast_toml),
        File("colorblind-dark", PackageResources.colorblind_dark_toml),
        File("colorblind-light", PackageResources.colorblind_light_toml),
        File("gruvbox-dark", PackageResources.gruvbox_dark_toml),
        File("gruvbox-light", PackageResources.gruvbox_light_toml),
        File("solarized-dark", PackageResources.solarized_dark_toml),
        File("solarized-light", PackageResources.solarized_light_toml),
        File("nord", PackageResources.nord_toml),
        File("dracula", PackageResources.dracula_toml),
        File("catppuccin-mocha", PackageResources.catppuccin_mocha_toml),
        File("catppuccin-latte", PackageResources.catppuccin_latte_toml),
        File("tokyo-night", PackageResources.tokyo_night_toml),
        File("one-dark", PackageResources.one_dark_toml),
        File("one-light", PackageResources.one_light_toml),
        File("mono", PackageResources.mono_toml),
    ]
}
