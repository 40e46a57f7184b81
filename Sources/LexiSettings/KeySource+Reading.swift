public import LexiAPI

extension KeySource {
    /// More than any key needs.
    static let maximumKeyBytes = 4096

    /// Fetches the key. A command is waited for, and the calling thread with it: what asks for a
    /// pass phrase has to have the terminal before anything else takes it.
    ///
    /// - Parameter profile: The name of the profile it is for, for errors.
    /// - Throws: ``SettingsError`` which names what failed and the way to mend it. What the file
    ///   holds or the command prints is never in it.
    public func readKey(profile: String) throws(SettingsError) -> Secret {
        let bytes: [UInt8]
        let origin: String
        switch self {
        case .file(let path):
            origin = "api_key_file \(path)"
            bytes = try Self.readFile(path, profile)
        case .command(let command, let timeout):
            origin = "api_key_command `\(command.joined(separator: " "))`"
            do throws(KeyCommand.RunError) {
                bytes = try KeyCommand(command: command, timeout: timeout).run()
            } catch {
                throw SettingsError("profile \"\(profile)\": \(origin) \(error.reason)")
            }
        }
        func unusable(_ reason: String) -> SettingsError {
            SettingsError("profile \"\(profile)\": \(origin) \(reason)")
        }
        let key = Secret(String(decoding: bytes, as: UTF8.self))
        guard !key.isEmpty else { throw unusable("gives no key: it is empty") }
        guard key.revealed.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw unusable("must give the key alone, in one line")
        }
        return key
    }

    private static func readFile(
        _ path: String, _ profile: String
    ) throws(SettingsError) -> [UInt8] {
        func unusable(_ reason: String) -> SettingsError {
            SettingsError("profile \"\(profile)\": api_key_file \(path): \(reason)")
        }
        switch SmallFile.read(path, most: maximumKeyBytes) {
        case .failure(let error): throw unusable(error.description)
        case .success(let file):
            guard file.hasTrustedOwner else {
                throw unusable("the file belongs to another user, who may read and change it")
            }
            guard !file.isReadableByOthers, !file.isWritableByOthers else {
                throw unusable("others may read this key; run: chmod 600 \(path)")
            }
            return file.bytes
        }
    }
}
