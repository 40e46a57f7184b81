public import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState

/// When the next frame is due, and how long nothing happens.
extension DashboardCore {
    /// Ends what lasts for a time only: the window in which a second Ctrl+C quits, the moment in
    /// which an Enter may be part of a paste, and the pauses after which what is written is saved
    /// and what is typed is looked for.
    @discardableResult
    public mutating func expire(now: Instant) -> [Request] {
        var requests: [Request] = []
        if burst.takeHeldEnter(now: now.nanoseconds) { requests += handle(.enter, now: now) }
        if let until = quitArmedUntil, now.nanoseconds > until {
            endQuitWindow()
            isDirty = true
        }
        return requests + saveDueDrafts(now: now) + searchDueConversations(now: now)
            + restoreShownConversation()
    }

    /// A notice lasts until the next key, and that of the window as long as the window.
    mutating func endQuitWindow() {
        quitArmedUntil = nil
        change(.dismissNotice)
    }

    /// Says how long drawing took: a frame that was dear is followed by a pause, so that a heavy
    /// answer never keeps the keyboard waiting.
    public mutating func didPaint(now: Instant) {
        guard let lastPaint, now.nanoseconds > lastPaint else { return }
        pause = max(Self.frameNanoseconds, 4 * (now.nanoseconds - lastPaint))
    }

    /// When the screen looks for events next, in nanoseconds; `nil` when it is told of them.
    public var nextLook: UInt64? { isCrowded ? lastPaint.map { $0 + pause } : nil }

    /// A frame was due, and the screen has not taken the last one yet, as over a slow line. It is
    /// left out: what is newest is drawn when there is room.
    public mutating func screenIsBusy(now: Instant) {
        busyUntil = now.nanoseconds + Self.frameNanoseconds
    }

    /// Whether the next frame is due: at once for a key, else a frame's time after the last one.
    public func isPaintDue(now: Instant) -> Bool {
        guard let lastPaint else { return true }
        if let busyUntil, now.nanoseconds < busyUntil { return false }
        let age = now.nanoseconds - min(lastPaint, now.nanoseconds)
        if isDirty || isCrowded, isUrgent || age >= pause { return true }
        if isDirty { return false }
        return now.nanoseconds >= nextTick(after: lastPaint) ?? .max
            || hasResetAged(between: lastPaint, and: now)
    }

    /// How long the run loop may sleep; `nil` for as long as nothing happens.
    public func sleep(now: Instant) -> Duration? {
        guard let lastPaint else { return .zero }
        var wake: UInt64? = nextTick(after: lastPaint)
        if isDirty || isCrowded { wake = isUrgent ? now.nanoseconds : lastPaint + pause }
        if let until = quitArmedUntil { wake = min(wake ?? .max, until + 1) }
        for due in [burst.heldUntil, draftsDueAt, paletteData.search?.dueAt] {
            if let due { wake = min(wake ?? .max, due) }
        }
        // What the bar says of a limit's reset gets old: at the reset, and with the day.
        if wake == nil, let left = reset(at: now.unixSeconds)?.secondsUntilChange {
            wake = now.nanoseconds + UInt64(left * 1e9) + 1
        }
        guard let wake else { return nil }
        let due = max(wake, busyUntil ?? 0)
        return .nanoseconds(Int64(due > now.nanoseconds ? due - now.nanoseconds : 0))
    }

    private func reset(at unixSeconds: Double) -> LimitReset? {
        // A recording's limits get old in its own time, and are drawn again while that goes on.
        guard state.replay == nil else { return nil }
        return LimitReset(state.account.rateLimit.reset, now: unixSeconds)
    }

    private func hasResetAged(between lastPaint: UInt64, and now: Instant) -> Bool {
        guard let reset = reset(at: now.unixSeconds) else { return false }
        let paintedAt = now.unixSeconds - Double(now.nanoseconds - lastPaint) / 1e9
        return self.reset(at: paintedAt)?.reads(as: reset) == false
    }

    /// Only what runs moves, and of a recording only as long as that is played.
    func nextTick(after lastPaint: UInt64) -> UInt64? {
        guard state.isRunning, state.hasMovingTime else { return nil }
        let tick = view.look.hasMotion ? Self.tickNanoseconds : Self.stillTickNanoseconds
        return (lastPaint / tick + 1) * tick
    }
}
