import Synchronization

/// What waits for one reader: as much as may, and behind it the tickets of those whose elements
/// did not fit any more, in the order in which they came.
///
/// A lock rather than an actor: the screen takes from it synchronously, between two frames.
final class Mailbox<Element: Sendable>: Sendable {
    enum Acceptance: Equatable {
        /// All of it is there to be taken.
        case took
        /// The rest waits for room, under this number.
        case waits(ticket: UInt64)
        case closed
    }

    private struct Ticket {
        var number: UInt64
        var rest: ArraySlice<Element>
        /// Who waits until the rest is in; nobody for what was posted.
        var holder: CheckedContinuation<Void, Never>?
    }

    private struct State {
        var buffer: [Element] = []
        var weight = 0
        var tickets: [Ticket] = []
        var lastTicket: UInt64 = 0
        var isFinished = false
        var isCancelled = false
        /// Whoever takes looks again without being called.
        var isQuiet = false
        var consumer: CheckedContinuation<Void, Never>?
        var deliveredCount = 0
        var ticketCount = 0
        var mostWaiting = 0
    }

    let name: String
    private let capacity: Capacity<Element>
    private let onReady: @Sendable () -> Void
    private let state = Mutex(State())

    init(
        name: String, capacity: Capacity<Element>, onReady: @escaping @Sendable () -> Void = {}
    ) {
        self.name = name
        self.capacity = capacity
        self.onReady = onReady
    }

    var isClosed: Bool { state.withLock { $0.isCancelled } }

    var figures: ReaderFigures {
        state.withLock { state in
            ReaderFigures(
                name: name, deliveredCount: state.deliveredCount,
                waitingCount: state.buffer.count
                    + state.tickets.reduce(0) { $0 + $1.rest.count },
                mostWaitingCount: state.mostWaiting, heldBackCount: state.ticketCount)
        }
    }

    /// Takes elements in, behind all that came before.
    func accept(_ elements: [Element]) -> Acceptance {
        let (acceptance, turnedReady, consumer) = state.withLock { state in
            if state.isCancelled || state.isFinished {
                return (Acceptance.closed, false, nil as CheckedContinuation<Void, Never>?)
            }
            let wasEmpty = state.buffer.isEmpty
            var rest = elements[...]
            if state.tickets.isEmpty { fill(&state, from: &rest) }
            var acceptance = Acceptance.took
            if !rest.isEmpty {
                state.lastTicket += 1
                state.ticketCount += 1
                state.tickets.append(Ticket(number: state.lastTicket, rest: rest))
                acceptance = .waits(ticket: state.lastTicket)
            }
            state.mostWaiting = max(state.mostWaiting, state.buffer.count)
            let isReady = wasEmpty && !state.buffer.isEmpty
            return (acceptance, isReady && !state.isQuiet, isReady ? state.consumer.take() : nil)
        }
        consumer?.resume()
        if turnedReady { onReady() }
        return acceptance
    }

    private func fill(_ state: inout State, from rest: inout ArraySlice<Element>) {
        while let element = rest.first {
            let weight = capacity.weight(element)
            guard state.buffer.isEmpty || state.weight + weight <= capacity.limit else { return }
            state.weight += weight
            state.buffer.append(element)
            rest.removeFirst()
        }
    }

    /// Lets in what has waited for room, in its order.
    private func admit(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
        var holders: [CheckedContinuation<Void, Never>] = []
        while !state.tickets.isEmpty {
            var rest = state.tickets[0].rest
            fill(&state, from: &rest)
            state.tickets[0].rest = rest
            guard rest.isEmpty else { break }
            if let holder = state.tickets.removeFirst().holder { holders.append(holder) }
        }
        return holders
    }

    /// Takes everything; `nil` once the mailbox is finished and empty.
    ///
    /// - Parameter isCalled: Whether to call when something comes. Without, whoever has taken
    ///   something has to look again; whoever found nothing is called.
    func takeAll(isCalled: Bool = true) -> [Element]? {
        let (elements, holders, isMoreThere) = state.withLock {
            state -> ([Element]?, [CheckedContinuation<Void, Never>], Bool) in
            if state.buffer.isEmpty, state.isFinished || state.isCancelled {
                return (nil, [], false)
            }
            let elements = state.buffer
            state.isQuiet = !isCalled && !elements.isEmpty
            state.buffer = []
            state.weight = 0
            state.deliveredCount += elements.count
            let holders = admit(&state)
            return (elements, holders, !state.buffer.isEmpty && !state.isQuiet)
        }
        for holder in holders { holder.resume() }
        if isMoreThere { onReady() }
        return elements
    }

    /// Returns when all of a ticket's elements are in, or nothing more will be taken.
    func waitForRoom(ticket: UInt64) async {
        await withCheckedContinuation { continuation in
            let isIn = state.withLock { state in
                let place = state.tickets.firstIndex { $0.number == ticket }
                guard let place, !state.isCancelled else { return true }
                state.tickets[place].holder = continuation
                return false
            }
            if isIn { continuation.resume() }
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
                    precondition(state.consumer == nil, "a mailbox has one consumer")
                    state.consumer = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            cancel()
        }
    }

    /// No more will be published; what waits can still be taken.
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
        let (holders, consumer) = state.withLock { state in
            change(&state)
            var holders: [CheckedContinuation<Void, Never>] = []
            for place in state.tickets.indices {
                if let holder = state.tickets[place].holder.take() { holders.append(holder) }
            }
            if state.isCancelled { state.tickets = [] }
            return (holders, state.consumer.take())
        }
        for holder in holders { holder.resume() }
        consumer?.resume()
        onReady()
    }
}
