/// The records a message names.
struct Mentions: Sendable {
    struct Named: Equatable, Sendable {
        var reference: EntityReference
        /// The words of the message that name it.
        var phrase: String
        /// The position of the first of these words.
        var position: Int
    }

    struct Ambiguity: Equatable, Sendable {
        var phrase: String
        var candidates: [EntityReference]
    }

    private(set) var named: [Named] = []
    private(set) var ambiguities: [Ambiguity] = []
    /// Positions of words that belong to a name.
    private(set) var taken: Set<Int> = []

    private struct Candidate {
        var entry: Directory.Entry
        var words: Range<Int>
        var quality: NameMatching.Quality
        var isWhole: Bool
        /// What was named, where the words of the message hold more than that.
        var phrase: String?

        func outranks(_ other: Candidate) -> Bool {
            if words.count != other.words.count { return words.count > other.words.count }
            if quality != other.quality { return quality > other.quality }
            if isWhole != other.isWhole { return isWhole }
            return words.lowerBound < other.words.lowerBound
        }
    }

    /// Finds names in a message, the longest and most exact first.
    /// - Parameter prefer: candidates that win when a phrase fits several, such as the context's.
    init(in words: [Word], text: String, directory: Directory, prefer: [EntityReference]) {
        var candidates = directory.entries.flatMap { Self.candidates(for: $0, in: words) }
        candidates.sort { $0.outranks($1) }
        for best in candidates where taken.isDisjoint(with: best.words) {
            let equals = candidates.filter {
                $0.words == best.words && $0.quality == best.quality && $0.isWhole == best.isWhole
            }
            let from = words[best.words.lowerBound].range.lowerBound
            let phrase =
                best.phrase
                ?? String(text[from..<words[best.words.upperBound - 1].range.upperBound])
            taken.formUnion(best.words)
            settle(
                equals.map(\.entry.reference), phrase: phrase, at: best.words.lowerBound,
                prefer: prefer)
        }
        named.sort { $0.position < $1.position }
    }

    private mutating func settle(
        _ references: [EntityReference], phrase: String, at position: Int,
        prefer: [EntityReference]
    ) {
        // A person is meant rather than the company named after the same family.
        let order: [EntityKind] = [.contact, .user, .company, .deal, .matter]
        guard let kind = order.first(where: { kind in references.contains { $0.kind == kind } })
        else { return }
        let group = references.filter { $0.kind == kind }
        if let preferred = group.first(where: prefer.contains)
            ?? (group.count == 1 ? group[0] : nil)
        {
            named.append(Named(reference: preferred, phrase: phrase, position: position))
        } else {
            ambiguities.append(Ambiguity(phrase: phrase, candidates: group))
        }
    }

    private static func candidates(for entry: Directory.Entry, in words: [Word]) -> [Candidate] {
        var found: [Candidate] = []
        for start in words.indices {
            guard let candidate = candidate(for: entry, in: words, from: start) else { continue }
            found.append(candidate)
        }
        return found
    }

    /// Follows the name's words in order; words of the name may be left out, words of the
    /// message may not.
    private static func candidate(
        for entry: Directory.Entry, in words: [Word], from start: Int
    ) -> Candidate? {
        if words[start].original.lowercased() == entry.reference.id.lowercased() {
            return Candidate(
                entry: entry, words: start..<(start + 1), quality: .exact, isWhole: true,
                phrase: entry.name)
        }
        if let name = entry.words.first, entry.words.count == 1, isWithoutSpaces(name),
            words[start].folded.contains(name.folded)
        {
            return Candidate(
                entry: entry, words: start..<(start + 1), quality: .exact, isWhole: true,
                phrase: entry.name)
        }
        var nameIndex = 0
        var firstNameIndex: Int?
        var index = start
        var matched = 0
        var quality = NameMatching.Quality.exact
        while index < words.count {
            // "Müller und Söhne": particles inside a name are passed over once it has begun.
            if matched > 0, Lexicon.particles.contains(words[index].folded),
                index + 1 < words.count,
                entry.words[nameIndex...].contains(where: {
                    NameMatching.quality(of: words[index + 1], as: $0) == .exact
                })
            {
                index += 1
                continue
            }
            let hit = entry.words.indices[nameIndex...].lazy.compactMap { position in
                NameMatching.quality(of: words[index], as: entry.words[position])
                    .map { (position, $0) }
            }.first
            guard let (position, found) = hit else { break }
            if found == .fuzzy, Lexicon.isEveryday(words[index].folded) { break }
            firstNameIndex = firstNameIndex ?? position
            nameIndex = position + 1
            quality = min(quality, found)
            matched += 1
            index += 1
        }
        guard matched > 0, let firstNameIndex else { return nil }
        let isWhole = matched == entry.words.count
        if matched == 1, !isWhole {
            guard !Lexicon.isEveryday(words[start].folded) else { return nil }
            let isPerson = entry.reference.kind == .contact || entry.reference.kind == .user
            guard isPerson || firstNameIndex == 0 else { return nil }
        }
        return Candidate(
            entry: entry, words: start..<index, quality: quality, isWhole: isWhole)
    }

    /// Names in Chinese characters and kana stand in a sentence without spaces around them.
    private static func isWithoutSpaces(_ name: Word) -> Bool {
        name.folded.unicodeScalars.count > 1
            && name.folded.unicodeScalars.allSatisfy { (0x3040...0x9FFF).contains($0.value) }
    }
}
