import LexiSession
import LexiState
import LexiTOML

/// The file that remembers an arrangement: TOML with a table for each width of the screen.
extension PaneArrangement {
    /// The file's text.
    public var text: String {
        var text = "# How the panes of lexi are arranged; written by lexi.\n"
        if let zoomed { text += "zoomed = \"\(zoomed.rawValue)\"\n" }
        if let thinking { text += "thinking = \"\(thinking.rawValue)\"\n" }
        for (name, splits) in [("wide", wide), ("stacked", stacked)] {
            let hidden = Splits.sides.filter(splits.hidden.contains).map { "\"\($0.rawValue)\"" }
            text += "\n[\(name)]\nconversation = \(percent(splits.conversation))\n"
            text += "tools = \(percent(splits.tools))\n"
            text += "hidden = [\(hidden.joined(separator: ", "))]\n"
        }
        return text
    }

    private func percent(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }

    /// Reads a file's text.
    ///
    /// - Parameter file: Its path, for what is wrong with it.
    /// - Throws: ``ArrangementError`` when it is not what ``text`` writes.
    public init(text: String, file: String) throws(ArrangementError) {
        self.init()
        do throws(TOMLFileError) {
            let root = try CheckedTable(parsing: text, file: file)
            try root.allow(["zoomed", "thinking", "wide", "stacked"])
            zoomed = try root.string("zoomed").flatMap(PaneID.init(rawValue:))
            thinking = try root.string("thinking").flatMap(ThinkingMode.init(rawValue:))
            if let table = try root.table("wide") { wide = try Self.splits(table) }
            if let table = try root.table("stacked") { stacked = try Self.splits(table) }
        } catch {
            throw ArrangementError(description: error.description)
        }
    }

    private static func splits(_ table: CheckedTable) throws(TOMLFileError) -> Splits {
        try table.allow(["conversation", "tools", "hidden"])
        var splits = Splits()
        if let percent = try table.number("conversation", Splits.percents) {
            splits.conversation = percent
        }
        if let percent = try table.number("tools", Splits.percents) { splits.tools = percent }
        let names = try table.strings("hidden") ?? []
        splits.hidden = Set(Splits.sides.filter { names.contains($0.rawValue) })
        return splits
    }
}

/// Why a remembered arrangement cannot be read.
public struct ArrangementError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
}
