import LexiAPI
import Testing

@testable import LexiClient

@Suite struct RequestLineTests {
    private func admitted(_ tickets: Int...) -> [RequestLine.Notice] {
        tickets.map { .init(ticket: $0, step: .admitted) }
    }

    private func queued(_ limit: Int, _ tickets: Int...) -> [RequestLine.Notice] {
        let queueing = Queueing(limit: limit, isServers: true)
        return tickets.map { .init(ticket: $0, step: .queued(queueing)) }
    }

    @Test func `nobody waits where each has a connection, up to the line's own limit`() {
        var line = RequestLine(mayShare: false)
        for ticket in 1...RequestLine.ownLimit {
            #expect(line.enter(isBrief: false).notices == admitted(ticket))
        }
        let last = line.enter(isBrief: false)
        let own = Queueing(limit: RequestLine.ownLimit, isServers: false)
        #expect(last.notices == [.init(ticket: last.ticket, step: .queued(own))])
        #expect(line.leave(7) == admitted(last.ticket))
    }

    @Test func `the first goes ahead alone, and the others are told what it found`() {
        var line = RequestLine(mayShare: true)
        #expect(line.enter(isBrief: false).notices == admitted(1))
        for _ in 2...4 { #expect(line.enter(isBrief: false).notices == []) }
        #expect(line.learn(sharedBy: 2) == admitted(2) + queued(2, 3, 4))
        #expect(line.leave(1) == admitted(3))
        #expect(line.leave(2) == admitted(4))
    }

    @Test func `all go when the first finds a connection of its own`() {
        var line = RequestLine(mayShare: true)
        for _ in 1...4 { _ = line.enter(isBrief: false) }
        #expect(line.learnOwnConnections() == admitted(2, 3, 4))
    }

    @Test func `all go when the first finds no way, and the next is a first one again`() {
        var line = RequestLine(mayShare: true)
        for _ in 1...3 { _ = line.enter(isBrief: false) }
        #expect(line.leave(1) == admitted(2, 3))
        #expect(line.leave(2) == [])
        #expect(line.leave(3) == [])
        #expect(line.enter(isBrief: false).notices == admitted(4))
        #expect(line.enter(isBrief: false).notices == [])
    }

    @Test func `a lower limit ends nothing and is told, a higher one lets more go`() {
        var line = RequestLine(mayShare: true)
        for _ in 1...4 { _ = line.enter(isBrief: false) }
        #expect(line.learn(sharedBy: 3) == admitted(2, 3) + queued(3, 4))
        #expect(line.learn(sharedBy: 1) == queued(1, 4))
        #expect(line.leave(1) == [])
        #expect(line.leave(2) == [])
        #expect(line.learn(sharedBy: 100) == admitted(4))
    }

    @Test func `a server that takes none is asked by one`() {
        var line = RequestLine(mayShare: true)
        for _ in 1...2 { _ = line.enter(isBrief: false) }
        #expect(line.learn(sharedBy: 0) == queued(1, 2))
        #expect(line.leave(1) == admitted(2))
    }

    @Test func `what is over in a moment goes before turns, in its own order`() {
        var line = RequestLine(mayShare: true)
        _ = line.enter(isBrief: false)
        _ = line.learn(sharedBy: 1)
        _ = line.enter(isBrief: false)
        _ = line.enter(isBrief: true)
        _ = line.enter(isBrief: true)
        #expect(line.leave(1) == admitted(3))
        #expect(line.leave(3) == admitted(4))
        #expect(line.leave(4) == admitted(2))
    }

    @Test func `whoever leaves the line is not let go later`() {
        var line = RequestLine(mayShare: true)
        for _ in 1...3 { _ = line.enter(isBrief: false) }
        _ = line.learn(sharedBy: 1)
        #expect(line.leave(2) == [])
        #expect(line.leave(1) == admitted(3))
    }
}
