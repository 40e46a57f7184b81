/// A loopback port that refuses every connection for as long as this object lives.
///
/// It is bound and never listened on, so no server of another test can be given the same port.
public final class ScriptedServerClosedPort: Sendable {
    public let port: Int
    private let socket: Int32

    /// - Throws: `POSIXError` when no port can be had.
    public init() throws { (socket, port) = try ScriptedServerSocket.bindLoopback() }

    deinit { ScriptedServerSocket.close(socket) }

    /// `http://127.0.0.1:PORT`.
    public var url: String { "http://127.0.0.1:\(port)" }
}
