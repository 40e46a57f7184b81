import Foundation
import LexiTesting

/// A TLS server of another make (nghttpx) in front of a scripted one, with a certificate for
/// `localhost` from an authority of its own. It offers HTTP/2 and HTTP/1.1.
final class TLSFront {
    /// The server does not say what went wrong in a way a test could use.
    struct SetupError: Error {
        var words: String
    }

    let port: Int
    private let authority: TestAuthority
    private let process: ChildProcess

    /// The PEM file of the authority that vouches for it.
    var authorityFile: String { authority.authorityFile }

    /// `https://localhost:PORT`.
    var url: String { "https://localhost:\(port)" }

    /// - Parameter protocols: What is offered for ALPN, the best first (RFC 7301).
    init(before server: ScriptedServer, protocols: String) throws {
        authority = try TestAuthority()
        // Free again at once: another program could take it before the server does, which would
        // fail the test in plain words.
        port = try ScriptedServerClosedPort().port
        let errors = Pipe()
        process = try Self.start(
            [
                "nghttpx", "--frontend=127.0.0.1,\(port)", "--backend=127.0.0.1,\(server.port)",
                "--npn-list=\(protocols)", "--no-ocsp", "--workers=1", "--single-process",
                "--log-level=NOTICE",
                "--conf=/dev/null", authority.keyFile, authority.certificateFile,
            ], errors: errors.fileHandleForWriting.fileDescriptor)
        try errors.fileHandleForWriting.close()
        try Self.waitUntilListening(errors.fileHandleForReading)
    }

    /// Ends the server; the test's own end does not wait for it.
    func stop() {
        process.signal(SIGTERM)
        process.waitUntilExit()
    }

    private static func start(
        _ command: [String], errors: Int32? = nil
    ) throws -> ChildProcess {
        try ChildProcess(
            executable: "/usr/bin/env", arguments: command,
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin:/opt/homebrew/bin"],
            errors: errors)
    }

    /// It says so itself; until then nobody answers at its port.
    private static func waitUntilListening(_ log: FileHandle) throws {
        var said = Data()
        while !String(decoding: said, as: UTF8.self).contains("Listening on") {
            let next = log.availableData
            guard !next.isEmpty else {
                throw SetupError(words: String(decoding: said, as: UTF8.self))
            }
            said += next
        }
        // What else it says must not fill the pipe.
        log.readabilityHandler = { _ = $0.availableData }
    }
}
