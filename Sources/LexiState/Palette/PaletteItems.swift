/// What the palette lists, in the order in which it does when nothing is typed.
struct PaletteItems: Sendable, Hashable {
    private(set) var all: [PaletteItem] = []

    init(_ items: [PaletteItem] = []) {
        // Each kind's source knows the order within it.
        let items = items.enumerated().sorted {
            ($0.element.kind.rawValue, $0.offset) < ($1.element.kind.rawValue, $1.offset)
        }
        all = items.map(\.element) + CommandWord.items
    }

    /// What stands for the items of a kind in a command line.
    func arguments(of kind: PaletteItem.Kind) -> [String] {
        all.lazy.filter { $0.kind == kind }.map(\.argument)
    }

    /// The settings that can be set.
    var settingNames: [String] {
        var names: [String] = []
        for item in all where item.kind == .setting {
            let name = String(item.argument.prefix { $0 != " " })
            if names.last != name { names.append(name) }
        }
        return names
    }

    /// Where the items are that a query asks for, the best first.
    ///
    /// - Parameter recent: Items that were used, the latest first: they lead when nothing is
    ///   typed.
    func matches(_ query: PaletteQuery, recent: [PaletteItem.ID]) -> [Int] {
        let listed = listed(query.kinds, exact: query.exact)
        guard !query.pattern.isEmpty else {
            let places = Dictionary(
                recent.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            let used = listed.compactMap { index in places[all[index].id].map { ($0, index) } }
                .sorted { $0 < $1 }.map(\.1)
            let isUsed = Set(used)
            return used + listed.filter { !isUsed.contains($0) }
        }
        var scratch = FuzzyScratch()
        var found: [(score: Int, length: Int, place: Int)] = []
        for (place, index) in listed.enumerated() {
            let item = all[index]
            let isExact = item.argument == query.exact
            let score = query.pattern.score(
                item.name, sentence: item.sentence, isTitle: item.kind.isTitled, &scratch)
            if let score = isExact ? 1 << 20 : score {
                found.append((score, item.name.letters.count, place))
            } else if let words = item.foundFor, words == query.exact {
                // In the order in which they were found, behind those whose names match.
                found.append((.min, 0, place))
            }
        }
        // The same text finds the same order, whatever was there before.
        found.sort { ($1.score, $0.length, $0.place) < ($0.score, $1.length, $1.place) }
        return found.map { listed[$0.place] }
    }

    /// The items of some kinds. In a command line its words go first, and before actions of the
    /// same name.
    func listed(_ kinds: Set<PaletteItem.Kind>, exact: String? = nil) -> [Int] {
        let listed = all.indices.filter { index in
            kinds.contains(all[index].kind)
                && (all[index].isListed || all[index].argument == exact)
        }
        guard kinds.contains(.command) else { return listed }
        return listed.filter { all[$0].kind == .command }
            + listed.filter {
                all[$0].kind != .command && CommandWord.named(all[$0].argument) == nil
            }
    }
}
