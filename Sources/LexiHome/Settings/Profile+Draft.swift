internal import LexiAPI
internal import LexiTOML

/// A profile as it is written, before what belongs together is put together.
struct ProfileDraft: Sendable {
    var baseURL: String?
    var keyFile: String?
    var keyCommand: [String]?
    var keyTimeout: Duration?
    var certificateAuthorityFile: String?
}

extension Profile {
    /// Reads a table `[profiles.NAME]` and gathers its mistakes.
    static func read(
        _ name: String, _ table: CheckedTable, _ paths: PathReader, _ mistakes: inout TOMLMistakes
    ) -> Profile {
        var draft = ProfileDraft()
        var names = Setting<ProfileDraft>.profile.map(\.row.name) + ["context", "timeouts"]
        if table.keys.contains("api_key") {
            names.append("api_key")
            mistakes.add([
                table.error(
                    at: "api_key",
                    "a settings file is no place for a key: put it into a file of its own and "
                        + "name that as api_key_file, or set LEXI_API_KEY")
            ])
        }
        mistakes.add(table.unknownNames(besides: names))
        mistakes.read(Setting<ProfileDraft>.profile, from: table, paths, into: &draft)
        var profile = Profile(
            name: name, baseURL: draft.baseURL,
            certificateAuthorityFile: draft.certificateAuthorityFile)
        profile.keySource = mistakes.keep { () throws(TOMLFileError) in
            try keySource(draft, table)
        }
        if let context = mistakes.keep({ () throws(TOMLFileError) in try table.table("context") }) {
            mistakes.readWhole(Setting<ChatContext>.context, from: context, paths, &profile.context)
        }
        if let limits = mistakes.keep({ () throws(TOMLFileError) in try table.table("timeouts") }) {
            mistakes.readWhole(
                Setting<WaitingLimits>.timeouts, from: limits, paths, &profile.limits)
        }
        return profile
    }

    private static func keySource(
        _ draft: ProfileDraft, _ table: CheckedTable
    ) throws(TOMLFileError) -> KeySource? {
        // What is written but of the wrong type has its mistake already.
        let hasCommand = table.keys.contains("api_key_command")
        if table.keys.contains("api_key_file"), hasCommand {
            throw table.error(
                at: "api_key_command", "either api_key_file or api_key_command, not both")
        }
        if draft.keyTimeout != nil, !hasCommand {
            throw table.error(
                at: "api_key_command_timeout", "there is no api_key_command to wait for")
        }
        guard let command = draft.keyCommand else { return draft.keyFile.map(KeySource.file) }
        guard let program = command.first, !program.isEmpty else {
            throw table.error(
                at: "api_key_command",
                "api_key_command needs a program, such as [\"pass\", \"show\", \"leadlex\"]")
        }
        guard !command.contains(where: { $0.utf8.contains(0) }) else {
            throw table.error(at: "api_key_command", "an argument holds a NUL")
        }
        return .command(command, timeout: draft.keyTimeout ?? .seconds(30))
    }
}

extension TOMLMistakes {
    /// Reads every setting of a table.
    mutating func read<Target>(
        _ settings: [Setting<Target>], from table: CheckedTable, _ paths: PathReader,
        into target: inout Target
    ) {
        for setting in settings {
            keep { () throws(TOMLFileError) in try setting.read(table, paths, &target) }
        }
    }

    /// Reads a table that holds these settings and nothing else.
    mutating func readWhole<Target>(
        _ settings: [Setting<Target>], from table: CheckedTable, _ paths: PathReader,
        _ target: inout Target
    ) {
        add(table.unknownNames(besides: settings.map(\.row.name)))
        read(settings, from: table, paths, into: &target)
    }

    private mutating func keep(_ read: () throws(TOMLFileError) -> Void) {
        do throws(TOMLFileError) {
            try read()
        } catch {
            add([error])
        }
    }
}
