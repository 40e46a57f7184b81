internal import LexiTOML

/// What the user has set.
public struct Settings: Sendable, Hashable {
    /// The file they came from; `nil` when there is none.
    public var file: String?
    /// The profile that is used when nobody names one.
    public var profileName: String?
    public var theme: String?
    /// Single-column ASCII instead of Unicode drawing.
    public var isASCII: Bool?
    /// The columns, 1 or 2, of characters about whose width terminals disagree.
    public var ambiguousWidth: Int?
    /// Whether spinners turn and times run more often than once a second.
    public var hasMotion: Bool?
    /// Whether the mouse is on to begin with.
    public var hasMouse: Bool?
    /// How thoughts are shown at first.
    public var thinking: Thinking?

    /// How thoughts are shown.
    public enum Thinking: String, Sendable, Hashable, CaseIterable {
        /// Open while a turn runs, one line when it has ended.
        case live
        case open
        /// Always one line.
        case hidden
    }

    /// Where copies go.
    public var clipboard: Clipboard?
    /// How the end of a run is told to who looks elsewhere.
    public var notify: Notify?
    /// Whether what the user writes is written down, for the next start.
    public var keepsHistory: Bool?

    /// Where copies go.
    public enum Clipboard: String, Sendable, Hashable, CaseIterable {
        /// To the terminal's clipboard, and to a file where that cannot be.
        case osc52
        /// To a file alone.
        case file
        case both
    }

    /// How the end of a run is told to who looks elsewhere.
    public enum Notify: String, Sendable, Hashable, CaseIterable {
        /// By a notification where the terminal is known to show them, else by its bell.
        case auto
        case bell, osc9, osc777, none
    }

    /// For all profiles that say nothing else.
    public var limits = WaitingLimits()
    /// In alphabetical order.
    public var profiles: [Profile] = []

    /// What stands in the tables of others, by the name of the table and of the row; a row that is
    /// switched off has no values. See ``OpenTable``.
    public var open: [String: [String: [String]]] = [:]

    public init() {}

    /// The profile of a name, or the one that is used without: the one that `profile` names, else
    /// the one called `default`, else the only one.
    ///
    /// - Returns: `nil` when no name is given and there is no such profile.
    /// - Throws: ``SettingsError`` when there is no profile of the name.
    public func profile(named name: String?) throws(SettingsError) -> Profile? {
        if let name = name ?? profileName {
            if let profile = profiles.first(where: { $0.name == name }) { return profile }
            throw unknownProfile(name)
        }
        return profiles.first { $0.name == "default" } ?? (profiles.count == 1 ? profiles[0] : nil)
    }

    private func unknownProfile(_ name: String) -> SettingsError {
        let names = profiles.map(\.name)
        let place = file.map { " in \($0)" } ?? "; there is no settings file"
        var words = "there is no profile \"\(name)\"\(place)"
        if let nearest = NearestName.of(name, among: names) {
            words += "; did you mean \"\(nearest)\"?"
        } else if !names.isEmpty {
            words += "; there are: \(names.joined(separator: ", "))"
        }
        return SettingsError(words)
    }
}

/// Why settings, or what they point to, cannot be used; it says what to change.
public struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
    /// The same without a word on how many more mistakes there are.
    public let first: String
    /// How many more mistakes the settings file has.
    public let moreCount: Int

    init(_ description: String, more: Int = 0) {
        first = description
        moreCount = more
        self.description =
            more == 0
            ? description
            : "\(description)\n  \(Self.count(more)): lexi config check"
    }

    private static func count(_ more: Int) -> String {
        "\(more) more mistake\(more == 1 ? "" : "s")"
    }

    /// The same in one line.
    public var line: String {
        moreCount == 0 ? first : "\(first); \(Self.count(moreCount)): lexi config check"
    }
}
