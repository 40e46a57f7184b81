import Synchronization

/// The bounded buffer of one subscription.
///
/// A lock rather than an actor: the screen takes from it synchronously, between two frames.
final class Mailbox<Element: Sendable>: Sendable {
    enum Acceptance {
        /// What did not fit.
        case took(rest: ArraySlice<Element>)
        case closed
    }

    private struct State {
        var buffer: [Element] = []
        var weight = 0
        /// The last buffered element of each lane.
        var lastOfLane: [Int: Int] = [:]
        var isFinished = false
        var isCancelled = false
        /// Whoever takes looks again without being called.
        var isQuiet = false
        var publishers: [CheckedContinuation<Void, Never>] = []
        var consumer: CheckedContinuation<Void, Never>?
    }

    private let policy: CoalescingPolicy<Element>
    private let onReady: @Sendable () -> Void
    private let state = Mutex(State())

    init(policy: CoalescingPolicy<Element>, onReady: @escaping @Sendable () -> Void = {}) {
        self.policy = policy
        self.onReady = onReady
    }

    func accept(_ elements: ArraySlice<Element>) -> Acceptance {
        let (acceptance, turnedReady, consumer) = state.withLock { state in
            if state.isCancelled || state.isFinished {
                return (Acceptance.closed, false, nil as CheckedContinuation<Void, Never>?)
            }
            let wasEmpty = state.buffer.isEmpty
            var rest = elements
            while let element = rest.first, append(element, to: &state) { rest.removeFirst() }
            let isReady = wasEmpty && !state.buffer.isEmpty
            return (
                .took(rest: rest), isReady && !state.isQuiet, isReady ? state.consumer.take() : nil
            )
        }
        consumer?.resume()
        if turnedReady { onReady() }
        return acceptance
    }

    private func append(_ element: Element, to state: inout State) -> Bool {
        let weight = policy.weight(element)
        guard state.buffer.isEmpty || state.weight + weight <= policy.capacity else {
            return false
        }
        state.weight += weight
        let lane = policy.lane(element)
        if let index = state.lastOfLane[lane], policy.join(&state.buffer[index], element) {
            return true
        }
        state.lastOfLane[lane] = state.buffer.count
        state.buffer.append(element)
        return true
    }

    /// Takes everything; `nil` once the mailbox is finished and empty.
    ///
    /// - Parameter isCalled: Whether to call when something comes. Without, whoever has taken
    ///   something has to look again; whoever found nothing is called.
    func takeAll(isCalled: Bool = true) -> [Element]? {
        let (elements, publishers) = state.withLock {
            state -> ([Element]?, [CheckedContinuation<Void, Never>]) in
            if state.buffer.isEmpty, state.isFinished || state.isCancelled { return (nil, []) }
            let elements = state.buffer
            state.isQuiet = !isCalled && !elements.isEmpty
            state.buffer = []
            state.weight = 0
            state.lastOfLane.removeAll(keepingCapacity: true)
            let publishers = state.publishers
            state.publishers = []
            return (elements, publishers)
        }
        for publisher in publishers { publisher.resume() }
        return elements
    }

    /// Returns when something was taken since, or nothing more will be.
    func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let hasRoom = state.withLock { state in
                if state.buffer.isEmpty || state.isFinished || state.isCancelled { return true }
                state.publishers.append(continuation)
                return false
            }
            if hasRoom { continuation.resume() }
        }
    }

    /// Returns when there is something to take, or nothing will come. One consumer at a time.
    func waitForElements() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if !state.buffer.isEmpty || state.isFinished || state.isCancelled {
                        return true
                    }
                    precondition(state.consumer == nil, "a subscription has one consumer")
                    state.consumer = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            cancel()
        }
    }

    /// No more will be published; what is buffered can still be taken.
    func finish() { close { $0.isFinished = true } }

    /// Nobody takes any more: publishers stop waiting.
    func cancel() {
        close { state in
            state.isCancelled = true
            state.buffer = []
            state.weight = 0
        }
    }

    private func close(_ change: (inout State) -> Void) {
        let (publishers, consumer) = state.withLock { state in
            change(&state)
            let publishers = state.publishers
            state.publishers = []
            return (publishers, state.consumer.take())
        }
        for publisher in publishers { publisher.resume() }
        consumer?.resume()
        onReady()
    }
}
