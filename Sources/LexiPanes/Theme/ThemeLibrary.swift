internal import LexiTOML
import LexiThemes

/// The themes there are: those that ship inside the program, found wherever it runs from, and the
/// user's own.
public struct ThemeLibrary: Sendable {
    /// A theme of the user's.
    public struct OwnTheme: Sendable, Hashable {
        /// The file's name without its ending.
        public var name: String
        /// The file's path, for errors.
        public var file: String
        /// What is in it, or why that cannot be had.
        public var text: Result<String, ThemeFileUnreadable>

        public init(name: String, file: String, text: Result<String, ThemeFileUnreadable>) {
            self.name = name
            self.file = file
            self.text = text
        }
    }

    /// Why a theme file cannot be read.
    public struct ThemeFileUnreadable: Error, Sendable, Hashable {
        /// In words that follow the path.
        public let reason: String

        public init(reason: String) { self.reason = reason }
    }

    private let own: [OwnTheme]

    /// The shipped themes alone.
    public static let shipped = ThemeLibrary(own: [])

    /// - Parameter own: The user's themes. One of a shipped theme's name takes its place.
    public init(own: [OwnTheme]) { self.own = own }

    /// The names of all themes, the shipped ones first, in the order they are offered.
    public var names: [String] {
        let shipped = Self.names
        return shipped + own.map(\.name).filter { !shipped.contains($0) }.sorted()
    }

    /// What can be chosen: the background's theme, and all by their names.
    public var choices: [String] {
        [BackgroundTheme.choice] + names.filter { $0 != BackgroundTheme.choice }
    }

    /// The user's own themes that are of no use, with their mistakes.
    public var mistakes: [String] {
        own.flatMap { entry in
            do throws(ThemeError) {
                _ = try theme(named: entry.name)
                return [] as [String]
            } catch {
                return error.mistakes
            }
        }
    }

    /// The file of a theme of the user's; `nil` for shipped ones.
    public func file(of name: String) -> String? { own.first { $0.name == name }?.file }

    /// Loads a theme.
    ///
    /// - Throws: ``ThemeError`` when there is none of that name, naming those there are, or with
    ///   the mistakes of its file.
    public func theme(named name: String) throws(ThemeError) -> Theme {
        try file(named: name, within: []).theme(named: name)
    }

    /// Names of the shipped themes, in the order they are offered.
    public static var names: [String] { BuiltInThemes.all.map(\.name) }

    /// Loads a shipped theme.
    public static func theme(named name: String) throws(ThemeError) -> Theme {
        try shipped.theme(named: name)
    }

    /// - Parameter chain: The themes that extend this one, the outermost first.
    private func file(
        named name: String, within chain: [String]
    ) throws(ThemeError) -> ThemeFile {
        // What extends a theme of its own name means the shipped one.
        if chain.last != name, let entry = own.first(where: { $0.name == name }) {
            guard !chain.contains(name) else {
                let circle = (chain + [name]).joined(separator: " → ")
                throw ThemeError("the themes extend each other in a circle: \(circle)")
            }
            switch entry.text {
            case .success(let text):
                return try ThemeFile(text, file: entry.file) {
                    (parent: String) throws(ThemeError) in
                    try file(named: parent, within: chain + [name])
                }
            case .failure(let error): throw ThemeError("\(entry.file): \(error.reason)")
            }
        }
        guard let file = BuiltInThemes.all.first(where: { $0.name == name }) else {
            throw ThemeError(unknown(name))
        }
        return try ThemeFile(file.text, file: "\(name).toml") {
            (parent: String) throws(ThemeError) in
            try Self.shipped.file(named: parent, within: chain + ["", name])
        }
    }

    private func unknown(_ name: String) -> String {
        let words = "there is no theme \"\(name)\"; "
        if let nearest = NearestName.of(name, among: names) {
            return words + "did you mean \"\(nearest)\"?"
        }
        return words + "there are: " + names.joined(separator: ", ")
    }
}
