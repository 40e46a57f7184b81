public import LexiAPI

extension KeySource {
    /// More than any key needs.
    static let maximumKeyBytes = 4096

    /// Fetches the key. A command is waited for, and the calling thread with it: what asks for a
    /// pass phrase has to have the terminal before anything else takes it.
    ///
    /// - Parameters:
    ///   - profile: The name of the profile it is for, for errors.
    ///   - note: Is told what a command says on its standard error, if anything, before this
    ///     returns or throws: without the key, and with nothing in it that acts on a terminal.
    /// - Throws: ``SettingsError`` which names what failed and the way to mend it. What the file
    ///   holds or the command prints is never in it, nor the command's arguments: they may be
    ///   secret, too.
    public func readKey(
        profile: String, note: (String) -> Void = { _ in }
    ) throws(SettingsError) -> Secret {
        let bytes: [UInt8]
        let origin: String
        switch self {
        case .file(let path):
            origin = "api_key_file \(path)"
            bytes = try Self.readFile(path, profile)
        case .command(let command, let timeout):
            origin = "api_key_command `\(command[0])`"
            var printed = KeyCommand.Printed()
            defer { Self.tell(printed, note) }
            do throws(KeyCommand.RunError) {
                try KeyCommand(command: command, timeout: timeout).run(&printed)
            } catch {
                throw SettingsError("profile \"\(profile)\": \(origin) \(error.reason)")
            }
            bytes = printed.output
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

    /// Tells what a command said on its standard error, without what it printed as the key, and
    /// without whatever begins as keys do: one that fails may have printed it there alone.
    private static func tell(_ printed: KeyCommand.Printed, _ note: (String) -> Void) {
        let errors = String(decoding: printed.errors, as: UTF8.self)
        let key = Secret(String(decoding: printed.output, as: UTF8.self))
        let lines = key.redacted(from: errors).split(whereSeparator: \.isNewline)
        let text = lines.map { Secret.withoutKeys(Sanitizer.line(String($0)), shortest: 1) }
            .joined(separator: "\n")
        if !text.isEmpty { note(text) }
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
