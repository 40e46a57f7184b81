import LexiSession

/// Makes the names of conversations and turns, without asking anybody.
public struct NameSource: Sendable, Hashable {
    private enum Kind: Sendable, Hashable {
        case numbered
        case random
    }

    private var kind: Kind
    private var state: UInt64
    private var salt: UInt64
    private var conversationCount = 0
    private var turnCount = 0

    /// Numbers from 1, where names need be no more than different.
    public static let numbered = NameSource(kind: .numbered, state: 0, salt: 0)

    /// Names that nobody else makes.
    ///
    /// - Parameter seed: 128 bits of the system's random source.
    public init(seed: (UInt64, UInt64)) { self.init(kind: .random, state: seed.0, salt: seed.1) }

    /// Names that nobody else makes, from the system's random source.
    public static func random() -> NameSource {
        NameSource(seed: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
    }

    private init(kind: Kind, state: UInt64, salt: UInt64) {
        self.kind = kind
        self.state = state
        self.salt = salt
    }

    /// A name for a conversation, which sorts behind those of before.
    mutating func conversation(at unixSeconds: Double) -> ConversationID {
        conversationCount += 1
        return switch kind {
        case .numbered: ConversationID(conversationCount)
        case .random: ConversationID(UniqueID(unixSeconds: unixSeconds, random: bits()))
        }
    }

    mutating func turn() -> TurnID {
        turnCount += 1
        return switch kind {
        case .numbered: TurnID(turnCount)
        case .random: TurnID(UniqueID(random: bits()))
        }
    }

    private mutating func bits() -> (UInt64, UInt64) { (next(), next() ^ salt) }

    /// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators").
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
