import CSpawn

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Starts a program with a terminal as its controlling one.
struct Spawn {
    var executable: String
    var arguments: [String]
    var environment: [String: String]
    var terminal: String
    var workingDirectory: String?
    /// A descriptor that the program inherits and knows nothing of.
    var lifeline: Int32

    /// - Returns: The process identifier.
    func run() throws -> Int32 {
        try Self.start(executable, arguments, environment) {
            lexi_spawn_on_terminal(&$0, $1, $2, terminal, workingDirectory, lifeline)
        }
    }

    /// A list of texts with a null at its end, as C takes it.
    typealias Strings = [UnsafeMutablePointer<CChar>?]

    /// - Parameter spawn: Is given the program with its arguments, and the environment; returns an
    ///   error number.
    static func start(
        _ executable: String, _ arguments: [String], _ environment: [String: String],
        _ spawn: (inout pid_t, Strings, Strings) -> Int32
    ) throws -> Int32 {
        var identifier: pid_t = 0
        let error = withStrings([executable] + arguments) { arguments in
            withStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                spawn(&identifier, arguments, environment)
            }
        }
        guard error == 0 else { throw SystemCallError("posix_spawn \(executable)", number: error) }
        return identifier
    }

    private static func withStrings<Result>(
        _ strings: [String], _ body: (Strings) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
