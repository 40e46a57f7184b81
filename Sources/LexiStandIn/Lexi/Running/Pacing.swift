/// How long each part of a turn takes, the same for the same seed and message.
struct Pacing: Sendable {
    private var random: SplitMix64
    private let multiplier: Double

    init(pace: Pace, seed: UInt64, message: String) {
        random = SplitMix64(seed: seed ^ .fnv1a(message))
        multiplier = pace.multiplier
    }

    mutating func thinking() -> Duration { wait(milliseconds: 150...400) }
    mutating func tool() -> Duration { wait(milliseconds: 200...900) }
    mutating func text() -> Duration { wait(milliseconds: 35...60) }

    /// Cuts an answer into pieces of 2 to 6 words. Together they are the answer.
    mutating func pieces(of answer: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var wordsLeft = random.number(in: 2...6)
        var previousIsSpace = false
        for character in answer {
            if previousIsSpace, !character.isWhitespace {
                wordsLeft -= 1
                if wordsLeft == 0 {
                    pieces.append(piece)
                    piece = ""
                    wordsLeft = random.number(in: 2...6)
                }
            }
            piece.append(character)
            previousIsSpace = character.isWhitespace
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces
    }

    private mutating func wait(milliseconds: ClosedRange<Int>) -> Duration {
        .milliseconds(random.number(in: milliseconds)) * multiplier
    }
}
