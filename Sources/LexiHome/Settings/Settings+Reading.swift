internal import LexiTOML

extension Settings {
    /// Reads the user's settings file.
    ///
    /// - Parameters:
    ///   - explicitPath: The file that was asked for, which then has to exist; else the one of
    ///     ``SettingsPaths/configurationFile``, which need not.
    ///   - tables: What else may stand in it.
    /// - Throws: ``SettingsError`` with file, line and column of what cannot be used.
    public init(
        explicitPath: String? = nil, paths: SettingsPaths, tables: [OpenTable] = []
    ) throws(SettingsError) {
        self = try SettingsReading(explicitPath: explicitPath, paths: paths, tables: tables)
            .usable()
    }

    /// Reads the text of a settings file.
    ///
    /// - Parameter file: Its path, for errors and for the relative paths in it.
    /// - Throws: ``SettingsError`` with file, line and column of what cannot be used.
    public init(text: String, file: String, paths: SettingsPaths) throws(SettingsError) {
        self = try SettingsReading(text: text, file: file, paths: paths).usable()
    }
}

/// A settings file that was read, with all its mistakes.
public struct SettingsReading {
    /// What could be read of it.
    public private(set) var settings = Settings()
    private var mistakes = TOMLMistakes()
    private var root: CheckedTable?
    private var file = ""
    private let tables: [OpenTable]

    /// More than any settings file needs.
    static let maximumBytes = 1 << 20

    /// Every mistake as `FILE:LINE:COLUMN: what is wrong`, in the order of the file.
    public var errors: [String] { mistakes.all.map(\.description) + elsewhere }
    /// The same without their places.
    var reasons: [String] { mistakes.all.map(\.reason) }
    /// Mistakes in other files.
    private var elsewhere: [String] = []

    /// The settings, where there is no mistake.
    ///
    /// - Throws: ``SettingsError`` with the first mistake.
    public func usable() throws(SettingsError) -> Settings {
        if let problem { throw problem }
        return settings
    }

    /// The first mistake, with how many more there are; `nil` without any.
    public var problem: SettingsError? {
        let errors = errors
        return errors.first.map { SettingsError($0, more: errors.count - 1) }
    }

    /// Adds a mistake that shows only beside other things than the file itself.
    ///
    /// - Parameter path: The names of the tables and of the key that it concerns.
    public mutating func note(_ reason: String, at path: [String]) {
        mistakes.add([TOMLFileError(file: file, place: root?.place(of: path), reason: reason)])
    }

    /// Adds mistakes of another file, which the settings name; each says where.
    public mutating func noteElsewhere(_ mistakes: [String]) { elsewhere += mistakes }

    /// Reads the user's settings file.
    ///
    /// - Parameters:
    ///   - explicitPath: The file that was asked for, which then has to exist; else the one of
    ///     ``SettingsPaths/configurationFile``, which need not.
    ///   - tables: What else may stand in it.
    public init(
        explicitPath: String? = nil, paths: SettingsPaths, tables: [OpenTable] = []
    ) {
        self.tables = tables
        guard let path = explicitPath ?? paths.configurationFile else { return }
        file = path
        let found: SmallFile
        switch SmallFile.read(path, most: Self.maximumBytes) {
        case .success(let read): found = read
        case .failure(let error) where error.isMissing && explicitPath == nil: return
        case .failure(let error):
            note(error.description, at: [])
            return
        }
        read(found.bytes, paths)
        guard !settings.profiles.isEmpty else { return }
        // It names where the key is sent, and perhaps a program to run.
        if !found.hasTrustedOwner {
            note(
                "the file belongs to another user, and its profiles decide where your key is sent",
                at: [])
        } else if found.isWritableByOthers {
            note(
                "others may change this file, and its profiles decide where your key is sent; run: "
                    + "chmod go-w \(path)", at: [])
        }
    }

    /// Reads the text of a settings file.
    ///
    /// - Parameters:
    ///   - file: Its path, for mistakes and for the relative paths in it.
    ///   - tables: What else may stand in it.
    public init(
        text: String, file: String, paths: SettingsPaths, tables: [OpenTable] = []
    ) {
        self.tables = tables
        self.file = file
        read(Array(text.utf8), paths)
    }

    private mutating func read(_ bytes: [UInt8], _ paths: SettingsPaths) {
        let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
        let paths = PathReader(folder: folder, paths: paths)
        settings.file = file
        do throws(TOMLFileError) {
            let root = try CheckedTable(parsing: bytes, file: file)
            self.root = root
            read(root, paths)
        } catch {
            mistakes.add([error])
        }
    }

    private mutating func read(_ root: CheckedTable, _ paths: PathReader) {
        let names = ["timeouts", "profiles"] + tables.map(\.section.table)
        mistakes.add(
            root.unknownNames(besides: Setting<Settings>.general.map(\.row.name) + names))
        mistakes.read(Setting<Settings>.general, from: root, paths, into: &settings)
        if let limits = table("timeouts", of: root) {
            mistakes.readWhole(
                Setting<WaitingLimits>.timeouts, from: limits, paths, &settings.limits)
        }
        if let profiles = table("profiles", of: root) {
            for name in profiles.keys.sorted() {
                guard let entry = table(name, of: profiles) else { continue }
                settings.profiles.append(.read(name, entry, paths, &mistakes))
            }
        }
        for open in tables {
            guard let found = table(open.section.table, of: root) else { continue }
            settings.open[open.section.table] = open.read(found, &mistakes)
        }
        checkChoice()
    }

    private mutating func table(_ name: String, of parent: CheckedTable) -> CheckedTable? {
        mistakes.keep { () throws(TOMLFileError) in try parent.table(name) }
    }

    /// The profile that is chosen has to be there.
    private mutating func checkChoice() {
        let known = settings.profiles.map(\.name)
        guard let name = settings.profileName, !known.contains(name) else { return }
        let hint =
            NearestName.of(name, among: known).map { "; did you mean \"\($0)\"?" }
            ?? "; it is defined by a table [profiles.\(name)]"
        note("there is no profile \"\(name)\"" + hint, at: ["profile"])
    }
}
