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

    /// Where the program has the lifeline: behind the three streams.
    private static let lifelineNumber: Int32 = 3

    /// - Returns: The process identifier.
    func run() throws -> Int32 {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }

        // A session leader without a terminal gets the first that it opens.
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        posix_spawn_file_actions_adddup2(&actions, lifeline, Self.lifelineNumber)
        if let workingDirectory {
            posix_spawn_file_actions_addchdir_np(&actions, workingDirectory)
        }
        Self.resetSignals(&attributes)
        let flags =
            Int32(LEXI_SPAWN_SETSID) | Int32(POSIX_SPAWN_SETSIGMASK)
            | Int32(POSIX_SPAWN_SETSIGDEF)
        posix_spawnattr_setflags(&attributes, Int16(flags))
        _ = lexi_spawn_close_from(&actions, &attributes, Self.lifelineNumber + 1)

        return try Self.start(executable, arguments, environment, &actions, &attributes)
    }

    #if canImport(Darwin)
        typealias Actions = posix_spawn_file_actions_t?
        typealias Attributes = posix_spawnattr_t?
    #else
        typealias Actions = posix_spawn_file_actions_t
        typealias Attributes = posix_spawnattr_t
    #endif

    /// What the tests ignore or block is not the program's concern.
    static func resetSignals(_ attributes: inout Attributes) {
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        sigdelset(&signals, SIGKILL)
        sigdelset(&signals, SIGSTOP)
        posix_spawnattr_setsigdefault(&attributes, &signals)
    }

    static func start(
        _ executable: String, _ arguments: [String], _ environment: [String: String],
        _ actions: inout Actions, _ attributes: inout Attributes
    ) throws -> Int32 {
        var identifier: pid_t = 0
        let error = withStrings([executable] + arguments) { arguments in
            withStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawn(
                    &identifier, executable, &actions, &attributes, arguments, environment)
            }
        }
        guard error == 0 else { throw SystemCallError("posix_spawn \(executable)", number: error) }
        return identifier
    }

    private static func withStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
