public import LexiScreen

/// Keys as people read and write them: `Ctrl+N`, `Alt+Enter`, `PgUp`, `G`.
public enum KeyName {
    /// How a key reads; empty for what nobody presses, such as a paste.
    public static func text(_ key: Key) -> String {
        switch key {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .control(let character): "Ctrl+" + character.uppercased()
        case .alt(" "): "Alt+Space"
        case .alt(let character):
            character.isUppercase
                ? "Alt+Shift+\(character)" : "Alt+" + character.uppercased()
        case .enter: "Enter"
        case .altEnter: "Alt+Enter"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "Shift+Tab"
        case .backspace: "Backspace"
        case .altBackspace: "Alt+Backspace"
        case .special(let special, let modifiers): self.text(modifiers) + text(special)
        default: ""
        }
    }

    private static func text(_ modifiers: Key.Modifiers) -> String {
        (modifiers.contains(.control) ? "Ctrl+" : "") + (modifiers.contains(.alt) ? "Alt+" : "")
            + (modifiers.contains(.shift) ? "Shift+" : "")
    }

    private static func text(_ special: Key.Special) -> String {
        if case .function(let number) = special { return "F\(number)" }
        return specials.first { $0.key == special }?.name ?? ""
    }

    private static let specials: [(name: String, key: Key.Special)] = [
        ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right), ("Home", .home),
        ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown), ("Insert", .insert),
        ("Delete", .delete),
    ]

    /// Names that are not those that are shown, in lower case.
    private static let otherNames = [
        "return": "enter", "escape": "esc", "pageup": "pgup", "pagedown": "pgdn", "ins": "insert",
        "del": "delete", "bs": "backspace", "spc": "space",
    ]

    /// The names of keys that are no characters, as they are shown.
    static let names =
        ["Enter", "Esc", "Tab", "Backspace", "Space"] + specials.map(\.name)
        + (1...20).map { "F\($0)" }

    /// Reads a key's name; upper and lower case of words count the same.
    ///
    /// - Throws: ``KeyNameError`` when there is no such key, or terminals cannot send it.
    public static func key(_ text: String) throws(KeyNameError) -> Key {
        var modifiers: Set<Modifier> = []
        var rest = Substring(text)
        // A plus behind a name parts it from the next; at the end it is the key.
        while let plus = rest.dropFirst().firstIndex(of: "+"), plus != rest.indices.last {
            let word = rest[..<plus]
            guard let modifier = Modifier(word) else {
                throw KeyNameError(
                    "\"\(word)\" in \"\(text)\" is none of Ctrl, Alt and Shift"
                        + (Self.unsent.contains(word.lowercased())
                            ? "; terminals do not send \(word)" : ""))
            }
            modifiers.insert(modifier)
            rest = rest[rest.index(after: plus)...]
        }
        guard let base = base(rest) else {
            throw KeyNameError(
                "there is no key \"\(text)\"; " + nearest(String(rest))
                    + "keys are written as Ctrl+N, Alt+Enter, F2, PgUp, G or Space")
        }
        return try Transmission(base: base, modifiers: modifiers, text: text).key()
    }

    private static let unsent: Set<String> = [
        "super", "cmd", "command", "win", "windows", "hyper", "fn",
    ]

    private static func nearest(_ word: String) -> String {
        names.first { $0.lowercased().hasPrefix(word.lowercased()) && word.count > 1 }
            .map { "did you mean \($0)? " } ?? ""
    }

    /// A key without modifiers.
    private static func base(_ text: Substring) -> Key? {
        if text.count == 1, let character = text.first {
            return character == " " || !character.isWhitespace && !character.isNewline
                ? .character(character) : nil
        }
        var name = text.lowercased()
        name = otherNames[name] ?? name
        if name.first == "f", let number = Int(name.dropFirst()), (1...20).contains(number) {
            return .special(.function(number), [])
        }
        switch name {
        case "enter": return .enter
        case "esc": return .escape
        case "tab": return .tab
        case "backspace": return .backspace
        case "space": return .character(" ")
        default:
            return specials.first { $0.name.lowercased() == name }.map { .special($0.key, []) }
        }
    }
}

