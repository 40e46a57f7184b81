import CNcurses
public import LexiScreen

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Terminal {
    /// How long an Esc may be the beginning of something.
    private static let settleDelay = Duration.milliseconds(25)
    /// Input is taken in such portions, so that drawing and signals get their turn in a long paste.
    private static let largestPortion = 1 << 18

    /// Blocks until keys, a signal or ``Waker/wake()`` come, or the time is over. No timer runs
    /// without a time-out, save 25 ms after a lone Esc.
    ///
    /// - Parameter timeout: The longest wait; `nil` for none, zero to look without waiting.
    /// - Returns: What happened: signals in their order, then keys, then ``TerminalEvent/woken``.
    ///   Empty only when the time is over.
    public func wait(timeout: Duration?) -> [TerminalEvent] {
        let clock = ContinuousClock()
        let end = timeout.map { clock.now + $0 }
        while true {
            var sources = (
                pollfd(fd: isHungUp ? -1 : input, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakePipe.readEnd, events: Int16(POLLIN), revents: 0),
                pollfd(fd: lexi_guard_signal_descriptor(), events: Int16(POLLIN), revents: 0)
            )
            let next = [end, settleTime].compactMap { $0 }.min()
            let delay = next.map { Self.milliseconds(clock.now.duration(to: $0)) } ?? -1
            let ready = withUnsafeMutableBytes(of: &sources) {
                poll($0.baseAddress!.assumingMemoryBound(to: pollfd.self), 3, delay)
            }
            var events: [TerminalEvent] = []
            if ready > 0 {
                if sources.2.revents != 0 { takeSignals(into: &events) }
                if sources.0.revents != 0 { takeInput(into: &events) }
            }
            if let settleTime, settleTime <= clock.now {
                self.settleTime = nil
                append(decoder.flush(), to: &events)
            }
            if ready > 0, sources.1.revents != 0 {
                wakePipe.reset()
                events.append(.woken)
            }
            if !events.isEmpty { return events }
            if let end, end <= clock.now { return [] }
        }
    }

    /// Rounded up, so that a wait never ends early and tries again.
    private static func milliseconds(_ duration: Duration) -> Int32 {
        let (seconds, attoseconds) = duration.components
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        let milliseconds =
            seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(max(0, milliseconds))
    }

    private func takeInput(into events: inout [TerminalEvent]) {
        var keys: [Key] = []
        var total = 0
        repeat {
            let count = read(input, readBuffer.baseAddress, readBuffer.count)
            if count < 0, errno == EINTR || errno == EAGAIN { break }
            guard count > 0 else {
                isHungUp = true
                break
            }
            total += count
            let bytes = UnsafeBufferPointer(
                rebasing: readBuffer.bindMemory(to: UInt8.self)[..<count])
            keys += decoder.feed(bytes)
            noteAnswer(keys)
            // A terminal hands over 4095 bytes at most: after so many there may be more.
            if count < 1024 { break }
        } while total < Self.largestPortion && hasInput
        settleTime = decoder.isWaiting ? ContinuousClock.now + Self.settleDelay : nil
        append(keys, to: &events)
        if isHungUp, !events.contains(.hungUp) { events.append(.hungUp) }
    }

    private func noteAnswer(_ keys: [Key]) {
        guard backgroundAsked != nil else { return }
        for case .background in keys { backgroundAsked = nil }
    }

    /// Lets an answer that is on its way arrive here before the terminal is given back, or the
    /// shell would take it for something typed. A terminal that has not answered for a second has
    /// no answer.
    func awaitAnswer() {
        guard let asked = backgroundAsked, asked.duration(to: .now) < .seconds(1) else { return }
        let end = ContinuousClock.now + .milliseconds(100)
        while backgroundAsked != nil, !isHungUp, ContinuousClock.now < end {
            var source = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
            let left = Self.milliseconds(ContinuousClock.now.duration(to: end))
            guard poll(&source, 1, left) > 0 else { continue }
            var ignored: [TerminalEvent] = []
            takeInput(into: &ignored)
        }
    }

    private var hasInput: Bool {
        var source = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        return poll(&source, 1, 0) > 0
    }

    private func append(_ keys: [Key], to events: inout [TerminalEvent]) {
        if !keys.isEmpty { events.append(.keys(keys)) }
    }

    private func takeSignals(into events: inout [TerminalEvent]) {
        while case let signal = lexi_guard_next_signal(), signal != 0 {
            switch signal {
            case SIGWINCH:
                if adoptSize() { events.append(.resized(size)) }
            case SIGCONT:
                retakeScreen()
                events.append(.resumed)
            case SIGTSTP: events.append(.suspendRequested)
            case SIGHUP:
                // The terminal's end of file comes with it, or before.
                if !isHungUp { events.append(.hungUp) }
                isHungUp = true
            default: events.append(.terminated(signal: signal))
            }
        }
    }
}
