internal import LexiAPI
internal import LexiTOML

extension Settings {
    /// More than any settings file needs.
    static let maximumBytes = 1 << 20

    /// Reads the user's settings file.
    ///
    /// - Parameters:
    ///   - explicitPath: The file that was asked for, which then has to exist; else the one of
    ///     ``SettingsPaths/configurationFile``, which need not.
    /// - Throws: ``SettingsError`` with file, line and column of what cannot be used.
    public init(explicitPath: String? = nil, paths: SettingsPaths) throws(SettingsError) {
        self.init()
        guard let path = explicitPath ?? paths.configurationFile else { return }
        let file: SmallFile
        switch SmallFile.read(path, most: Self.maximumBytes) {
        case .success(let found): file = found
        case .failure(let error) where error.isMissing && explicitPath == nil: return
        case .failure(let error): throw SettingsError("\(path): \(error)")
        }
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw SettingsError("\(path): the file is not UTF-8")
        }
        try self.init(text: text, file: path, paths: paths)
        guard !profiles.isEmpty else { return }
        // It names where the key is sent, and perhaps a program to run.
        guard file.hasTrustedOwner else {
            throw SettingsError(
                "\(path): the file belongs to another user, and its profiles decide where your key "
                    + "is sent")
        }
        guard !file.isWritableByOthers else {
            throw SettingsError(
                "\(path): others may change this file, and its profiles decide where your key is "
                    + "sent; run: chmod go-w \(path)")
        }
    }

    /// Reads the text of a settings file.
    ///
    /// - Parameter file: Its path, for errors and for the relative paths in it.
    /// - Throws: ``SettingsError`` with file, line and column of what cannot be used.
    public init(text: String, file: String, paths: SettingsPaths) throws(SettingsError) {
        do throws(TOMLFileError) {
            try self.init(
                CheckedTable(parsing: text, file: file),
                reader: ProfileReader(
                    folder: file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ".",
                    paths: paths))
        } catch {
            throw SettingsError(error.description)
        }
        self.file = file
    }

    private init(_ root: CheckedTable, reader: ProfileReader) throws(TOMLFileError) {
        self.init()
        try root.allow(["profile", "theme", "ascii", "timeouts", "profiles"])
        profileName = try root.string("profile")
        theme = try root.string("theme")
        isASCII = try root.boolean("ascii")
        limits = try ProfileReader.limits(root.table("timeouts"))
        if let table = try root.table("profiles") {
            for name in table.keys.sorted() {
                guard let entry = try table.table(name) else { continue }
                profiles.append(try reader.profile(name, entry))
            }
        }
        if let profileName, !profiles.contains(where: { $0.name == profileName }) {
            let known = profiles.map(\.name)
            let hint =
                NearestName.of(profileName, among: known).map { "; did you mean \"\($0)\"?" }
                ?? "; it is defined by a table [profiles.\(profileName)]"
            throw root.error(at: "profile", "there is no profile \"\(profileName)\"" + hint)
        }
    }
}

/// Reads the tables `[profiles.NAME]`.
private struct ProfileReader {
    let folder: String
    let paths: SettingsPaths

    private static let names = [
        "base_url", "api_key_file", "api_key_command", "api_key_command_timeout", "ca_file",
        "context", "timeouts",
    ]

    func profile(_ name: String, _ table: CheckedTable) throws(TOMLFileError) -> Profile {
        if table.keys.contains("api_key") {
            throw table.error(
                at: "api_key",
                "a settings file is no place for a key: put it into a file of its own and name "
                    + "that as api_key_file, or set LEXI_API_KEY")
        }
        try table.allow(Self.names)
        return Profile(
            name: name, baseURL: try table.string("base_url"), keySource: try keySource(table),
            certificateAuthorityFile: try path("ca_file", table),
            context: try context(table.table("context")),
            limits: try Self.limits(table.table("timeouts")))
    }

    private func keySource(_ table: CheckedTable) throws(TOMLFileError) -> KeySource? {
        let file = try path("api_key_file", table)
        let command = try table.strings("api_key_command")
        let seconds = try table.number("api_key_command_timeout", 0.1...3600)
        if file != nil, command != nil {
            throw table.error(
                at: "api_key_command", "either api_key_file or api_key_command, not both")
        }
        if seconds != nil, command == nil {
            throw table.error(
                at: "api_key_command_timeout", "there is no api_key_command to wait for")
        }
        guard let command else { return file.map(KeySource.file) }
        guard let program = command.first, !program.isEmpty else {
            throw table.error(
                at: "api_key_command",
                "api_key_command needs a program, such as [\"pass\", \"show\", \"leadlex\"]")
        }
        guard !command.contains(where: { $0.utf8.contains(0) }) else {
            throw table.error(at: "api_key_command", "an argument holds a NUL")
        }
        return .command(command, timeout: .seconds(seconds ?? 30))
    }

    private func path(_ key: String, _ table: CheckedTable) throws(TOMLFileError) -> String? {
        guard let path = try table.string(key) else { return nil }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw table.error(at: key, "\(key) is no path")
        }
        return paths.resolve(path, in: folder)
    }

    private func context(_ table: CheckedTable?) throws(TOMLFileError) -> ChatContext {
        var context = ChatContext()
        guard let table else { return context }
        try table.allow(ChatContext.Field.allCases.map(\.rawValue))
        for field in ChatContext.Field.allCases {
            context[field] = try table.string(field.rawValue)
        }
        return context
    }

    static func limits(_ table: CheckedTable?) throws(TOMLFileError) -> WaitingLimits {
        guard let table else { return WaitingLimits() }
        try table.allow(["connect", "first_byte", "idle", "rate_limit"])
        func seconds(_ key: String, from least: Double) throws(TOMLFileError) -> Duration? {
            try table.number(key, least...86_400).map { .milliseconds(Int64($0 * 1000)) }
        }
        return WaitingLimits(
            connect: try seconds("connect", from: 0.1),
            firstByte: try seconds("first_byte", from: 0.1),
            idle: try seconds("idle", from: 0.1), rateLimit: try seconds("rate_limit", from: 0))
    }
}
