internal import Foundation
internal import Synchronization

/// An HTTP server that says exactly the bytes a test gives it.
///
/// It listens on a loopback port and plays one script for each connection, in the order in which
/// they come. It shares no code with the client, so a mistake in how one of them writes HTTP or
/// event streams cannot hide in the other.
///
/// For example:
///
///     let server = try ScriptedServer([[
///         .readRequest,
///         .send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"),
///         .send("event: text\ndata: {\"delta\": \"Hello\"}\n\n"),
///         .close,
///     ]])
///     defer { server.stop() }
public final class ScriptedServer: Sendable {
    /// One thing the server does on a connection.
    public enum Step: Sendable {
        /// Reads a whole request, as long as its `Content-Length` says.
        case readRequest
        /// Sends these bytes in one piece.
        case sendBytes([UInt8])
        /// Sends these bytes one by one, each in a packet of its own as far as the system lets it.
        case drip([UInt8])
        /// Waits until the test opens the gate.
        case wait(ScriptedServerGate)
        /// Tells the test how far the script is.
        case open(ScriptedServerGate)
        /// Waits until the client closes its side, however long that takes.
        case readUntilClosed
        /// Ends the connection in order.
        case close
        /// Breaks the connection with a reset.
        case reset

        /// Sends a text in one piece.
        public static func send(_ text: String) -> Step { .sendBytes(Array(text.utf8)) }

        /// Sends a text byte by byte.
        public static func drip(_ text: String) -> Step { .drip(Array(text.utf8)) }
    }

    private struct State {
        var requests: [String] = []
        var connections: [Int32] = []
        var isStopped = false
    }

    /// The loopback port it listens on.
    public let port: Int
    private let listener: Int32
    private let state = Mutex(State())

    /// Starts listening; the scripts are played by a thread of its own, one after the other.
    ///
    /// - Parameter atOnce: Whether each connection gets a thread and is played while others are.
    /// - Throws: `POSIXError` when no port can be had.
    public init(_ scripts: [[Step]], atOnce: Bool = false) throws {
        (listener, port) = try ScriptedServerSocket.listen()
        Self.startThread { [listener] in
            for script in scripts {
                guard let connection = ScriptedServerSocket.accept(listener) else { return }
                if atOnce {
                    Self.startThread { self.serve(script, on: connection) }
                } else {
                    self.serve(script, on: connection)
                }
            }
        }
    }

    private static func startThread(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.name = "scripted server"
        thread.start()
    }

    private func serve(_ script: [Step], on connection: Int32) {
        let mayPlay = state.withLock { state in
            if !state.isStopped { state.connections.append(connection) }
            return !state.isStopped
        }
        if mayPlay { play(script, on: connection) }
        state.withLock { $0.connections.removeAll { $0 == connection } }
        ScriptedServerSocket.close(connection)
    }

    /// `http://127.0.0.1:PORT`.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// The requests read so far, byte for byte.
    public var requests: [String] { state.withLock { $0.requests } }

    /// Stops listening and ends the connections. Scripts that wait at a gate stay there until it
    /// opens.
    public func stop() {
        state.withLock { state in
            if state.isStopped { return }
            state.isStopped = true
            ScriptedServerSocket.shutDown(listener)
            for connection in state.connections { ScriptedServerSocket.shutDown(connection) }
        }
    }

    private func play(_ script: [Step], on connection: Int32) {
        for step in script {
            switch step {
            case .readRequest:
                let request = ScriptedServerSocket.readRequest(connection)
                state.withLock { $0.requests.append(String(decoding: request, as: UTF8.self)) }
            case .sendBytes(let bytes): ScriptedServerSocket.send(bytes, to: connection)
            case .drip(let bytes):
                for byte in bytes { ScriptedServerSocket.send([byte], to: connection) }
            case .wait(let gate): gate.waitBlocking()
            case .open(let gate): gate.open()
            case .readUntilClosed:
                while !ScriptedServerSocket.read(connection).isEmpty {}
            case .close: return
            case .reset:
                ScriptedServerSocket.makeCloseReset(connection)
                return
            }
        }
    }
}
