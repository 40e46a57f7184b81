/// How far a recording is that is played on the screen, and how it is played.
public struct Replay: Sendable, Hashable {
    public enum Phase: Sendable, Hashable {
        /// Next: `paused` or `over`.
        case playing
        /// Next: `playing`.
        case paused
        /// All of it was played.
        case over
    }

    public var phase: Phase
    public var speed: ReplaySpeed

    public init(phase: Phase = .playing, speed: ReplaySpeed = .recorded) {
        self.phase = phase
        self.speed = speed
    }

    /// What the screen says of it.
    public var words: String {
        switch phase {
        case .playing: "replay \(speed)"
        case .paused: "replay \(speed), paused"
        case .over: "replay over"
        }
    }
}
