public import LexiAPI

/// What a client takes from the machine it runs on besides the network: time and chance.
public struct ClientSurroundings: Sendable {
    /// The time that events are stamped with.
    public var now: @Sendable () -> LexiAPI.Instant
    /// Passes the time until the next attempt. Throws when the task is cancelled, and only then.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A number from 0 to 1 that spreads the attempts of many clients.
    public var chance: @Sendable () -> Double
    /// How long nobody will look at what a stream brings; it is not read meanwhile.
    public var rest: @Sendable () -> Duration = { .zero }

    /// The real ones.
    public static let system = ClientSurroundings(
        now: SystemClock.now, sleep: { try await Task.sleep(for: $0, clock: .continuous) },
        chance: { Double.random(in: 0...1) })

    public init(
        now: @escaping @Sendable () -> LexiAPI.Instant,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        chance: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.chance = chance
    }
}
