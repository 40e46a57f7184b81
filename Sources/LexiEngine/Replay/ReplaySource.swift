public import LexiAPI
public import LexiBus
import LexiSession
public import LexiState
import Synchronization

/// Brings what is recorded to a bus, at the pace at which it happened: a source of events as the
/// live one is.
///
/// The events keep their times, and are of the origin `replayed`, on which nobody acts. It waits
/// with the clock it is given and only for what is due: no timer runs while it is paused or over.
public final class ReplaySource: Sendable {
    private struct State {
        var head: Playhead
        /// How often somebody has changed how it is played.
        var changeCount = 0
        var waiter: CheckedContinuation<Void, Never>?
        var task: Task<Void, Never>?
    }

    /// So many events at most are published before it is looked whether somebody has paused it.
    private static let batch = 256

    private let events: [SessionEvent]
    /// Where the events go.
    public let bus: SessionBus
    private let now: @Sendable () -> Instant
    private let sleep: @Sendable (Duration) async throws -> Void
    private let onOver: @Sendable () -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - now: The clock by which it is played.
    ///   - sleep: Passes time on that clock. Throws when the task is cancelled, and only then.
    ///   - onOver: Called when all of it is with the bus's readers.
    public init(
        _ recording: Recording, on bus: SessionBus, speed: ReplaySpeed,
        now: @escaping @Sendable () -> Instant,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        onOver: @escaping @Sendable () -> Void = {}
    ) {
        events = recording.events
        self.bus = bus
        self.now = now
        self.sleep = sleep
        self.onOver = onOver
        state = Mutex(State(head: Playhead(recording.events, speed: speed)))
    }

    // MARK: Looking at it

    /// How far it is, and how it is played.
    public var status: Replay {
        state.withLock { state in
            let head = state.head
            let phase: Replay.Phase = head.isOver ? .over : head.isPaused ? .paused : .playing
            return Replay(phase: phase, speed: head.speed)
        }
    }

    /// The recording's time at a time of the clock: it stands still in a pause and at the end.
    public func recordedTime(at now: Instant) -> Instant {
        state.withLock { $0.head.recordedTime(at: now) }
    }

    // MARK: Playing it

    /// Plays all of it; returns when it is over, or the task is cancelled.
    public func play() async {
        state.withLock { $0.head.start(at: now()) }
        while !Task.isCancelled {
            let (next, changeCount) = state.withLock { state in
                (state.head.next(at: now(), most: Self.batch), state.changeCount)
            }
            switch next {
            case .take(let range):
                await bus.publish(Array(events[range]))
                state.withLock { $0.head.take(upTo: range.upperBound) }
            case .wait(let duration): await rest(duration, since: changeCount)
            case .rest: await rest(nil, since: changeCount)
            case .over:
                onOver()
                return
            }
        }
    }

    /// Plays it in a task of its own, once, until ``stop()``.
    public func start() {
        state.withLock { state in
            if state.task == nil { state.task = Task { await self.play() } }
        }
    }

    /// Ends what ``start()`` has begun.
    public func stop() async {
        let task = state.withLock { $0.task }
        task?.cancel()
        await task?.value
    }

    /// Pauses, or goes on.
    public func togglePause() {
        change { head, now in
            if head.isPaused { head.resume(at: now) } else { head.pause(at: now) }
        }
    }

    /// Plays on at another speed.
    public func setSpeed(_ speed: ReplaySpeed) {
        change { head, now in head.setSpeed(speed, at: now) }
    }

    /// Plays on at a speed that follows from the one that holds.
    public func changeSpeed(_ next: (ReplaySpeed) -> ReplaySpeed) {
        change { head, now in head.setSpeed(next(head.speed), at: now) }
    }

    private func change(_ body: (inout Playhead, Instant) -> Void) {
        let waiter = state.withLock { state in
            body(&state.head, now())
            state.changeCount += 1
            return state.waiter.take()
        }
        waiter?.resume()
    }

    // MARK: Waiting

    /// Returns after a time, or as soon as somebody changes how it is played.
    ///
    /// - Parameters:
    ///   - duration: `nil` for no time at all.
    ///   - count: The changes that are known.
    private func rest(_ duration: Duration?, since count: Int) async {
        await withTaskGroup { group in
            group.addTask { await self.waitForChange(since: count) }
            if let duration {
                group.addTask { [sleep] in
                    do {
                        try await sleep(duration)
                    } catch {
                        // Somebody has changed something meanwhile.
                    }
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func waitForChange(since count: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isChanged = state.withLock { state in
                    guard state.changeCount == count, !Task.isCancelled else { return true }
                    state.waiter = continuation
                    return false
                }
                if isChanged { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.resume()
        }
    }
}
