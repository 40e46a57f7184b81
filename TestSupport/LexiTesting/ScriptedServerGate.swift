internal import Foundation
internal import Synchronization

/// A signal between a scripted server and the test that drives it: closed until opened, then open
/// for good. Either side may open it and either may wait.
public final class ScriptedServerGate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    // Counts one permit once open; each blocked thread takes it and passes it on.
    private let semaphore = DispatchSemaphore(value: 0)

    public init() {}

    public var isOpen: Bool { state.withLock { $0.isOpen } }

    /// Lets everyone through who waits now or later.
    public func open() {
        let waiting = state.withLock { state in
            if state.isOpen { return [CheckedContinuation<Void, Never>]?.none }
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        guard let waiting else { return }
        semaphore.signal()
        for continuation in waiting { continuation.resume() }
    }

    /// Returns once the gate is open.
    public func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    /// Blocks the calling thread until the gate is open: for the server's threads, and tests that run a program.
    public func waitBlocking() {
        semaphore.wait()
        semaphore.signal()
    }
}
