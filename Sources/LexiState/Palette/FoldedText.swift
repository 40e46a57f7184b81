import LexiAPI

/// A line of text, prepared once to be matched with many patterns.
public struct FoldedText: Sendable, Hashable {
    /// One harmless line; what is longer than ``mostCharacters`` is cut.
    public let text: String
    /// The text's letters in lower case and without accents.
    let letters: [UInt32]
    /// The same in their case; empty when they are those of ``letters``.
    private let casedLetters: [UInt32]
    /// Which character of the text each letter is of.
    let places: [UInt8]
    /// What a match that begins at a letter is worth more.
    let bonuses: [UInt8]
    /// A bit for each letter that occurs, by its last six bits: most texts are passed over by it.
    let mask: UInt64

    /// Longer names are not told apart by what follows.
    public static let mostCharacters = 200
    /// A character may be made of many letters; about this many are compared.
    private static let mostLetters = 256
    /// What is looked at of a text that comes from elsewhere.
    private static let mostScalars = 1_000

    /// - Parameter raw: Of any length and with anything in it.
    public init(_ raw: String) {
        let bounded = String(String.UnicodeScalarView(raw.unicodeScalars.prefix(Self.mostScalars)))
        text = String(Sanitizer.line(bounded).prefix(Self.mostCharacters))
        var (letters, cased, places, bonuses) = ([UInt32](), [UInt32](), [UInt8](), [UInt8]())
        var before = Before.edge
        var hasCapital = false
        for (offset, character) in text.enumerated() where letters.count < Self.mostLetters {
            for scalar in String(character).composed.unicodeScalars {
                for letter in LetterFolding.letters(of: scalar) {
                    let small = LetterFolding.lowercased(letter)
                    let isCapital = small != letter
                    hasCapital = hasCapital || isCapital
                    let kind = Before(letter, isCapital: isCapital)
                    bonuses.append(Self.bonus(of: kind, after: before))
                    letters.append(small.value)
                    cased.append(letter.value)
                    places.append(UInt8(offset))
                    before = kind
                }
            }
        }
        self.letters = letters
        casedLetters = hasCapital ? cased : []
        self.places = places
        self.bonuses = bonuses
        mask = letters.reduce(0) { $0 | Self.bit(of: $1) }
    }

    public var isEmpty: Bool { letters.isEmpty }

    func letters(countingCase: Bool) -> [UInt32] {
        countingCase && !casedLetters.isEmpty ? casedLetters : letters
    }

    static func bit(of letter: UInt32) -> UInt64 { 1 << UInt64(letter & 63) }

    /// What stands before a letter.
    private enum Before {
        case edge, blank, mark, small, capital, digit

        init(_ letter: Unicode.Scalar, isCapital: Bool) {
            if letter.properties.isWhitespace {
                self = .blank
            } else if letter.properties.numericType != nil {
                self = .digit
            } else if letter.properties.isAlphabetic {
                self = isCapital ? .capital : .small
            } else {
                self = .mark
            }
        }
    }

    private static func bonus(of kind: Before, after before: Before) -> UInt8 {
        switch (before, kind) {
        case (_, .blank), (_, .mark), (_, .edge): 0
        case (.edge, _): 9
        case (.blank, _), (.mark, _): 8
        case (.small, .capital): 7
        case (.digit, .small), (.digit, .capital): 5
        default: 0
        }
    }
}
