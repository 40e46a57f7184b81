import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the system calls its errors.
enum SystemText {
    /// "No such file or directory" for `ENOENT`.
    static func message(_ code: Int32) -> String { String(cString: strerror(code)) }

    static let connectionRefused = ECONNREFUSED
    static let connectionReset = ECONNRESET

    /// `120 s` or `1.5 s`.
    static func seconds(_ duration: Duration) -> String {
        let seconds =
            Double(duration.components.seconds)
            + Double(duration.components.attoseconds) / 1e18
        return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
    }

    /// Why an address could not be bound, in words for somebody who chose it.
    static func bindingFailed(_ code: Int32) -> String {
        switch code {
        case EADDRINUSE: "the port is in use by another program"
        case EADDRNOTAVAIL: "the address is not one of this machine's"
        case EACCES: "this user may not listen on this port"
        default: message(code)
        }
    }
}
