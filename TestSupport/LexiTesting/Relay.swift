internal import Foundation
internal import Synchronization

/// A listening port that passes everything on to another one of this machine, and back, and keeps
/// what went through: between a program and a server neither of which a test has written.
public final class Relay: Sendable {
    /// What went through a connection so far.
    public struct Traffic: Sendable {
        public internal(set) var sent: [UInt8] = []
        /// What the server sent.
        public internal(set) var received: [UInt8] = []
        /// How much of ``received`` had been passed on, and when.
        public internal(set) var arrivals: [(time: ContinuousClock.Instant, count: Int)] = []
    }

    private struct State {
        var traffic: [Traffic] = []
        var sockets: [Int32] = []
        var isStopped = false
    }

    /// The loopback port it listens on.
    public let port: Int
    private let listener: Int32
    private let state = Mutex(State())

    /// Starts listening.
    ///
    /// - Parameters:
    ///   - port: Where to pass it on to.
    ///   - passed: Is told how many bytes of the server's were passed on in all, on a thread of the
    ///     connection's; with 0 as soon as the program has sent something.
    /// - Throws: `POSIXError` when no port can be had.
    public init(to port: Int, passed: @escaping @Sendable (Int) -> Void = { _ in }) throws {
        (listener, self.port) = try ScriptedServerSocket.listen()
        Self.startThread { [listener] in
            while let near = ScriptedServerSocket.accept(listener) {
                guard let far = ScriptedServerSocket.connect(port) else {
                    ScriptedServerSocket.close(near)
                    continue
                }
                self.pass(near, far, passed)
            }
        }
    }

    /// `http://127.0.0.1:PORT`.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// What went through each connection, in the order in which they came.
    public var traffic: [Traffic] { state.withLock { $0.traffic } }

    /// Stops listening and breaks the connections.
    public func stop() {
        state.withLock { state in
            if state.isStopped { return }
            state.isStopped = true
            ScriptedServerSocket.shutDown(listener)
            for socket in state.sockets { ScriptedServerSocket.shutDown(socket) }
        }
    }

    private func pass(_ near: Int32, _ far: Int32, _ passed: @escaping @Sendable (Int) -> Void) {
        let place = state.withLock { state in
            state.traffic.append(Traffic())
            state.sockets += [near, far]
            return state.traffic.count - 1
        }
        Self.startThread {
            var isFirst = true
            while true {
                let bytes = ScriptedServerSocket.read(near)
                if bytes.isEmpty { break }
                self.state.withLock { $0.traffic[place].sent += bytes }
                if isFirst { passed(0) }
                isFirst = false
                ScriptedServerSocket.send(bytes, to: far)
            }
            ScriptedServerSocket.shutDown(far)
        }
        Self.startThread {
            while true {
                let bytes = ScriptedServerSocket.read(far)
                if bytes.isEmpty { break }
                ScriptedServerSocket.send(bytes, to: near)
                let count = self.state.withLock { state in
                    state.traffic[place].received += bytes
                    let count = state.traffic[place].received.count
                    state.traffic[place].arrivals.append((ContinuousClock.now, count))
                    return state.traffic.reduce(0) { $0 + $1.received.count }
                }
                passed(count)
            }
            ScriptedServerSocket.shutDown(near)
        }
    }

    private static func startThread(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.name = "relay"
        thread.start()
    }
}