/// Why a text is not the name of a key that can be used.
public struct KeyNameError: Error, Sendable, Hashable {
    /// For the user, without a full stop.
    public let reason: String

    init(_ reason: String) { self.reason = reason }
}

/// What is held while a key is pressed.
private enum Modifier: Hashable {
    case control, alt, shift

    init?(_ word: Substring) {
        switch word.lowercased() {
        case "ctrl", "control", "c", "^": self = .control
        case "alt", "meta", "option", "m", "a": self = .alt
        case "shift", "s": self = .shift
        default: return nil
        }
    }
}

/// What becomes of a key with modifiers on its way through a terminal.
private struct Transmission {
    let base: Key
    let modifiers: Set<Modifier>
    let text: String

    func key() throws(KeyNameError) -> Key {
        switch base {
        case .special(let special, _): return .special(special, flags)
        case .enter: return try enter()
        case .tab:
            if modifiers.isEmpty { return .tab }
            if modifiers == [.shift] { return .backTab }
        case .backspace:
            if modifiers.isEmpty { return .backspace }
            if modifiers == [.alt] { return .altBackspace }
        case .escape:
            if modifiers.isEmpty { return .escape }
        case .character(let character): return try self.character(character)
        default: break
        }
        throw KeyNameError("terminals do not tell \(text) from \(KeyName.text(base))")
    }

    private var flags: Key.Modifiers {
        var flags: Key.Modifiers = []
        if modifiers.contains(.control) { flags.insert(.control) }
        if modifiers.contains(.alt) { flags.insert(.alt) }
        if modifiers.contains(.shift) { flags.insert(.shift) }
        return flags
    }

    private func enter() throws(KeyNameError) -> Key {
        if modifiers.isEmpty { return .enter }
        if modifiers == [.alt] { return .altEnter }
        throw KeyNameError(
            "terminals send Enter for \(text), and some Alt+Enter; use Alt+Enter or Ctrl+J")
    }

    private func character(_ character: Character) throws(KeyNameError) -> Key {
        if modifiers.contains(.control) { return try control(character) }
        var character = character
        if modifiers.contains(.shift) {
            guard character.isASCII, character.isLetter else {
                throw KeyNameError(
                    "terminals send the character that Shift makes; write that in place of \(text)"
                )
            }
            character = Character(character.uppercased())
        }
        guard modifiers.contains(.alt) else { return .character(character) }
        guard character != "[", character != "O" else {
            throw KeyNameError(
                "terminals begin other keys with what \(text) sends; use another key")
        }
        // Without Shift the letter is the small one, however it is written.
        if !modifiers.contains(.shift), character.isASCII, character.isLetter {
            character = Character(character.lowercased())
        }
        return .alt(character)
    }

    private func control(_ character: Character) throws(KeyNameError) -> Key {
        guard modifiers == [.control] else {
            throw KeyNameError(
                "terminals do not tell \(text) from Ctrl+\(character.uppercased())")
        }
        let letter = Character(character.lowercased())
        if let same = Self.same[letter] {
            throw KeyNameError("terminals send the same for \(text) and \(same); write \(same)")
        }
        if letter == " " { return .control("@") }
        guard letter.isASCII, letter.isLetter || "@\\]^_".contains(letter) else {
            throw KeyNameError("terminals have no code for \(text)")
        }
        return .control(letter)
    }

    /// Keys that are the same byte as another.
    private static let same: [Character: String] = [
        "i": "Tab", "m": "Enter", "h": "Backspace", "[": "Esc", "?": "Backspace", "/": "Ctrl+_",
        "-": "Ctrl+_",
    ]
}
