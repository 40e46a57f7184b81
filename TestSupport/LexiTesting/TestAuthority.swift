internal import Foundation

/// A certificate authority of a test's own, and a certificate for `localhost` that it vouches for,
/// as PEM files in a temporary folder. Made by `openssl`.
public final class TestAuthority: Sendable {
    /// `openssl` failed; it does not say why in a way a test could use.
    public struct SetupError: Error {
        public var words: String
    }

    private let folder: URL

    /// The authority, for those who should trust it.
    public var authorityFile: String { folder.appending(path: "ca.pem").path }
    /// The server's certificate.
    public var certificateFile: String { folder.appending(path: "server.pem").path }
    /// The server's private key.
    public var keyFile: String { folder.appending(path: "server.key").path }

    public init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "lexi-authority-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = folder.path
        try Self.openSSL(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", "2", "-subj", "/CN=test authority", "-keyout", "\(files)/ca.key", "-out",
            "\(files)/ca.pem")
        try Self.openSSL(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
            "\(files)/server.key", "-out", "\(files)/server.csr")
        try Self.openSSL(
            "x509", "-req", "-in", "\(files)/server.csr", "-CA", "\(files)/ca.pem", "-CAkey",
            "\(files)/ca.key", "-CAcreateserial", "-days", "2", "-copy_extensions", "copy",
            "-out", "\(files)/server.pem")
    }

    deinit {
        // What cannot be tidied up is the temporary folder's to lose.
        try? FileManager.default.removeItem(at: folder)
    }

    private static func openSSL(_ arguments: String...) throws {
        let process = try ChildProcess(
            executable: "/usr/bin/env", arguments: ["openssl"] + arguments,
            environment: ["PATH": "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin"])
        guard process.waitUntilExit() == 0 else {
            throw SetupError(words: "openssl \(arguments.joined(separator: " "))")
        }
    }
}
