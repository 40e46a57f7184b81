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
public struct KeyFingerprints: Sendable {
    private let salt: [UInt8]

    /// Those that tell keys apart as long as the program runs, and mean nothing afterwards: for
    /// where nothing is written down.
    public static let ofThisRun = KeyFingerprints(salt: Array(newSalt().utf8))

    private init(salt: [UInt8]) { self.salt = salt }

    private static let saltBytes = 32
    private static let largestFile = 1 << 10

    /// Reads the salt, `drafts/salt` in the state folder; the first time it is made.
    ///
    /// - Parameters:
    ///   - stateFolder: `$XDG_STATE_HOME/lexi`.
    ///   - isKept: Whether it is made where there is none.
    /// - Returns: `nil` where it can be neither read nor written: nothing can be kept there then.
    public init?(stateFolder: String, isKept: Bool = true) {
        let folder = stateFolder + "/drafts"
        do throws(FileError) {
            guard let salt = try isKept ? Self.salt(in: folder) : Self.existingSalt(in: folder)
            else { return nil }
            self.init(salt: salt)
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
        if let salt = salt(try file.read(most: largestFile)) { return salt }
        let salt = newSalt()
        try file.cut(to: 0)
        try file.write(salt + "\n")
        return Array(salt.utf8)
    }

    private static func existingSalt(in folder: String) throws(FileError) -> [UInt8]? {
        try PrivateFile.read(folder + "/salt", most: largestFile).flatMap(salt)
    }

    private static func salt(_ bytes: [UInt8]) -> [UInt8]? {
        let text = String(decoding: bytes, as: UTF8.self).prefix(2 * saltBytes)
        return text.utf8.count == 2 * saltBytes ? Array(text.utf8) : nil
    }

    private static func newSalt() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<saltBytes).map { _ in
            hexadecimal(UInt8.random(in: .min ... .max, using: &random))
        }.joined()
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
