// Runs rounds of turns at the same time through one engine against a stand-in of its own, and
// prints for each round how the turns ended and how large the process has grown.

import LexiAPI
import LexiBus
import LexiClient
import LexiEngine
import LexiSession
import LexiStandIn
import LexiState
import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@main
struct ManyTurns {
    static func main() async throws {
        let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        guard counts.count == 2, counts.allSatisfy({ $0 > 0 }) else {
            fatalError("usage: lexi-many-turns TURNS ROUNDS")
        }
        let server = try await StandIn.start(
            StandInConfiguration(pace: .instant, credits: 1_000_000_000, plan: .unmetered),
            logger: Logger(label: "many-turns", factory: { _ in SwiftLogNoOpLogHandler() }))
        // A busy machine may let a connection wait longer than a user would.
        let configuration = try ClientConfiguration(
            baseURL: server.baseURL, apiKey: Secret(server.apiKey),
            timeouts: .init(
                connect: .seconds(120), firstByte: .seconds(120), idle: .seconds(120),
                terminator: .seconds(120)))
        let engine = Engine(connect: { () throws(Failure) in LexiClient(configuration) })
        let events = engine.bus.subscribe(capacity: .bytes(1 << 20))
        for round in 0..<counts[1] {
            let tally = await run(turns: counts[0], round: round, engine, events)
            print(
                "round \(round + 1): \(tally.completed) completed, \(tally.others) others, "
                    + "\(tally.answers) answers, peak \(peakKilobytes()) KB")
        }
        await engine.shutdown()
        await server.shutdown()
    }

    private struct Tally {
        var completed = 0
        var others = 0
        /// How many different answers there were: turns that mix up their texts would add some.
        var answers = 0
    }

    private static func run(
        turns: Int, round: Int, _ engine: Engine, _ events: LosslessSubscription<SessionEvent>
    ) async -> Tally {
        for number in 1...turns {
            let id = round * turns + number
            engine.perform(
                .ask(
                    Asking(
                        conversation: ConversationID(number), turn: TurnID(id),
                        request: ChatRequest(
                            message: "What do we know about Mara Vogt?",
                            context: ChatContext(contact: "contact-001")))))
        }
        var tally = Tally()
        var texts: [TurnID: String] = [:]
        reading: for await batch in events {
            for event in batch {
                guard let turn = event.turn else { continue }
                for runEvent in event.runEvents {
                    switch runEvent {
                    case .text(let delta, _): texts[turn, default: ""] += delta
                    case .ended(.completed, terminator: true): tally.completed += 1
                    case .ended: tally.others += 1
                    default: break
                    }
                }
                if tally.completed + tally.others == turns { break reading }
            }
        }
        tally.answers = Set(texts.values).count
        return tally
    }

    private static func peakKilobytes() -> Int {
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss / 1024
        #else
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss
        #endif
    }
}
