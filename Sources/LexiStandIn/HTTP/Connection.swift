import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The connection a request came on.
struct Connection: Sendable {
    let channel: any Channel

    /// Closes it so that the client sees a reset and not an end.
    func reset() async {
        if let options = channel as? any SocketOptionProvider {
            do {
                // Lingering for no time makes the kernel send RST instead of FIN.
                try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
            } catch {
                // The connection has gone already, which is what was wanted.
            }
        }
        do { try await channel.close() } catch { return }
    }
}
