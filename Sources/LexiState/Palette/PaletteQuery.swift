import LexiAPI

/// What the text in the palette's field asks for.
struct PaletteQuery {
    /// The kinds that are listed.
    var kinds: Set<PaletteItem.Kind>
    var pattern: FuzzyPattern
    /// Items that the text itself makes, before the others.
    var made: [PaletteItem] = []
    /// The argument of an item that goes before all others of its kind.
    var exact: String?
    /// Items that the text makes where no other matches, or behind those that do.
    var madeLast: [PaletteItem] = []
    /// What is wrong with the text, in a sentence.
    var mistake: String?
    /// What to say when nothing matches.
    var absence: String?

    private static let listed: Set<PaletteItem.Kind> = [
        .action, .tab, .conversation, .theme, .setting,
    ]

    /// - Parameter items: The items there are, for what is only near to one of them.
    init(_ text: String, _ items: PaletteItems) {
        let text = text.drop(while: \.isWhitespace)
        kinds = Self.listed
        pattern = FuzzyPattern(String(text))
        guard let first = text.first else { return }
        if first == PaletteItem.Kind.command.prefix {
            readCommandLine(text.dropFirst().drop(while: \.isWhitespace), items)
        } else if let kind = PaletteItem.Kind.allCases.first(where: { $0.prefix == first }) {
            narrow(to: kind, String(text.dropFirst()), items)
        }
    }

    /// What text that is no command line would ask for as one, where it begins with a word that
    /// takes something: `theme nord`.
    init?(impliedBy text: String, _ items: PaletteItems) {
        let text = text.drop(while: \.isWhitespace)
        let name = text.prefix { !$0.isWhitespace }
        guard name.count < text.count, let word = CommandWord.named(String(name)),
            !text.dropFirst(name.count).trimming.isEmpty
        else { return nil }
        if case .none = word.argument { return nil }
        kinds = []
        pattern = FuzzyPattern("")
        readCommandLine(text, items)
        if mistake != nil { return nil }
    }

    /// The items of a kind; this is what a command's word and a prefix both come to.
    private mutating func narrow(
        to kind: PaletteItem.Kind, _ rest: String, _ items: PaletteItems,
        isCommandLine: Bool = false
    ) {
        kinds = [kind]
        pattern = FuzzyPattern(rest)
        absence = nil
        let rest = rest.trimmingWhiteSpace
        guard !rest.isEmpty else { return }
        exact = rest
        switch kind {
        case .tab:
            guard let number = Int(rest) else { break }
            let count = items.arguments(of: .tab).count
            if number < 1 || number > count {
                mistake =
                    "There is no tab \(number); there \(count == 1 ? "is 1" : "are \(count)")."
            }
        case .conversation:
            // What is none of the list may be older than it reaches.
            if Self.mayBeIdentifier(rest) {
                madeLast = [
                    PaletteItem(
                        .conversation, "conversation \(rest)", "The one with this ID",
                        argument: rest,
                        .conversation(id: rest, title: nil, context: ChatContext()))
                ]
            }
        case .setting: readSetting(rest, items, isCommandLine: isCommandLine)
        case .theme:
            absence = Self.absence("theme", rest, among: items.arguments(of: .theme))
        case .action, .command: break
        }
    }

    /// Whether a text has the form of an identifier (`conv_7`, a UUID) and not that of a word.
    private static func mayBeIdentifier(_ text: String) -> Bool {
        let letters = text.unicodeScalars
        return letters.allSatisfy { $0.isASCII && !$0.properties.isWhitespace }
            && letters.contains { "0123456789-_".unicodeScalars.contains($0) }
    }

    private static func absence(_ noun: String, _ name: String, among known: [String]) -> String {
        let name = FoldedText(name).text
        let nearest = NearestWord.of(name, among: known)
        return "No \(noun) is called \(name)"
            + (nearest.map { "; did you mean \($0)?" } ?? ".")
    }

    /// `NAME`, `NAME VALUE` or `NAME = VALUE`.
    private mutating func readSetting(
        _ rest: String, _ items: PaletteItems, isCommandLine: Bool
    ) {
        let name = String(rest.prefix { !$0.isWhitespace && $0 != "=" })
        var value = rest.dropFirst(name.count).drop(while: \.isWhitespace)
        if value.first == "=" { value = value.dropFirst().drop(while: \.isWhitespace) }
        let known = items.settingNames
        guard known.contains(name) else {
            absence = Self.absence("setting", name, among: known)
            // Whoever names a value means one setting: none that is only near is changed.
            if isCommandLine, name.count < rest.count {
                kinds = []
                mistake = absence
            }
            return
        }
        pattern = FuzzyPattern(value.isEmpty ? name : "\(name) \(value)")
        exact = value.isEmpty ? name : "\(name) \(value)"
        guard !value.isEmpty, !items.arguments(of: .setting).contains("\(name) \(value)") else {
            return
        }
        made = [
            PaletteItem(
                .setting, "\(name) = \(value)", "Here and in the settings file",
                argument: "\(name) \(value)", .set(name: name, value: String(value)))
        ]
    }

    // MARK: Command lines

    private mutating func readCommandLine(_ commandLine: Substring, _ items: PaletteItems) {
        let name = String(commandLine.prefix { !$0.isWhitespace })
        let rest = commandLine.dropFirst(name.count)
        kinds = [.command, .action]
        pattern = FuzzyPattern(name)
        exact = name
        let names = CommandWord.all.map(\.name) + items.arguments(of: .action)
        absence = Self.absence("command", name, among: names)
        guard let word = CommandWord.named(name) else {
            if !rest.trimming.isEmpty {
                kinds = []
                mistake =
                    items.arguments(of: .action).contains(name)
                    ? ":\(name) takes nothing behind it." : absence
            }
            return
        }
        exact = word.name
        guard !rest.isEmpty else { return }
        switch word.argument {
        case .none:
            guard !rest.trimming.isEmpty else { return }
            kinds = []
            mistake = ":\(word.name) takes nothing behind it."
        case .item(let kind, _):
            narrow(to: kind, String(rest), items, isCommandLine: true)
        case .context: readContext(String(rest))
        }
    }

    private mutating func readContext(_ rest: String) {
        kinds = []
        let words = CommandLineText.words(rest)
        guard !words.isEmpty else {
            absence = "Write it as :context contact=ID tools=off; deal= takes the deal away."
            return
        }
        switch CommandLineText.context(words) {
        case .mistake(let reason):
            mistake = reason.prefix(1).uppercased() + reason.dropFirst() + "."
        case .change(let fields, let tools):
            made = [
                PaletteItem(
                    .command, "context \(words.joined(separator: " "))",
                    "Used from the next message on", .context(fields, tools: tools))
            ]
        }
    }
}

extension Substring {
    fileprivate var trimming: String { String(self).trimmingWhiteSpace }
}
