internal import LexiAPI

/// Which requests are under way, and which wait in line because as many are as may be at a time.
///
/// How many that is, is learned from the first connection: over HTTP/1.1 each request has one of
/// its own, and ``ownLimit`` holds; over HTTP/2 all share one, and the server says how many
/// (RFC 9113, 5.1.2). Until then one request goes ahead alone, so that the others neither open
/// connections that are thrown away again nor wait where nobody could tell why.
///
/// It only decides; ``RequestGate`` holds and wakes those who wait.
struct RequestLine: Sendable {
    /// More than one user can want at a time: a turn in each of 64 tabs, the calls of the palette
    /// beside them, and as much again and more.
    static let ownLimit = 256

    typealias Ticket = Int

    /// What became of a request in line.
    enum Step: Sendable, Equatable {
        /// It waits, and this is why. Next: `queued`, when the limit changes, or `admitted`.
        case queued(Queueing)
        /// It may be sent.
        case admitted
    }

    struct Notice: Sendable, Equatable {
        let ticket: Ticket
        let step: Step
    }

    /// What is known of the way to the server.
    private enum Way {
        /// Nothing: the first request finds out, the others wait for it.
        case unknown
        /// The first request found no way. Those that waited for it are let go, so that each
        /// finds out for itself; the next after them is a first one again.
        case untold
        case known(Queueing)
    }

    private struct Waiting {
        let ticket: Ticket
        let isBrief: Bool
        var told: Queueing?
    }

    private var way: Way
    private var underWay: Set<Ticket> = []
    private var waiting: [Waiting] = []
    private var lastTicket = 0

    /// - Parameter mayShare: Whether requests may turn out to share one connection, as they can
    ///   over TLS only.
    init(mayShare: Bool) {
        way = mayShare ? .unknown : .known(Queueing(limit: Self.ownLimit, isServers: false))
    }

    /// Takes a request into the line.
    ///
    /// - Parameter isBrief: Whether it is over in a moment, unlike a turn; it goes before turns.
    mutating func enter(isBrief: Bool) -> (ticket: Ticket, notices: [Notice]) {
        lastTicket += 1
        let place = isBrief ? waiting.firstIndex { !$0.isBrief } ?? waiting.count : waiting.count
        waiting.insert(Waiting(ticket: lastTicket, isBrief: isBrief), at: place)
        return (lastTicket, advance())
    }

    /// A request is over, or is no longer wanted in line.
    mutating func leave(_ ticket: Ticket) -> [Notice] {
        waiting.removeAll { $0.ticket == ticket }
        guard underWay.remove(ticket) != nil else { return [] }
        if case .unknown = way { way = .untold }
        let notices = advance()
        if case .untold = way, underWay.isEmpty { way = .unknown }
        return notices
    }

    /// A connection is there that carries one request at a time.
    mutating func learnOwnConnections() -> [Notice] {
        way = .known(Queueing(limit: Self.ownLimit, isServers: false))
        return advance()
    }

    /// A connection is there that carries so many requests at a time, or its server now says so.
    mutating func learn(sharedBy streams: Int) -> [Notice] {
        // A server that takes none at all is found out by one request, not waited for by all.
        let limit = min(max(1, streams), Self.ownLimit)
        way = .known(Queueing(limit: limit, isServers: streams < Self.ownLimit))
        return advance()
    }

    private mutating func advance() -> [Notice] {
        let limit =
            switch way {
            case .unknown: 1
            case .untold: Self.ownLimit
            case .known(let queueing): queueing.limit
            }
        let admitted = waiting.prefix(max(0, limit - underWay.count)).map(\.ticket)
        waiting.removeFirst(admitted.count)
        underWay.formUnion(admitted)
        var notices = admitted.map { Notice(ticket: $0, step: .admitted) }
        guard case .known(let queueing) = way else { return notices }
        for index in waiting.indices where waiting[index].told != queueing {
            waiting[index].told = queueing
            notices.append(Notice(ticket: waiting[index].ticket, step: .queued(queueing)))
        }
        return notices
    }
}
