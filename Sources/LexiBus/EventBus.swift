import Synchronization

/// Carries every event from those who make them to those who use them, in one order.
///
/// Each element gets its number when it comes in, and every reader gets the elements in the order
/// of their numbers. Two promises, chosen by the reader:
/// - *lossless*: it is a task that is handed all that has gathered (``attach(_:capacity:take:)``,
///   ``subscribe(_:capacity:)``);
/// - *gathering* (``subscribeGathering(_:capacity:onReady:)``): it looks when it is ready, and then
///   takes all that has gathered in one go.
///
/// Neither loses or joins anything. Both are bounded: a publisher whose elements do not fit into a
/// mailbox waits until they do, which turns a slow reader into back-pressure on whatever the
/// publisher reads from, and on nobody else.
public actor EventBus<Element: Sendable> {
    private struct Ingress {
        var count: UInt64 = 0
        var mailboxes: [Mailbox<Element>] = []
        var isFinished = false
    }

    /// A lock, so that the screen's thread comes in by the same door without waiting.
    private let ingress = Mutex(Ingress())
    private let number: @Sendable (inout Element, UInt64) -> Void
    /// The tasks of the readers that the bus runs, in the order in which they were attached.
    private var readers: [(mailbox: Mailbox<Element>, task: Task<Void, Never>)] = []

    /// - Parameter number: Writes its number into an element, from 1.
    public init(number: @escaping @Sendable (inout Element, UInt64) -> Void = { _, _ in }) {
        self.number = number
    }

    // MARK: Readers

    /// Attaches a reader that the bus runs, and which gets every element.
    ///
    /// - Parameters:
    ///   - name: What the figures call it.
    ///   - capacity: How much may wait for it.
    ///   - take: Takes what has gathered, at least one element. The next is handed over when it
    ///     returns.
    ///   - finish: Called once after the last element, when the bus has finished.
    public func attach(
        _ name: String, capacity: Capacity<Element>,
        take: @escaping @Sendable ([Element]) async -> Void,
        finish: @escaping @Sendable () async -> Void = {}
    ) {
        let mailbox = Mailbox<Element>(name: name, capacity: capacity)
        add(mailbox)
        let task = Task {
            for await elements in LosslessSubscription(mailbox: mailbox) { await take(elements) }
            await finish()
        }
        readers.append((mailbox, task))
    }

    /// Subscribes for every element.
    public nonisolated func subscribe(
        _ name: String = "reader", capacity: Capacity<Element>
    ) -> LosslessSubscription<Element> {
        let mailbox = Mailbox<Element>(name: name, capacity: capacity)
        add(mailbox)
        return LosslessSubscription(mailbox: mailbox)
    }

    /// Subscribes for what has gathered since the last look.
    ///
    /// - Parameter onReady: Called outside any lock whenever the mailbox turns from empty to
    ///   filled, and when the bus finishes. It must not block.
    public nonisolated func subscribeGathering(
        _ name: String = "screen", capacity: Capacity<Element>,
        onReady: @escaping @Sendable () -> Void
    ) -> GatheringSubscription<Element> {
        let mailbox = Mailbox<Element>(name: name, capacity: capacity, onReady: onReady)
        add(mailbox)
        return GatheringSubscription(mailbox: mailbox)
    }

    private nonisolated func add(_ mailbox: Mailbox<Element>) {
        let isLate = ingress.withLock { ingress in
            if !ingress.isFinished { ingress.mailboxes.append(mailbox) }
            return ingress.isFinished
        }
        if isLate { mailbox.finish() }
    }

    /// How each reader fares, in the order in which they were attached.
    public nonisolated var figures: [ReaderFigures] {
        ingress.withLock { $0.mailboxes }.map(\.figures)
    }

    // MARK: Elements

    /// Takes elements in and returns when all mailboxes have.
    ///
    /// A reader with room never waits for one without. Cancelling the publishing task does not cut
    /// a delivery short: an ending must arrive also when it is a cancellation that ends the turn.
    /// Publishing after ``finish()`` does nothing.
    public nonisolated func publish(_ elements: [Element]) async {
        for (mailbox, ticket) in enter(elements).crowded {
            await mailbox.waitForRoom(ticket: ticket)
        }
    }

    /// Takes elements in without waiting for room, in the same order as those of
    /// ``publish(_:)``. For what people do, which is little.
    ///
    /// - Returns: The elements with their numbers.
    @discardableResult
    public nonisolated func post(_ elements: [Element]) -> [Element] { enter(elements).numbered }

    private nonisolated func enter(
        _ elements: [Element]
    ) -> (numbered: [Element], crowded: [(Mailbox<Element>, ticket: UInt64)]) {
        ingress.withLock { ingress in
            guard !ingress.isFinished, !elements.isEmpty else { return (elements, []) }
            var elements = elements
            for place in elements.indices {
                ingress.count += 1
                number(&elements[place], ingress.count)
            }
            var crowded: [(Mailbox<Element>, ticket: UInt64)] = []
            var isSomeoneGone = false
            for mailbox in ingress.mailboxes {
                switch mailbox.accept(elements) {
                case .took: break
                case .waits(let ticket): crowded.append((mailbox, ticket))
                case .closed: isSomeoneGone = true
                }
            }
            if isSomeoneGone { ingress.mailboxes.removeAll { $0.isClosed } }
            return (elements, crowded)
        }
    }

    /// Ends every subscription once it has taken what waits. The readers that the bus runs end one
    /// after the other, in the order in which they were attached; returns when the last one has.
    public func finish() async {
        let mailboxes = ingress.withLock { ingress in
            ingress.isFinished = true
            return ingress.mailboxes
        }
        let readers = self.readers
        self.readers = []
        for mailbox in mailboxes where !readers.contains(where: { $0.mailbox === mailbox }) {
            mailbox.finish()
        }
        for reader in readers {
            reader.mailbox.finish()
            await reader.task.value
        }
    }
}
