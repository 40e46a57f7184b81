import Foundation
import LexiScreen
import LexiTesting
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program that is killed in the middle of an answer, and the next one.
///
/// `LEXI_KILLS` gives the number of moments; ten are tried without it.
@Suite(.timeLimit(.minutes(60)), .ownThreads) struct KilledTests {
    private static let moments =
        ProcessInfo.processInfo.environment["LEXI_KILLS"].flatMap { UInt64($0) }
    /// Slow enough, over many moments, that what is a second old can be missing.
    private static let pace = moments == nil ? "0.1" : "0.6"
    private static let question = "What do we know about Mara Vogt?"

    /// A stand-in of its own.
    private struct Server {
        let program: RunningProgram
        let port: Int
        let key: String

        init() throws {
            program = try RunningProgram([
                "serve", "--port", "0", "--pace", KilledTests.pace, "--log-level", "error",
            ])
            try program.waitUntil("its key") { $0.outputText.contains("In another shell:") }
            let said = program.outputText
            port = try #require(
                said.firstMatch(of: /base URL +http:\/\/[^ ]*:(\d+)/).flatMap { Int($0.1) })
            key = try #require(said.firstMatch(of: /API key +(\S+)/).map { String($0.1) })
        }
    }

    /// Kills a program when so many bytes of the server's have come through.
    private final class Killing: Sendable {
        private let target = Mutex<(process: Int32, bytes: Int)?>(nil)
        private let time = Mutex<ContinuousClock.Instant?>(nil)

        /// When it was killed.
        var moment: ContinuousClock.Instant? { time.withLock { $0 } }

        func aim(at process: Int32, bytes: Int) { target.withLock { $0 = (process, bytes) } }

        func passed(_ count: Int) {
            let process = target.withLock { target -> Int32? in
                guard let aimed = target, count >= aimed.bytes else { return nil }
                target = nil
                return aimed.process
            }
            guard let process else { return }
            kill(process, SIGKILL)
            time.withLock { $0 = .now }
        }
    }

    /// The body of the answer that a connection brought, of which the last chunk may be cut.
    private static func body(_ received: some Collection<UInt8>) -> [UInt8] {
        let blank: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard let head = Array(received).firstRange(of: blank) else { return [] }
        var rest = Array(received)[head.upperBound...]
        var body: [UInt8] = []
        while let line = rest.firstRange(of: [0x0D, 0x0A]) {
            let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16)
            guard let size, size > 0 else { break }
            body += rest[line.upperBound...].prefix(size)
            rest = rest[line.upperBound...].dropFirst(size + 2)
        }
        return body
    }

    private static func balance(_ body: [UInt8]) throws -> Int {
        let text = String(decoding: body, as: UTF8.self)
        return try #require(
            text.firstMatch(of: /"credits_remaining": *(\d+)/).flatMap { Int($0.1) })
    }

    private static func answered(_ program: PseudoTerminal) throws {
        try program.waitUntil("the answer", timeout: .seconds(60)) {
            $0.text(row: 39).contains("answered in")
        }
    }

    /// What an answer costs, and how many bytes the server sends for it.
    private static func undisturbed(_ server: Server) throws -> (balance: Int, bytes: Int) {
        let relay = try Relay(to: server.port)
        defer { relay.stop() }
        let program = try ResumeTests.open(
            try UserFolder(), ["--base-url", relay.url], key: server.key)
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("\(question)\r")
        try answered(program)
        let received = try #require(relay.traffic.last).received
        return (try balance(body(received)), received.count)
    }

    @Test func `an answer goes on where it was killed, and is paid once`() throws {
        let server = try Server()
        let first = try Self.undisturbed(server)
        let price = try first.balance - Self.undisturbed(server).balance
        #expect(price > 0)
        var balance = first.balance - price
        for seed in 0..<(Self.moments ?? 10) {
            var generator = SeededGenerator(seed: seed)
            // The last words of the stream say that it is over, which is no moment of streaming.
            let bytes = Int.random(in: 0..<max(1, first.bytes - 400), using: &generator)
            try goOn(server, killedAfter: bytes, seed: seed, balance: balance - price)
            balance -= price
        }
    }

    private func goOn(_ server: Server, killedAfter count: Int, seed: UInt64, balance: Int) throws {
        let comment: Comment = "seed \(seed), killed behind \(count) bytes"
        let home = try UserFolder()
        let killing = Killing()
        let relay = try Relay(to: server.port) { killing.passed($0) }
        defer { relay.stop() }
        let killed = try ResumeTests.open(home, ["--base-url", relay.url], key: server.key)
        try killed.waitUntil("to be ready") { $0.text.contains("idle") }
        killing.aim(at: killed.processIdentifier, bytes: count)
        try killed.type("\(Self.question)\r")
        #expect(try killed.waitForExit(timeout: .seconds(60)) == .killed(signal: SIGKILL), comment)

        let left = try WrittenJournals(home)
        let id = try left.only
        let written = try left.body(id, attempt: 1)
        let asked = try left.entries(id).filter { $0["type"] as? String == "asked" }
        #expect(asked.count == 1, comment)
        let traffic = try #require(relay.traffic.first)
        #expect(Self.body(traffic.received).starts(with: written), comment)
        let moment = try #require(killing.moment)
        let old = traffic.arrivals.last { $0.time < moment - .seconds(1) }?.count ?? 0
        #expect(written.count >= Self.body(traffic.received[..<old]).count, comment)

        let next = try ResumeTests.open(home, ["--base-url", relay.url], key: server.key)
        try next.waitUntil("the turn, incomplete") { $0.text(row: 39).contains("incomplete") }
        #expect(relay.traffic.count == 1, comment)
        #expect(try WrittenJournals(home).texts == left.texts, comment)
        try next.send([0x18])
        try next.type("r")
        try Self.answered(next)
        let again = try #require(relay.traffic.last)
        let keys = relay.traffic.map { traffic in
            String(decoding: traffic.sent, as: UTF8.self)
                .firstMatch(of: /(?i)idempotency-key: (\S+)/).map { String($0.1) }
        }
        #expect(keys.count == 2 && keys[0] != nil && keys[0] == keys[1], comment)
        #expect(asked.first?["idempotency_key"] as? String == keys[0], comment)
        let body = Self.body(again.received)
        #expect(try Self.balance(body) == balance, comment)
        _ = try ResumeTests.quit(next)
        let journals = try WrittenJournals(home)
        #expect(journals.texts.count == 1, comment)
        #expect(journals.rest(id).isEmpty, comment)
        #expect(try journals.body(id, attempt: 1) == written, comment)
        #expect(try journals.body(id, attempt: 2) == body, comment)
        let ends = try journals.entries(id).filter { $0["type"] as? String == "ended" }
        #expect(ends.map { $0["outcome"] as? String } == ["completed"], comment)
    }
}
