import Foundation
import LexiHome
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Lets files grow to a size only, as a full disk does. Only for a process of its own: it is all
/// of a process's files that it holds for.
enum FileSizeLimit {
    static func with<Value>(bytes: UInt64, _ body: () throws -> Value) rethrows -> Value {
        // Else the first byte too many ends the process.
        signal(SIGXFSZ, SIG_IGN)
        var before = rlimit()
        getrlimit(resource, &before)
        var limited = before
        limited.rlim_cur = rlim_t(bytes)
        setrlimit(resource, &limited)
        defer { setrlimit(resource, &before) }
        return try body()
    }

    #if canImport(Glibc)
        private static let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    #else
        private static let resource = RLIMIT_FSIZE
    #endif
}

/// Permissions hold for everybody but the superuser. Only for a process of its own, which is an
/// ordinary user's from then on.
enum AsOrdinaryUser {
    static func inFolder(_ body: (String) throws -> Void) throws {
        let folder = StateFolder()
        try PrivateFolder.make(folder.path)
        let nobody: uid_t = 65534
        if geteuid() == 0 {
            chown(folder.path, nobody, nobody)
            try #require(seteuid(nobody) == 0)
        }
        defer { if getuid() == 0 { seteuid(0) } }
        try body(folder.path)
    }
}
