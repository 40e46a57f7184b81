import LexiScreen

/// Curses' colour pairs, handed out as pairs of colours are first seen.
struct PairTable {
    struct Colors: Hashable {
        var foreground: Int32
        var background: Int32
    }

    enum Lookup: Equatable {
        case known(Int32)
        /// A number to give these colours before it is used.
        case new(Int32, Colors)
        /// All numbers are taken; this one comes nearest.
        case full(nearest: Int32)
    }

    private let capacity: Int
    private var pairs: [Colors: Int32] = [:]

    /// - Parameter capacity: How many pairs there may be, pair 0 (the terminal's own colours)
    ///   among them.
    init(capacity: Int) { self.capacity = capacity }

    /// The number for two colours.
    mutating func lookup(_ colors: Colors) -> Lookup {
        if let pair = pairs[colors] { return .known(pair) }
        let isDefault =
            colors.foreground == ColorMatch.terminalDefault
            && colors.background == ColorMatch.terminalDefault
        if isDefault { return .known(0) }
        let next = pairs.count + 1
        guard next < capacity else { return .full(nearest: nearest(to: colors)) }
        pairs[colors] = Int32(next)
        return .new(Int32(next), colors)
    }

    /// Forgets every pair, so that those of the screen as it is now find room.
    mutating func removeAll() { pairs.removeAll(keepingCapacity: true) }

    /// Legible before true: the same background matters most.
    private func nearest(to colors: Colors) -> Int32 {
        let sameBackground = pairs.filter { $0.key.background == colors.background }
        let sameForeground = pairs.filter { $0.key.foreground == colors.foreground }
        return sameBackground.values.min() ?? sameForeground.values.min() ?? 0
    }
}
