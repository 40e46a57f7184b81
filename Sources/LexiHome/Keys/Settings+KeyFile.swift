internal import LexiTOML

/// What a settings file is to say of a key: the file that holds it, and the service it is for.
public struct ProfileKey: Sendable, Hashable {
    /// The profile's name.
    public var profile: String
    /// The key's file as the settings file names it: absolute, or relative to its folder.
    public var keyFile: String
    /// Where the key is for, if that is not what the profile says; `nil` leaves it as it is.
    public var baseURL: String?

    public init(profile: String, keyFile: String, baseURL: String? = nil) {
        self.profile = profile
        self.keyFile = keyFile
        self.baseURL = baseURL
    }

    /// `[profiles.default]`.
    public var heading: String { "[profiles.\(isBare ? profile : TOMLText.string(profile))]" }

    /// The lines below the heading.
    public var lines: [String] {
        (baseURL.map { ["base_url = \(TOMLText.string($0))"] } ?? [])
            + ["api_key_file = \(TOMLText.string(keyFile))"]
    }

    private var isBare: Bool {
        !profile.isEmpty
            && profile.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension SettingsText {
    /// A settings file's text in which a profile names the file of its key; everything that was
    /// in it stays as it was, byte for byte.
    ///
    /// - Parameter file: The path of the settings file, for the relative paths in it.
    /// - Returns: `nil` where the text is written in a way that is not understood well enough to
    ///   be added to; then nothing should be.
    public static func text(
        _ text: String, adding key: ProfileKey, file: String, paths: SettingsPaths
    ) -> String? {
        let before = SettingsReading(text: text, file: file, paths: paths)
        guard let wanted = before.settings.adding(key, file: file, paths) else { return nil }
        // By bytes: a CR and its LF are one character.
        let bytes = Array(text.utf8)
        let lineEnd = text.utf8.contains(0x0D) && text.contains("\r\n") ? "\r\n" : "\n"
        func inserting(_ lines: [String], at offset: Int) -> String {
            let added = lines.map { $0 + lineEnd }.joined()
            return String(decoding: bytes[..<offset], as: UTF8.self) + added
                + String(decoding: bytes[offset...], as: UTF8.self)
        }
        var candidates: [String] = []
        if let offset = endOfHeading(of: key.profile, in: text, bytes) {
            candidates.append(inserting(key.lines, at: offset))
        }
        let isOpen = bytes.last.map { $0 != 0x0A } ?? false
        let gap = (isOpen ? [""] : []) + (bytes.isEmpty ? [] : [""])
        candidates.append(inserting(gap + [key.heading] + key.lines, at: bytes.count))
        // It has to mean what it meant, and the key.
        return candidates.first { candidate in
            let after = SettingsReading(text: candidate, file: file, paths: paths)
            return after.settings == wanted && after.errors.count == before.errors.count
        }
    }

    /// Where the line behind `[profiles.NAME]` begins.
    private static func endOfHeading(
        of profile: String, in text: String, _ bytes: [UInt8]
    ) -> Int? {
        let root: CheckedTable
        do throws(TOMLFileError) {
            root = try CheckedTable(parsing: text, file: "")
            guard try root.table("profiles")?.keys.contains(profile) == true else { return nil }
        } catch {
            return nil
        }
        guard let place = root.place(of: ["profiles", profile]) else { return nil }
        var start = 0
        for _ in 1..<place.line {
            guard let end = bytes[start...].firstIndex(of: 0x0A) else { return nil }
            start = end + 1
        }
        let isHeading = bytes[start...].first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "[")
        guard isHeading, let end = bytes[start...].firstIndex(of: 0x0A) else { return nil }
        return end + 1
    }

    /// Works out what a settings file should read like with a key in it; one that is not there
    /// begins with it.
    ///
    /// A file that others may change is not to name where a key is sent: it is ``SettingsChange/unreadable``
    /// for that reason.
    public static func change(
        _ file: String, adding key: ProfileKey, paths: SettingsPaths
    ) -> SettingsChange {
        switch SmallFile.read(file, most: SettingsReading.maximumBytes) {
        case .failure(let error) where error.isMissing:
            return text("", adding: key, file: file, paths: paths).map(SettingsChange.changed)
                ?? .unclear
        case .failure(let error): return .unreadable(error.description)
        case .success(let found):
            guard found.hasTrustedOwner else {
                return .unreadable("the file belongs to another user")
            }
            guard !found.isWritableByOthers else {
                return .unreadable("others may change this file; run: chmod go-w \(file)")
            }
            guard let before = String(validating: found.bytes, as: UTF8.self),
                let after = text(before, adding: key, file: file, paths: paths)
            else { return .unclear }
            return .changed(after)
        }
    }
}

extension Settings {
    /// The settings as they are to be read afterwards; `nil` where the profile has a key already.
    fileprivate func adding(_ key: ProfileKey, file: String, _ paths: SettingsPaths) -> Settings? {
        var wanted = self
        let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
        let source = KeySource.file(paths.resolve(key.keyFile, in: folder))
        if let index = wanted.profiles.firstIndex(where: { $0.name == key.profile }) {
            guard wanted.profiles[index].keySource == nil else { return nil }
            wanted.profiles[index].keySource = source
            if let baseURL = key.baseURL {
                guard wanted.profiles[index].baseURL == nil else { return nil }
                wanted.profiles[index].baseURL = baseURL
            }
        } else {
            wanted.profiles.append(
                Profile(name: key.profile, baseURL: key.baseURL, keySource: source))
            wanted.profiles.sort { $0.name < $1.name }
        }
        return wanted
    }
}
