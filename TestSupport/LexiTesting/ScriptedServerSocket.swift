internal import Foundation

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The few blocking socket calls that a scripted server makes.
enum ScriptedServerSocket {
    #if canImport(Darwin)
        private static let stream = SOCK_STREAM
        private static let sendFlags: Int32 = 0
    #else
        private static let stream = Int32(SOCK_STREAM.rawValue)
        // A client that has gone away is part of many scripts, and no reason to die of SIGPIPE.
        private static let sendFlags = Int32(MSG_NOSIGNAL)
    #endif

    /// Takes a loopback port of the system's choice.
    static func bindLoopback() throws -> (socket: Int32, port: Int) {
        let bound = socket(AF_INET, stream, 0)
        guard bound >= 0 else { throw lastError() }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(bound, address, length) == 0 && getsockname(bound, address, &length) == 0
            }
        }
        guard isBound else {
            let error = lastError()
            close(bound)
            throw error
        }
        return (bound, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// Takes a loopback port and listens on it.
    static func listen() throws -> (socket: Int32, port: Int) {
        let (listener, port) = try bindLoopback()
        #if canImport(Darwin)
            let isListening = Darwin.listen(listener, 16) == 0
        #elseif canImport(Musl)
            let isListening = Musl.listen(listener, 16) == 0
        #else
            let isListening = Glibc.listen(listener, 16) == 0
        #endif
        guard isListening else {
            let error = lastError()
            close(listener)
            throw error
        }
        return (listener, port)
    }

    /// A connection to a loopback port; `nil` where nobody listens.
    static func connect(_ port: Int) -> Int32? {
        let connection = socket(AF_INET, stream, 0)
        guard connection >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                let length = socklen_t(MemoryLayout<sockaddr_in>.size)
                #if canImport(Darwin)
                    return Darwin.connect(connection, address, length) == 0
                #elseif canImport(Musl)
                    return Musl.connect(connection, address, length) == 0
                #else
                    return Glibc.connect(connection, address, length) == 0
                #endif
            }
        }
        if isConnected { return connection }
        close(connection)
        return nil
    }

    /// The next connection; `nil` when the listener was shut down.
    static func accept(_ listener: Int32) -> Int32? {
        #if canImport(Darwin)
            let connection = Darwin.accept(listener, nil, nil)
            var on: Int32 = 1
            setsockopt(
                connection, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        #elseif canImport(Musl)
            let connection = Musl.accept(listener, nil, nil)
        #else
            let connection = Glibc.accept(listener, nil, nil)
        #endif
        guard connection >= 0 else { return nil }
        // Chunks of a script are to arrive as they were sent, without being gathered.
        var noDelay: Int32 = 1
        setsockopt(
            connection, Int32(IPPROTO_TCP), TCP_NODELAY, &noDelay,
            socklen_t(MemoryLayout<Int32>.size))
        return connection
    }

    /// The next bytes; empty at the end of the connection, however it came.
    static func read(_ connection: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(connection, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes[..<count]) : []
    }

    /// Reads a head and as many bytes as its `Content-Length` names.
    static func readRequest(_ connection: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let head = text.range(of: "\r\n\r\n") {
                let length = text[..<head.lowerBound].split(separator: "\r\n").lazy
                    .map { $0.split(separator: ":", maxSplits: 1) }
                    .first { $0[0].lowercased() == "content-length" }
                    .flatMap { Int($0[1].trimmingCharacters(in: .whitespaces)) }
                if text[head.upperBound...].utf8.count >= length ?? 0 { return bytes }
            }
            let next = read(connection)
            if next.isEmpty { return bytes }
            bytes += next
        }
    }

    /// Sends all the bytes; when the client is gone, what it does not take is lost.
    static func send(_ bytes: [UInt8], to connection: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { buffer in
                #if canImport(Darwin)
                    Darwin.send(connection, buffer.baseAddress, buffer.count, sendFlags)
                #elseif canImport(Musl)
                    Musl.send(connection, buffer.baseAddress, buffer.count, sendFlags)
                #else
                    Glibc.send(connection, buffer.baseAddress, buffer.count, sendFlags)
                #endif
            }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Makes the coming `close` send a reset instead of an orderly end.
    static func makeCloseReset(_ connection: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            connection, SOL_SOCKET, SO_LINGER, &linger,
            socklen_t(MemoryLayout.size(ofValue: linger)))
    }

    /// Wakes whoever blocks on the socket.
    static func shutDown(_ socket: Int32) {
        shutdown(socket, Int32(SHUT_RDWR))
    }

    static func close(_ socket: Int32) {
        #if canImport(Darwin)
            _ = Darwin.close(socket)
        #elseif canImport(Musl)
            _ = Musl.close(socket)
        #else
            _ = Glibc.close(socket)
        #endif
    }

    private static func lastError() -> POSIXError {
        POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
}
