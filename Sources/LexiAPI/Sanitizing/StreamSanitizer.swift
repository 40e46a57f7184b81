/// Makes text that arrives in pieces harmless to terminals, wherever it is cut; the rule is that
/// of ``Sanitizer``.
///
/// The text behind ESC is held back as long as it may be a sequence, so what ``feed(_:)`` returns
/// may be late by up to ``Sanitizer/longestSequence`` bytes. Whoever feeds must ``finish()`` where
/// the text ends: what is held then is text. A text that is there as a whole needs none of this,
/// see ``Sanitizer/text(_:)``.
public struct StreamSanitizer: Sendable, Hashable {
    private var sequence: EscapeSequence?
    /// What of it is text if it does not close. There is no control in it, as nowhere in a state.
    private var held = ""
    /// All of the sequence, its ESC included.
    private var sequenceByteCount = 0
    private var followsCarriageReturn = false
    /// How many sequences and single controls were removed; an ESC that opened nothing is one.
    public private(set) var removedCount = 0

    public init() {}

    /// The harmless part of the next piece, behind what was held and turned out to be text.
    public mutating func feed(_ text: String) -> String {
        if sequence == nil, !followsCarriageReturn, Self.isHarmless(text) { return text }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { take(scalar, into: &kept) }
        return String(kept)
    }

    /// Ends the text; another may be fed then.
    ///
    /// - Returns: What was held, since no sequence closes any more.
    public mutating func finish() -> String {
        followsCarriageReturn = false
        var kept = String.UnicodeScalarView()
        // An ESC at the end of a string opens the next.
        while sequence != nil { giveUpSequence(into: &kept) }
        return String(kept)
    }

    /// Looks for the bytes that begin anything removable; a false alarm only costs time.
    private static func isHarmless(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            bytes.allSatisfy { byte in
                switch byte {
                case 0x09, 0x0A: true
                case 0x00...0x1F, 0x7F: false
                // Lead bytes of C1, U+061C, U+200x and the tag block.
                case 0xC2, 0xD8, 0xE2, 0xF3: false
                default: true
                }
            }
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar, into kept: inout String.UnicodeScalarView)
    {
        guard let sequence else {
            takeText(scalar, into: &kept)
            return
        }
        let byteCount = sequenceByteCount + UTF8.width(scalar)
        switch sequence.step(scalar) {
        case .goesOn(let next) where byteCount < Sanitizer.longestSequence:
            self.sequence = next
            sequenceByteCount = byteCount
            if Self.isRemovable(scalar) {
                if next != .stringEscape { removedCount += 1 }
            } else {
                held.unicodeScalars.append(scalar)
            }
        case .closes where byteCount <= Sanitizer.longestSequence:
            self.sequence = nil
            held = ""
        case .goesOn, .closes, .breaks:
            giveUpSequence(into: &kept)
            take(scalar, into: &kept)
        }
    }

    /// The ESC opened nothing: what followed it is text.
    private mutating func giveUpSequence(into kept: inout String.UnicodeScalarView) {
        kept.append(contentsOf: held.unicodeScalars)
        held = ""
        let endsWithEscape = sequence == .stringEscape
        sequence = nil
        if endsWithEscape { open() }
    }

    private mutating func open() {
        removedCount += 1
        sequence = .opened
        sequenceByteCount = 1
    }

    private mutating func takeText(
        _ scalar: Unicode.Scalar, into kept: inout String.UnicodeScalarView
    ) {
        let followed = followsCarriageReturn
        followsCarriageReturn = scalar == "\r"
        switch scalar {
        case "\n": if !followed { kept.append(scalar) }
        case "\r": kept.append("\n")
        case "\u{1B}": open()
        case let scalar where Self.isRemovable(scalar): removedCount += 1
        default: kept.append(scalar)
        }
    }

    private static func isRemovable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069,
            0xE0000...0xE007F:
            true
        default: false
        }
    }
}
