/// Carries every event from those who make them to those who use them.
///
/// Two promises, chosen by the subscriber:
/// - *lossless* (``subscribe(capacity:weight:)``): each element arrives, in order, as it was
///   published;
/// - *coalescing* (``subscribeCoalescing(_:onReady:)``): all that has gathered is taken in one
///   go; elements may have been joined to an earlier one of their lane, none is lost.
///
/// Both are bounded. A publisher whose element finds a full buffer waits, which turns a slow
/// subscriber into back-pressure on whatever the publisher reads from. Elements of one publisher
/// arrive in the order it published them; between publishers no order is promised.
public actor EventBus<Element: Sendable> {
    private var mailboxes: [ObjectIdentifier: Mailbox<Element>] = [:]
    private var isFinished = false

    public init() {}

    /// Subscribes without loss.
    ///
    /// - Parameters:
    ///   - capacity: How much may wait in the buffer, in the unit of `weight`. One element always
    ///     fits into an empty buffer, whatever it weighs.
    ///   - weight: What an element counts for; 1 each by default.
    public func subscribe(
        capacity: Int, weight: @escaping @Sendable (Element) -> Int = { _ in 1 }
    ) -> LosslessSubscription<Element> {
        let mailbox = Mailbox<Element>(
            policy: CoalescingPolicy(
                capacity: capacity, weight: weight, lane: { _ in 0 }, join: { _, _ in false }))
        add(mailbox)
        return LosslessSubscription(mailbox: mailbox)
    }

    /// Subscribes for what has gathered since the last look.
    ///
    /// - Parameter onReady: Called from the publisher's task, outside any lock, whenever the
    ///   buffer turns from empty to filled, and when the bus finishes. It must not block.
    public func subscribeCoalescing(
        _ policy: CoalescingPolicy<Element>, onReady: @escaping @Sendable () -> Void
    ) -> CoalescingSubscription<Element> {
        let mailbox = Mailbox<Element>(policy: policy, onReady: onReady)
        add(mailbox)
        return CoalescingSubscription(mailbox: mailbox)
    }

    private func add(_ mailbox: Mailbox<Element>) {
        if isFinished {
            mailbox.finish()
        } else {
            mailboxes[ObjectIdentifier(mailbox)] = mailbox
        }
    }

    /// Delivers elements to every subscriber and returns when all buffers have taken them.
    ///
    /// A subscriber with room never waits for one without. Cancelling the publishing task does
    /// not cut a delivery short: an ending must arrive also when it is a cancellation that ends
    /// the turn. Publishing after ``finish()`` does nothing.
    public func publish(_ elements: [Element]) async {
        var crowded: [(mailbox: Mailbox<Element>, rest: ArraySlice<Element>)] = []
        for (id, mailbox) in mailboxes {
            switch mailbox.accept(elements[...]) {
            case .closed: mailboxes[id] = nil
            case .took(let rest): if !rest.isEmpty { crowded.append((mailbox, rest)) }
            }
        }
        for (mailbox, remaining) in crowded {
            var rest = remaining
            while !rest.isEmpty {
                await mailbox.waitForRoom()
                guard case .took(let left) = mailbox.accept(rest) else { break }
                rest = left
            }
        }
    }

    /// Ends every subscription once it has taken what is buffered.
    public func finish() {
        isFinished = true
        for mailbox in mailboxes.values { mailbox.finish() }
        mailboxes = [:]
    }
}
