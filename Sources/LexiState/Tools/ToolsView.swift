public import LexiSession

/// How the tools of a tab are looked at.
public struct ToolsView: Sendable, Hashable {
    /// What the filter's field holds, with its caret.
    public internal(set) var filter = Composer()
    /// Whether the filter's field has the keys.
    public internal(set) var isFiltering = false
    /// Totals by tool stand in the place of the steps.
    public internal(set) var showsTotals = false

    public init() {}

    /// Whether a step is shown.
    public func shows(_ step: ToolStep) -> Bool { StepFilter(filter.text).matches(step) }

    /// The indices of the steps that are shown.
    public func shownIndices(of steps: [ToolStep]) -> [Int] {
        let filter = StepFilter(filter.text)
        return filter.isEmpty
            ? Array(steps.indices) : steps.indices.filter { filter.matches(steps[$0]) }
    }

    /// The filter's text up to its caret.
    public var filterBeforeCaret: String { String(filter.text[..<filter.caret]) }
}

/// Picks steps by words that must each be in a step's name, state or summary.
///
/// Small letters match capitals too; a word with a capital is looked for as it is.
public struct StepFilter: Sendable, Hashable {
    private let words: [String]

    public init(_ text: String) {
        words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    public var isEmpty: Bool { words.isEmpty }

    public func matches(_ step: ToolStep) -> Bool {
        if words.isEmpty { return true }
        let fields =
            [step.tool, step.state.word, step.status ?? "", step.summary ?? ""]
            + step.earlierSummaries
        return words.allSatisfy { word in
            let isExact = word.contains(where: \.isUppercase)
            return fields.contains { field in
                (isExact ? field : field.lowercased()).contains(word)
            }
        }
    }
}
