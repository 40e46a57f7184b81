#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An executable of this package, built along with the tests.
public enum BuiltProduct {
    /// No such executable lies beside the tests.
    public struct NotFoundError: Error, CustomStringConvertible {
        public var description: String
    }

    /// The path of an executable, found from that of the running tests upwards.
    public static func path(of name: String) throws -> String {
        var starts = CommandLine.arguments.filter { $0.contains(".xctest") }
        var link = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &link, link.count)
        if length > 0 {
            starts.append(
                String(decoding: link[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        for start in starts {
            var parts = start.split(separator: "/", omittingEmptySubsequences: false)
            // On macOS the tests are an executable inside a bundle.
            for _ in 0..<4 where parts.count > 1 {
                parts.removeLast()
                let candidate = parts.joined(separator: "/") + "/" + name
                if access(candidate, X_OK) == 0 { return candidate }
            }
        }
        throw NotFoundError(description: "`\(name)` is not built beside \(starts)")
    }
}
