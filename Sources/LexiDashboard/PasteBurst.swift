import LexiScreen

/// Tells a paste from typing where the terminal does not mark pastes.
///
/// Nobody types lines in the time that it takes to read once, so text that arrives with a line end
/// in its middle is a paste, and its line ends do not send. An Enter right behind text is held for
/// a moment: when more text follows, it was part of a paste.
struct PasteBurst: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case key(Key)
        /// Typed characters in a row.
        case typed(String)
        case pasted(String)
    }

    /// How long an Enter behind text is held, and how near the parts of a paste follow each other.
    static let heldNanoseconds: UInt64 = 10_000_000
    static let gapNanoseconds: UInt64 = 30_000_000
    /// So much text at once is a paste, whatever is in it.
    static let pastedFrom = 256

    /// When the held Enter is one.
    private(set) var heldUntil: UInt64?
    /// When the last part of a paste came.
    private var pastedAt: UInt64?

    /// Whether nothing that came before matters for the next key.
    var isIdle: Bool { heldUntil == nil && pastedAt == nil }

    /// Splits the keys of one read.
    ///
    /// - Parameter isWriting: Whether typed characters go into a message; else only what is
    ///   unmistakably a paste is one.
    mutating func split(_ keys: [Key], isWriting: Bool, now: UInt64) -> [Piece] {
        var pieces: [Piece] = []
        var index = 0
        while index < keys.count {
            let run = keys[index...].prefix(while: Self.isText)
            if run.isEmpty {
                releaseEnter(into: &pieces)
                pastedAt = nil
                pieces.append(.key(keys[index]))
                index += 1
            } else {
                index += run.count
                take(
                    run, isLast: index == keys.count, isWriting: isWriting, now: now, into: &pieces)
            }
        }
        return pieces
    }

    /// - Returns: Whether an Enter was held for long enough to be one; it is not held any more.
    mutating func takeHeldEnter(now: UInt64) -> Bool {
        guard let heldUntil, now >= heldUntil else { return false }
        self.heldUntil = nil
        return true
    }

    private mutating func releaseEnter(into pieces: inout [Piece]) {
        if heldUntil != nil { pieces.append(.key(.enter)) }
        heldUntil = nil
    }

    private mutating func take(
        _ run: ArraySlice<Key>, isLast: Bool, isWriting: Bool, now: UInt64,
        into pieces: inout [Piece]
    ) {
        let body = run.reversed().drop { Self.isBreak($0) }
        let breaksInside = body.contains(where: Self.isBreak)
        let breaksBehind = run.count - body.count
        let goesOn = pastedAt.map { now - min($0, now) <= Self.gapNanoseconds } ?? false
        let followsHeld = heldUntil != nil && !Self.isBreak(run.first!)
        let isPaste: Bool
        if isWriting {
            isPaste =
                goesOn || followsHeld || breaksInside || run.count >= Self.pastedFrom
                || (breaksBehind > 1 && !body.isEmpty)
        } else {
            isPaste = goesOn || (breaksInside && run.count >= 8)
        }
        if isPaste {
            var text = Self.text(of: run)
            if heldUntil != nil { text = "\n" + text }
            heldUntil = nil
            pastedAt = now
            pieces.append(.pasted(text))
            return
        }
        pastedAt = nil
        releaseEnter(into: &pieces)
        guard isWriting else {
            pieces += run.map(Piece.key)
            return
        }
        var typed = ""
        func flush() {
            if !typed.isEmpty { pieces.append(.typed(typed)) }
            typed = ""
        }
        for (offset, key) in run.enumerated() {
            if case .character(let character) = key {
                typed.append(character)
                continue
            }
            let isHeld = key == .enter && isLast && offset == run.count - 1 && !body.isEmpty
            flush()
            if isHeld { heldUntil = now + Self.heldNanoseconds } else { pieces.append(.key(key)) }
        }
        flush()
    }

    private static func isText(_ key: Key) -> Bool {
        switch key {
        case .character, .tab: true
        default: isBreak(key)
        }
    }

    private static func isBreak(_ key: Key) -> Bool { key == .enter || key == .control("j") }

    /// Line ends of two characters are one.
    private static func text(of run: ArraySlice<Key>) -> String {
        var text = ""
        var before: Key?
        for key in run {
            switch key {
            case .character(let character): text.append(character)
            case .tab: text += "\t"
            case .control("j") where before == .enter: break
            default: text += "\n"
            }
            before = key
        }
        return text
    }
}
