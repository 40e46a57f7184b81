internal import NIOCore
internal import NIOPosix

/// Which threads tasks run on.
public enum TaskThreads {
    /// Has all tasks of the program run on two threads that otherwise wait for the network,
    /// in place of Dispatch's pool. On Linux that pool looks after its threads once a second for
    /// as long as the program lives; these sleep until there is something to do.
    ///
    /// Call it once, on the main thread, before the first task. A task must not block then.
    ///
    /// - Returns: Whether they do; if not, tasks run on the pool, as ever.
    @discardableResult
    public static func useEventLoops() -> Bool {
        // Else there would be one for each processor.
        NIOSingletons.groupLoopCountSuggestion = 2
        return
            NIOSingletons
            .unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
    }
}
