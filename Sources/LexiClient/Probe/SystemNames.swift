internal import LexiAPI
internal import NIOCore

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Looks up names as the system does.
enum SystemNames {
    /// The addresses of a host, in the system's order. Blocks.
    ///
    /// - Throws: A ``Failure`` when there is none.
    static func addresses(of host: String, port: Int) throws -> [SocketAddress] {
        var hints = addrinfo()
        #if canImport(Darwin)
            hints.ai_socktype = SOCK_STREAM
        #else
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        let error = getaddrinfo(host, "\(port)", &hints, &list)
        guard error == 0 else {
            let reason = String(cString: gai_strerror(error))
            throw Failure(
                code: .network, message: "The name \(host) cannot be found: \(reason).")
        }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var entry = list
        while let info = entry {
            defer { entry = info.pointee.ai_next }
            guard let address = info.pointee.ai_addr else { continue }
            if info.pointee.ai_family == AF_INET {
                address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    addresses.append(SocketAddress($0.pointee))
                }
            } else if info.pointee.ai_family == AF_INET6 {
                address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                    addresses.append(SocketAddress($0.pointee))
                }
            }
        }
        return addresses
    }
}
