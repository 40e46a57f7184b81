public import LexiAPI

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Keeps a key that was given on the screen in a file for this user alone, and has the settings
/// name that file.
public struct KeyKeeper {
    /// What the key is for, as options, environment and settings come to.
    public struct Service: Sendable {
        /// The profile that is used.
        public var profile: Profile?
        /// The profiles there are, where none of them was chosen.
        public var unchosen: [String]
        public var baseURL: String
        /// Who says so, in words as `--base-url`.
        public var baseURLOrigin: String
        /// Whether nobody named a base URL.
        public var isHosted: Bool
        /// Whether the environment has a key, which goes before those of files.
        public var hasEnvironmentKey: Bool

        public init(
            profile: Profile?, unchosen: [String], baseURL: String, baseURLOrigin: String,
            isHosted: Bool, hasEnvironmentKey: Bool
        ) {
            self.profile = profile
            self.unchosen = unchosen
            self.baseURL = baseURL
            self.baseURLOrigin = baseURLOrigin
            self.isHosted = isHosted
            self.hasEnvironmentKey = hasEnvironmentKey
        }
    }

    /// Whether and where a key can be kept.
    public enum Keeping: Sendable, Hashable {
        /// In this file; what there is to know about that, in sentences.
        case offered(file: String, remark: String?)
        /// Why not, in a sentence.
        case impossible(String)
    }

    /// A key that was kept.
    public struct Kept: Sendable, Hashable {
        public var file: String
        public var profile: String
        /// What there is to do by hand, in a sentence.
        public var rest: String?

        public init(file: String, profile: String, rest: String? = nil) {
            self.file = file
            self.profile = profile
            self.rest = rest
        }
    }

    /// Why it was not kept, without a full stop.
    public struct Problem: Error, Sendable, Hashable {
        public let reason: String
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

    private let service: Service
    private let paths: SettingsPaths
    private let place: Place

    /// - Parameter settingsFile: The settings file in use, or that would be used.
    public init(_ service: Service, settingsFile: String?, paths: SettingsPaths) {
        self.service = service
        self.paths = paths
        place = Self.place(service, settingsFile, paths)
    }

    private static func place(
        _ service: Service, _ settingsFile: String?, _ paths: SettingsPaths
    ) -> Place {
        let profile = service.profile
        guard service.unchosen.isEmpty else {
            return .nowhere(
                "No profile is chosen, so none takes it (--profile chooses one of "
                    + "\(service.unchosen.joined(separator: ", "))).")
        }
        if let profile, let named = profile.baseURL, named != service.baseURL {
            return .nowhere(
                "It is for the address that \(service.baseURLOrigin) names, which is not "
                    + "that of profile \(profile.name).")
        }
        switch profile?.keySource {
        case .file(let file)?:
            guard profile?.baseURL != nil || service.isHosted else {
                return .nowhere(
                    "It is for the address that \(service.baseURLOrigin) names, and profile "
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
                baseURL: service.isHosted || profile?.baseURL != nil
                    ? nil : service.baseURL)
        }
    }

    // MARK: What there is to say beforehand

    /// Where it would be kept; what that comes to is told by ``keep(_:)``.
    public var keeping: Keeping {
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
        if service.hasEnvironmentKey {
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

    /// Keeps a key. What cannot be done whole leaves nothing behind.
    public func keep(_ key: Secret) throws(Problem) -> Kept {
        switch place {
        case .nowhere(let reason): throw Problem(reason)
        case .replaced(let file, let profile):
            try Self.writing { () throws(FileError) in
                try PrivateFile.replace(file, with: key.revealed + "\n", followsLink: true)
            }
            return Kept(file: file, profile: profile)
        case .added(let folder, let settingsFile, let profile, let baseURL):
            return try add(key, in: folder, to: settingsFile, profile, baseURL)
        }
    }

    private static func writing<Value>(
        _ write: () throws(FileError) -> Value
    ) throws(Problem) -> Value {
        do throws(FileError) {
            return try write()
        } catch {
            throw Problem(error.reason)
        }
    }

    private func add(
        _ key: Secret, in folder: String, to settingsFile: String, _ profile: String,
        _ baseURL: String?
    ) throws(Problem) -> Kept {
        try Self.writing { () throws(FileError) in try PrivateFolder.make(folder) }
        if let problem = Self.folderProblem(folder) { throw Problem(problem) }
        let file = Self.newFile(in: folder, profile)
        let settingsFolder = settingsFile.split(
            separator: "/", omittingEmptySubsequences: false
        ).dropLast().joined(separator: "/")
        let name = settingsFolder == folder ? String(file.dropFirst(folder.count + 1)) : file
        let entry = ProfileKey(profile: profile, keyFile: name, baseURL: baseURL)
        // What cannot be changed is found out before there is a key that nobody names.
        let change = SettingsText.change(settingsFile, adding: entry, paths: paths)
        if case .unreadable(let reason) = change {
            throw Problem("\(settingsFile): \(reason)")
        }
        let isNew = try Self.writing { () throws(FileError) in
            try PrivateFile.create(file, with: key.revealed + "\n")
        }
        guard isNew else { throw Problem("\(file): there is one already") }
        var kept = Kept(file: file, profile: profile)
        switch change {
        case .unchanged, .unreadable, .refused: break
        case .unclear:
            kept.rest =
                "write into \(settingsFile), below \(entry.heading): "
                + entry.lines.joined(separator: ", ")
        case .changed(let text):
            do throws(FileError) {
                try PrivateFile.save(text, to: settingsFile)
            } catch {
                unlink(file)
                throw Problem(error.reason)
            }
        }
        return kept
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
