#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

#if os(Linux)
    /// A thread that waits for files.
    struct WatchThread: Sendable {
        private let thread: pthread_t

        private final class Body: Sendable {
            let run: @Sendable () -> Void
            init(_ run: @escaping @Sendable () -> Void) { self.run = run }
        }

        /// Starts it.
        ///
        /// - Returns: `nil` where the system has none left.
        init?(_ run: @escaping @Sendable () -> Void) {
            var attributes = pthread_attr_t()
            pthread_attr_init(&attributes)
            defer { pthread_attr_destroy(&attributes) }
            pthread_attr_setstacksize(&attributes, 1 << 18)
            // Signals are for the thread that has the terminal.
            var all = sigset_t()
            var before = sigset_t()
            sigfillset(&all)
            pthread_sigmask(SIG_SETMASK, &all, &before)
            defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
            var thread = pthread_t()
            let body = Unmanaged.passRetained(Body(run))
            let failed = pthread_create(
                &thread, &attributes,
                { pointer in
                    Unmanaged<Body>.fromOpaque(pointer!).takeRetainedValue().run()
                    return nil
                }, body.toOpaque())
            guard failed == 0 else {
                body.release()
                return nil
            }
            self.thread = thread
        }

        /// Waits until it has ended; from itself it only sees to it that nothing is left of it
        /// then. Has to be called once.
        func join() {
            if pthread_equal(pthread_self(), thread) != 0 {
                pthread_detach(thread)
            } else {
                pthread_join(thread, nil)
            }
        }
    }
#endif
