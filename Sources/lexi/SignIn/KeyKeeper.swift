import LexiAPI
import LexiHome
import LexiState

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keeps a key that was given on the screen in a file for this user alone, and has the settings
/// name that file.
struct KeyKeeper {
    /// A key that was kept.
    struct Kept {
        var file: String
        var profile: String
        /// What there is to do by hand, in a sentence.
        var rest: String?
    }

    /// Why it was not kept, without a full stop.
    struct Problem: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    private enum Place {
        /// The profile names this file already.
        case replaced(file: String, profile: String)
        /// A new file, beside the settings, which are to name it.
        case added(folder: String, settingsFile: String, profile: String, baseURL: String?)
        /// In a sentence.
        case nowhere(String)
    }

    private let connection: Connection
    private let place: Place

    /// - Parameter settingsFile: The settings file in use, or that would be used.
    init(_ connection: Connection, settingsFile: String?, paths: SettingsPaths) {
        self.connection = connection
        place = Self.place(connection, settingsFile, paths)
    }

    private static func place(
        _ connection: Connection, _ settingsFile: String?, _ paths: SettingsPaths
    ) -> Place {
        let profile = connection.profile
        guard connection.unchosen.isEmpty else {
            return .nowhere(
                "No profile is chosen, so none takes it (--profile chooses one of "
                    + "\(connection.unchosen.joined(separator: ", "))).")
        }
        if let profile, let named = profile.baseURL, named != connection.baseURL.text {
            return .nowhere(
                "It is for the address that \(connection.baseURL.origin) names, which is not "
                    + "that of profile \(profile.name).")
        }
        switch profile?.keySource {
        case .file(let file)?:
            guard profile?.baseURL != nil || connection.isHosted else {
                return .nowhere(
                    "It is for the address that \(connection.baseURL.origin) names, and profile "
                        + "\(profile!.name) is for the hosted API.")
            }
            return .replaced(file: file, profile: profile!.name)
        case .command(let command, _)?:
            return .nowhere(
                "Profile \(profile!.name) has its key from `\(command[0])`: change it there.")
        case nil:
            guard let folder = paths.configurationFolder, let settingsFile else {
                return .nowhere("Neither XDG_CONFIG_HOME nor HOME says where to keep it.")
            }
            return .added(
                folder: folder, settingsFile: settingsFile, profile: profile?.name ?? "default",
                baseURL: connection.isHosted || profile?.baseURL != nil
                    ? nil : connection.baseURL.text)
        }
    }

    // MARK: What there is to say beforehand

    var keeping: SignInFacts.Keeping {
        var remarks: [String] = []
        let file: String
        switch place {
        case .nowhere(let reason): return .impossible(reason)
        case .replaced(let path, _):
            file = path
            remarks.append("It takes the place of the key that is there.")
        case .added(let folder, let settingsFile, let profile, _):
            file = Self.newFile(in: folder, profile)
            let isBeside = settingsFile.hasPrefix("\(folder)/")
            let settings = isBeside ? settingsFile.dropFirst(folder.count + 1) : settingsFile[...]
            remarks.append(
                "Nobody else can read it. \(settings)\(isBeside ? " beside it" : "") will name it.")
        }
        if case .environment = connection.key {
            remarks.append(
                "LEXI_API_KEY goes before it: unset that, or the next start uses it again.")
        }
        return .offered(
            file: file, remark: remarks.isEmpty ? nil : remarks.joined(separator: " "))
    }

    /// `default.key`, or the first name like it that is free: what is there may be another key.
    private static func newFile(in folder: String, _ profile: String) -> String {
        let name = String(
            profile.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" })
        let names = ["\(name).key"] + (2...99).map { "\(name)-\($0).key" }
        let free = names.first { name in
            var status = stat()
            return lstat("\(folder)/\(name)", &status) != 0
        }
        return "\(folder)/\(free ?? names[0])"
    }

    // MARK: Keeping

    func keep(_ key: Secret) -> Result<Kept, Problem> {
        switch place {
        case .nowhere(let reason): .failure(Problem(reason))
        case .replaced(let file, let profile):
            replace(file, by: key).map { Kept(file: file, profile: profile) }
        case .added(let folder, let settingsFile, let profile, let baseURL):
            add(key, in: folder, to: settingsFile, profile, baseURL)
        }
    }

    private func replace(_ file: String, by key: Secret) -> Result<Void, Problem> {
        switch PrivateFile.write(
            key.revealed + "\n", to: file, replaces: true, keepsPermissions: false)
        {
        case .written: .success(())
        case .exists: .failure(Problem("\(file): there is one already"))
        case .failed(let reason): .failure(Problem("\(file): \(reason)"))
        }
    }

    private func add(
        _ key: Secret, in folder: String, to settingsFile: String, _ profile: String,
        _ baseURL: String?
    ) -> Result<Kept, Problem> {
        if let problem = PrivateFolder.make(folder) { return .failure(Problem(problem)) }
        if let problem = Self.folderProblem(folder) { return .failure(Problem(problem)) }
        let file = Self.newFile(in: folder, profile)
        let settingsFolder = settingsFile.split(
            separator: "/", omittingEmptySubsequences: false
        ).dropLast().joined(separator: "/")
        let name = settingsFolder == folder ? String(file.dropFirst(folder.count + 1)) : file
        let entry = ProfileKey(profile: profile, keyFile: name, baseURL: baseURL)
        // What cannot be changed is found out before there is a key that nobody names.
        let change = SettingsText.change(settingsFile, adding: entry, paths: GlobalOptions.paths)
        if case .unreadable(let reason) = change {
            return .failure(Problem("\(settingsFile): \(reason)"))
        }
        switch PrivateFile.write(key.revealed + "\n", to: file, replaces: false) {
        case .written: break
        case .exists: return .failure(Problem("\(file): there is one already"))
        case .failed(let reason): return .failure(Problem("\(file): \(reason)"))
        }
        var kept = Kept(file: file, profile: profile)
        switch change {
        case .unchanged, .unreadable, .refused: break
        case .unclear:
            kept.rest =
                "write into \(settingsFile), below \(entry.heading): "
                + entry.lines.joined(separator: ", ")
        case .changed(let text):
            if let problem = PrivateFolder.make(forFile: settingsFile) {
                unlink(file)
                return .failure(Problem(problem))
            }
            if case .failed(let reason) = PrivateFile.write(
                text, to: settingsFile, replaces: true)
            {
                unlink(file)
                return .failure(Problem("\(settingsFile): \(reason)"))
            }
        }
        return .success(kept)
    }

    /// Whoever may change the folder may put another file in the place of any in it.
    private static func folderProblem(_ folder: String) -> String? {
        var status = stat()
        guard stat(folder, &status) == 0 else {
            return "\(folder): \(String(cString: strerror(errno)))"
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            return "\(folder): the folder belongs to another user"
        }
        return status.st_mode & (S_IWGRP | S_IWOTH) == 0
            ? nil : "\(folder): others may change this folder; run: chmod go-w \(folder)"
    }
}
