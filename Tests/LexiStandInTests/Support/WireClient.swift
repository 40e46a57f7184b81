import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A plain socket, so that tests see the bytes a server sends and not what a library makes of
/// them.
final class WireClient: Sendable {
    struct Failure: Error {
        var what: String
        var code = errno
    }

    private let descriptor: Int32

    init(port: Int) throws {
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        descriptor = socket(AF_INET, kind, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(what: "connect") }
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws {
        var bytes = ArraySlice(text.utf8)
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure(what: "write") }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Reads until the text ends with or contains something, or the server closes.
    func read(until mark: String? = nil) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            // A thread of its own: blocked reads on a shared pool would starve the server.
            Thread.detachNewThread { [self] in
                continuation.resume(with: Result { try readBlocking(until: mark) })
            }
        }
    }

    private func readBlocking(until mark: String?) throws -> String {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { throw Failure(what: "recv") }
            if count == 0 { break }
            received += buffer[..<count]
            if let mark, String(decoding: received, as: UTF8.self).contains(mark) { break }
        }
        return String(decoding: received, as: UTF8.self)
    }
}

/// A response as it came, and its parts.
struct WireResponse: Sendable {
    var head: String
    var body: String

    init(_ raw: String) {
        let bytes = Array(raw.utf8)
        let gap = Array("\r\n\r\n".utf8)
        let end = bytes.indices.first { bytes[$0...].starts(with: gap) } ?? bytes.count
        head = String(decoding: bytes[..<end], as: UTF8.self)
        let rest = bytes[min(end + 4, bytes.count)...]
        let isChunked = head.lowercased().contains("transfer-encoding: chunked")
        body = String(decoding: isChunked ? Self.joined(rest) : Array(rest), as: UTF8.self)
    }

    var statusLine: String { head.components(separatedBy: "\r\n")[0] }

    func header(_ name: String) -> String? {
        head.components(separatedBy: "\r\n").dropFirst().compactMap { line -> String? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { return nil }
            return parts[1].trimmingCharacters(in: .whitespaces)
        }.first
    }

    private static func joined(_ chunks: ArraySlice<UInt8>) -> [UInt8] {
        var rest = chunks
        var body: [UInt8] = []
        while let end = rest.firstIndex(of: 13) {
            let size = Int(String(decoding: rest[rest.startIndex..<end], as: UTF8.self), radix: 16)
            guard let size, size > 0, end + 2 + size <= rest.endIndex else { break }
            body += rest[(end + 2)..<(end + 2 + size)]
            rest = rest[(end + 2 + size)...].dropFirst(2)
        }
        return body
    }
}
