public import LexiAPI

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Tells keys apart in files without holding anything of them: the first 64 bits of the SHA-256 of
/// a salt and the key. The salt is random and stays in a file of this user's alone, so nobody can
/// try keys against a fingerprint that is found elsewhere.
public struct KeyFingerprints {
    private let salt: [UInt8]

    private static let saltBytes = 32

    /// Reads the salt, `drafts/salt` in the state folder; the first time it is made.
    ///
    /// - Parameter stateFolder: `$XDG_STATE_HOME/lexi`.
    /// - Returns: `nil` where it can be neither read nor written: nothing can be kept there then.
    public init?(stateFolder: String) {
        do throws(FileError) {
            salt = try Self.salt(in: stateFolder + "/drafts")
        } catch {
            return nil
        }
    }

    /// - Returns: 16 hexadecimal digits.
    public func fingerprint(of key: Secret) -> String {
        let digest = SHA256.digest(of: salt + Array(key.revealed.utf8))
        return digest.prefix(8).map(Self.hexadecimal).joined()
    }

    private static func salt(in folder: String) throws(FileError) -> [UInt8] {
        try PrivateFolder.make(folder)
        let file = try OpenFile(folder + "/salt", O_RDWR | O_CREAT | O_APPEND)
        // Of two programs that start for the first time at once one makes it.
        file.lock()
        let found = try file.read(most: 1 << 10)
        let text = String(decoding: found, as: UTF8.self).prefix(2 * saltBytes)
        if text.utf8.count == 2 * saltBytes { return Array(text.utf8) }
        var random = SystemRandomNumberGenerator()
        let salt = (0..<saltBytes).map { _ in
            hexadecimal(UInt8.random(in: .min ... .max, using: &random))
        }.joined()
        try file.cut(to: 0)
        try file.write(salt + "\n")
        return Array(salt.utf8)
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
