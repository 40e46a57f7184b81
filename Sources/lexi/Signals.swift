import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Turns the signals that ask a program to end into calls, for commands without a screen.
struct EndSignals {
    private let sources: [any DispatchSourceSignal]

    /// Calls back for each SIGINT, SIGTERM, SIGHUP and SIGQUIT with its number, until ``stop()``.
    /// None is lost once this has returned. Writing to a closed pipe is reported by `write` from
    /// now on, not by a signal.
    init(_ receive: @escaping @Sendable (Int32) -> Void) {
        signal(SIGPIPE, SIG_IGN)
        sources = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].compactMap { number in
            // What nohup, or a shell without job control, has switched off stays off.
            var former = sigaction()
            sigaction(number, nil, &former)
            let isIgnored = unsafeBitCast(former.__sigaction_handler.sa_handler, to: Int.self) == 1
            if isIgnored { return nil }
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in receive(number) }
            // Until it is registered a signal would be ignored.
            let registration = DispatchSemaphore(value: 0)
            source.setRegistrationHandler { @Sendable in registration.signal() }
            source.resume()
            registration.wait()
            return source
        }
    }

    func stop() {
        for source in sources { source.cancel() }
    }
}
