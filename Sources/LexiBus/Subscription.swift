/// A subscription that gets every element, in batches of what has gathered.
///
/// Iterate it from one task. Cancelling that task, or dropping the subscription, ends it: from
/// then on publishers no longer wait for it.
public final class LosslessSubscription<Element: Sendable>: Sendable, AsyncSequence {
    private let mailbox: Mailbox<Element>

    init(mailbox: Mailbox<Element>) { self.mailbox = mailbox }

    deinit { mailbox.cancel() }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let subscription: LosslessSubscription

        /// The next elements, at least one; `nil` after the bus has finished.
        public mutating func next() async -> [Element]? {
            await next(isolation: nil)
        }

        /// The next elements, at least one; `nil` after the bus has finished.
        public mutating func next(isolation actor: isolated (any Actor)?) async -> [Element]? {
            while true {
                guard let elements = subscription.mailbox.takeAll() else { return nil }
                if !elements.isEmpty { return elements }
                await subscription.mailbox.waitForElements()
            }
        }
    }

    /// What waits now, which may be nothing.
    public func takeWaiting() -> [Element] { mailbox.takeAll() ?? [] }

    public func makeAsyncIterator() -> Iterator { Iterator(subscription: self) }
}

/// A subscription that is looked at whenever its owner is ready.
public final class GatheringSubscription<Element: Sendable>: Sendable {
    private let mailbox: Mailbox<Element>

    init(mailbox: Mailbox<Element>) { self.mailbox = mailbox }

    deinit { mailbox.cancel() }

    /// All that has gathered since the last call; empty when nothing has. Never waits.
    ///
    /// - Parameter looksAgain: Whether the owner looks again by itself when it gets something now,
    ///   and need not be told that more has come. When nothing had gathered, it is told.
    public func takeAll(looksAgain: Bool = false) -> [Element] {
        mailbox.takeAll(isCalled: !looksAgain) ?? []
    }

    /// Ends the subscription: what has gathered is forgotten, and publishers no longer wait for
    /// it.
    public func cancel() { mailbox.cancel() }
}
