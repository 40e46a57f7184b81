import LexiDashboard
import LexiPanes
import LexiScreen

/// The keys of one line of a scenario: `Tab Ctrl+X z "text that is typed" paste "text"`.
///
/// In quotation marks `\n` is a line end and `\"` a quotation mark.
struct ScenarioKeys {
    let text: String
    private(set) var keys: [Key] = []

    init(_ text: some StringProtocol) throws {
        self.text = String(text)
        var rest = self.text[...]
        var isPaste = false
        while let first = rest.first {
            if first == " " {
                rest.removeFirst()
            } else if first == "\"", rest.count > 1, rest.dropFirst().first != " " {
                rest.removeFirst()
                let written = try Self.quoted(&rest)
                keys += isPaste ? [.paste(written, isLast: true)] : written.map(Self.typed)
                isPaste = false
            } else {
                let word = rest.prefix { $0 != " " }
                rest = rest[word.endIndex...]
                isPaste = word == "paste"
                if !isPaste { keys.append(try KeyName.key(String(word))) }
            }
        }
    }

    private static func typed(_ character: Character) -> Key {
        character == "\n" ? .control("j") : .character(character)
    }

    private static func quoted(_ rest: inout Substring) throws -> String {
        var written = ""
        while let character = rest.first {
            rest.removeFirst()
            switch character {
            case "\"": return written
            case "\\": written.append(rest.removeFirst() == "n" ? "\n" : "\"")
            default: written.append(character)
            }
        }
        throw Scenario.Problem(description: "a quotation mark is missing behind \(written)")
    }
}
