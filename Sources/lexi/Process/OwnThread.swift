#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs a body on a thread of its own and waits for it: the terminal's calls belong to one
/// thread, and it may block there.
func onOwnThread<Value: Sendable>(
    _ body: @escaping @Sendable () -> Value
) async -> Value {
    await withCheckedContinuation { continuation in
        let work = ThreadWork { continuation.resume(returning: body()) }
        // Not `pthread_attr_t()`: which module its initialiser belongs to depends on which of the C
        // modules was read first.
        let error = withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { buffer in
            let attributes = buffer.baseAddress!
            pthread_attr_init(attributes)
            pthread_attr_setstacksize(attributes, 8 << 20)
            pthread_attr_setdetachstate(attributes, Int32(PTHREAD_CREATE_DETACHED))
            var thread = pthread_t()
            return pthread_create(
                &thread, attributes,
                { pointer in
                    Unmanaged<ThreadWork>.fromOpaque(pointer!).takeRetainedValue().body()
                    return nil
                }, Unmanaged.passRetained(work).toOpaque())
        }
        precondition(error == 0, "no thread for the terminal: \(error)")
    }
}

private final class ThreadWork: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
