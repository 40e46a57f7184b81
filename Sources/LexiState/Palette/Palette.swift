/// The list of all that can be done, and the line in which it is looked for: `Ctrl+P`, and `:` for
/// a command line.
public struct Palette: Sendable, Hashable {
    public private(set) var field: Composer
    private var items = PaletteItems()
    private var recent: [PaletteItem.ID]
    /// The command lines of before, the latest first.
    private let lines: [String]
    /// Which of them is shown, and what was typed before.
    private var lineIndex: Int?
    private var typedLine = ""

    /// Places in the items, the best first.
    private var matches: [Int] = []
    /// What the text itself makes, before the matches and behind them.
    private var made: [PaletteItem] = []
    private var madeLast: [PaletteItem] = []
    private var pattern = FuzzyPattern("")
    /// As many of the first matches are those of a command line that the text would be.
    private var impliedCount = 0
    private var impliedPattern = FuzzyPattern("")
    /// What is wrong with the text, or what to do about it when nothing matches, in a sentence.
    public private(set) var advice: String?
    /// What is looked for among the conversations alone; `nil` when something else is.
    public private(set) var searchedWords: String?
    /// The kinds that are listed.
    public private(set) var kinds: Set<PaletteItem.Kind> = []
    public private(set) var selectedIndex = 0
    /// Whether the selection was moved since the text changed.
    private var wasMoved = false

    init(_ text: String, recent: [PaletteItem.ID], lines: [String]) {
        field = Composer(text: text)
        self.recent = recent
        self.lines = lines
        find()
    }

    // MARK: What is shown

    /// How many rows there are.
    public var count: Int { made.count + matches.count + madeLast.count }
    /// How many there would be of these kinds if nothing were typed.
    public private(set) var total = 0

    /// A row of the list, the best first.
    public subscript(row: Int) -> PaletteItem {
        if row < made.count { return made[row] }
        if row < made.count + matches.count { return items.all[matches[row - made.count]] }
        return madeLast[row - made.count - matches.count]
    }

    /// The row that Enter is for.
    public var selected: PaletteItem? { count > 0 ? self[selectedIndex] : nil }

    /// Whether the text is a command line.
    public var isCommandLine: Bool { field.text.first == PaletteItem.Kind.command.prefix }

    /// Whether the server's conversations would be among the rows.
    public var listsConversations: Bool { kinds.contains(.conversation) }

    /// The field's text up to the caret.
    public var textBeforeCaret: String { field.textBeforeCaret }

    // MARK: Changes

    /// Takes other items; what the user has moved to stays selected.
    mutating func load(_ loaded: [PaletteItem]) {
        let former = wasMoved ? selected?.id : nil
        items = PaletteItems(loaded)
        find()
        guard let former, let index = (0..<count).first(where: { self[$0].id == former }) else {
            return
        }
        selectedIndex = index
        wasMoved = true
    }

    mutating func edit(_ edit: Composer.Edit) {
        let before = field.revision
        field.apply(edit.onOneLine)
        guard field.revision != before else { return }
        lineIndex = nil
        if field.scalarCount > Self.mostScalars {
            field.apply(.replaceAll(String(field.text.prefix(Self.mostScalars / 2))))
        }
        find()
    }

    /// No name is as long; what is pasted by mistake may be.
    private static let mostScalars = 2_000

    mutating func move(_ rows: Int) {
        guard count > 0 else { return }
        let wanted = selectedIndex.addingReportingOverflow(rows).partialValue
        // Single steps go round; pages end at the ends.
        selectedIndex =
            abs(rows) == 1 ? (wanted + count) % count : max(0, min(count - 1, wanted))
        wasMoved = true
    }

    /// Puts the selected row's words into the field.
    mutating func complete() {
        guard let selected else { return }
        let text: String
        if case .write(let words) = selected.deed {
            text = words
        } else if isCommandLine {
            let word = CommandWord.all.first { $0.argument.kind == selected.kind }
            text = ":" + (word.map { "\($0.name) " } ?? "") + selected.argument
        } else {
            text = "\(selected.kind.prefix)\(selected.argument)"
        }
        guard text != field.text else { return }
        field.apply(.replaceAll(text))
        lineIndex = nil
        find()
    }

    mutating func write(_ text: String) {
        field.apply(.replaceAll(text))
        lineIndex = nil
        find()
    }

    /// Up: the line of before when there is nothing above in the list.
    mutating func up() {
        guard isCommandLine, selectedIndex == 0, !wasMoved || count == 0 || lineIndex != nil else {
            return move(-1)
        }
        showLine((lineIndex ?? -1) + 1)
    }

    /// Down: the line after, as long as one of before is shown.
    mutating func down() {
        guard let lineIndex, !wasMoved else { return move(1) }
        showLine(lineIndex - 1)
    }

    private mutating func showLine(_ index: Int) {
        guard index < lines.count else { return }
        let typed = lineIndex == nil ? field.text : typedLine
        field.apply(.replaceAll(index < 0 ? typed : lines[index]))
        find()
        lineIndex = index < 0 ? nil : index
        typedLine = typed
    }

    // MARK: Finding

    private mutating func find() {
        let query = PaletteQuery(field.text, items)
        let implied = PaletteQuery(impliedBy: field.text, items)
        pattern = query.pattern
        impliedPattern = implied?.pattern ?? pattern
        kinds = query.kinds
        searchedWords = kinds == [.conversation] ? query.exact : nil
        let leading = implied.map { items.matches($0, recent: recent) } ?? []
        impliedCount = leading.count
        matches = leading
        if query.mistake == nil {
            let isLeading = Set(leading)
            matches += items.matches(query, recent: recent).filter { !isLeading.contains($0) }
        }
        made = query.made + (implied?.made ?? [])
        let last = query.madeLast + (implied?.madeLast ?? [])
        madeLast = last.filter { last in
            !matches.contains { items.all[$0].argument == last.argument }
        }
        advice = query.mistake ?? (count == 0 ? query.absence : nil)
        // What the text itself makes is listed too.
        total = max(items.listed(query.kinds).count, count)
        selectedIndex = 0
        wasMoved = false
    }

    /// What of a row's name and sentence was looked for, by the offsets of characters.
    public func marks(inRow row: Int) -> (name: Set<Int>, sentence: Set<Int>) {
        let item = self[row]
        let pattern = row - made.count < impliedCount ? impliedPattern : pattern
        return pattern.places(in: item.name, sentence: item.sentence)
    }
}

extension CommandWord.Argument {
    fileprivate var kind: PaletteItem.Kind? {
        if case .item(let kind, _) = self { kind } else { nil }
    }
}
