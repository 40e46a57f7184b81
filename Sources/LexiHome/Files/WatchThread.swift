#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

#if os(Linux)
    /// A thread that runs until the program ends.
    final class WatchThread: Sendable {
        private let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }

        func start() {
            var attributes = pthread_attr_t()
            pthread_attr_init(&attributes)
            defer { pthread_attr_destroy(&attributes) }
            pthread_attr_setstacksize(&attributes, 1 << 18)
            pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
            // Signals are for the thread that has the terminal.
            var all = sigset_t()
            var before = sigset_t()
            sigfillset(&all)
            pthread_sigmask(SIG_SETMASK, &all, &before)
            defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
            var thread = pthread_t()
            let this = Unmanaged.passRetained(self)
            let failed = pthread_create(
                &thread, &attributes,
                { pointer in
                    Unmanaged<WatchThread>.fromOpaque(pointer!).takeRetainedValue().body()
                    return nil
                }, this.toOpaque())
            // Without it, changes are noticed when somebody asks.
            if failed != 0 { this.release() }
        }
    }
#endif
