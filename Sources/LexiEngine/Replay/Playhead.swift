import LexiAPI
import LexiSession
import LexiState

/// Where a replay stands on the time line of its recording, for any time: a plain value without a
/// clock.
///
/// The recording's time goes on with the clock, times the speed. Where nothing ran it goes on a
/// little and then leaps: nobody waits for the next question for hours.
struct Playhead: Sendable {
    /// The longest time without a running turn that is played.
    static let longestIdle: UInt64 = 2_000_000_000

    private let instants: [Instant]
    /// When the events are played, in nanoseconds from the first one's on, at the speed at which
    /// they were recorded. They never fall.
    private let offsets: [UInt64]

    private(set) var speed: ReplaySpeed
    private(set) var isPaused = false
    /// How many of the events were taken.
    private(set) var takenCount = 0
    /// Where it stood when it was last started, paused or given another speed; `nil` at first.
    private var anchor: (time: Instant, offset: UInt64)?

    /// - Parameter events: At least one.
    init(_ events: [SessionEvent], speed: ReplaySpeed) {
        self.speed = speed
        instants = events.map(\.instant)
        var running: Set<TurnID> = []
        var offset: UInt64 = 0
        var offsets: [UInt64] = []
        offsets.reserveCapacity(events.count)
        var last = events[0].instant
        for event in events {
            // A program that was started later may have had another idea of the time.
            var pause =
                event.instant > last ? event.instant.nanoseconds - last.nanoseconds : 0
            if running.isEmpty { pause = min(pause, Self.longestIdle) }
            offset += pause
            offsets.append(offset)
            last = event.instant
            switch event.body {
            case .asked: event.turn.map { _ = running.insert($0) }
            case .ended, .interrupted: event.turn.map { _ = running.remove($0) }
            default: break
            }
        }
        self.offsets = offsets
    }

    var isOver: Bool { takenCount == instants.count }

    // MARK: What is done with it

    /// Starts; what is played counts from here.
    mutating func start(at now: Instant) { anchor = (now, 0) }

    mutating func pause(at now: Instant) {
        guard !isPaused, !isOver else { return }
        settle(at: now)
        isPaused = true
    }

    mutating func resume(at now: Instant) {
        guard isPaused else { return }
        settle(at: now)
        isPaused = false
    }

    mutating func setSpeed(_ speed: ReplaySpeed, at now: Instant) {
        settle(at: now)
        self.speed = speed
    }

    private mutating func settle(at now: Instant) {
        if anchor != nil { anchor = (now, offset(at: now)) }
    }

    // MARK: What follows from the time

    /// How far it is, in nanoseconds of the recording's time.
    private func offset(at now: Instant) -> UInt64 {
        guard let anchor else { return 0 }
        guard !isPaused, !isOver else { return min(anchor.offset, offsets[offsets.count - 1]) }
        let played: UInt64
        switch speed {
        // What was taken is what there is.
        case .max: played = takenCount > 0 ? offsets[takenCount - 1] : 0
        case .times(let factor):
            let passed = now > anchor.time ? now.nanoseconds - anchor.time.nanoseconds : 0
            played = anchor.offset + UInt64(min(Double(passed) * factor, 9e18))
        }
        return min(max(anchor.offset, played), offsets[offsets.count - 1])
    }

    /// The recording's time.
    func recordedTime(at now: Instant) -> Instant {
        let offset = isOver ? offsets[offsets.count - 1] : offset(at: now)
        // The last event that is not later.
        var (low, high) = (0, offsets.count)
        while low < high {
            let middle = (low + high) / 2
            if offsets[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        let place = max(0, low - 1)
        return instants[place].advanced(by: .nanoseconds(Int64(offset - offsets[place])))
    }

    /// What is to be done at a time.
    enum Next: Equatable {
        /// These events are due.
        case take(Range<Int>)
        /// The next event is due after this time.
        case wait(Duration)
        /// Nothing is due until somebody lets it go on.
        case rest
        case over
    }

    /// - Parameter most: How many events may be due at a time, 1 or more.
    func next(at now: Instant, most: Int) -> Next {
        if isOver { return .over }
        guard !isPaused, anchor != nil else { return .rest }
        let end = min(takenCount + most, offsets.count)
        guard case .times(let factor) = speed else { return .take(takenCount..<end) }
        let offset = offset(at: now)
        var due = takenCount
        while due < end, offsets[due] <= offset { due += 1 }
        guard due == takenCount else { return .take(takenCount..<due) }
        // In whole microseconds, as clocks count them, and none too early.
        let left = Double(offsets[due] - offset) / factor / 1000
        return .wait(.microseconds(Int64(min(left.rounded(.up), 9e15))))
    }

    /// The events up to here were taken.
    mutating func take(upTo end: Int) { takenCount = end }
}
