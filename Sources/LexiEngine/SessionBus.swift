import LexiAPI
public import LexiBus
public import LexiSession
import LexiWire

/// The bus of a session.
public typealias SessionBus = EventBus<SessionEvent>

extension EventBus where Element == SessionEvent {
    /// A bus that gives each event its place in the order.
    public static func session() -> SessionBus {
        SessionBus { event, number in event.sequence = number }
    }
}

extension Capacity where Element == SessionEvent {
    /// As many bytes of events, about.
    public static func bytes(_ limit: Int) -> Capacity { Capacity(limit, weight: \.weight) }

    /// For the screen: about what can be laid out between two looks at the keyboard; then the
    /// streams wait.
    public static let screen = bytes(256 << 10)
}
