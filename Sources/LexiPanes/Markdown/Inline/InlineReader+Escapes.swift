import CCmark
import LexiAPI

extension InlineReader {
    /// A backslash before a mark takes its meaning; one before anything else is text, and so is
    /// what stands between `\(` and `\)`, `\[` and `\]`, `\begin` and `\end`, and a path of Windows.
    mutating func readBackslash() {
        let next = index + 1
        guard next < end else { return isOpen ? hold(index) : add(index..<next) }
        if let path = WindowsPath.range(bytes, index, end: end) { return add(path) }
        if bytes[next] == UInt8(ascii: "*"), isBehindStrongText {
            // A separator, or an escaped star behind strong text: what is next tells.
            if next + 2 >= end, isOpen { return hold(index) }
            if next + 2 < end, bytes[next + 1] == bytes[next], bytes.kind(at: next + 2).isWord {
                return add(index..<next)
            }
        }
        if readEnvironment() { return }
        switch bytes[next] {
        case 0x0A: index = next
        case UInt8(ascii: "("):
            if index > 0, bytes[index - 1] == UInt8(ascii: "]") { return addEscaped(next) }
            addFormula([UInt8(ascii: "\\"), UInt8(ascii: ")")], otherwise: next + 1)
        case UInt8(ascii: "["):
            switch EscapedBracket(bytes, next) {
            case .formula:
                addFormula([UInt8(ascii: "\\"), UInt8(ascii: "]")], otherwise: next + 1)
            case .unknown where isOpen && end - index < Self.longestOpenName: hold(index)
            case .name, .unknown: addEscaped(next)
            }
        case UInt8(ascii: "]") where isAloneInLine(next): add(index..<next + 1)
        case UInt8(ascii: ".") where index == 0 || !bytes[index - 1].isASCIIDigit:
            add(index..<next)
        case let byte where Escapes.marks.contains(byte): addEscaped(next)
        default: add(index..<next)
        }
    }

    private mutating func addEscaped(_ place: Int) {
        add(.text, bytes[place...place], start: index)
        index = place + 1
    }

    private func isAloneInLine(_ place: Int) -> Bool {
        (index == 0 || bytes[index - 1] == 0x0A)
            && (place + 1 == bytes.count || bytes[place + 1] == 0x0A)
    }

    /// `**Ja**\**Nein**`.
    private var isBehindStrongText: Bool {
        index > 2 && bytes[index - 1] == UInt8(ascii: "*")
            && bytes[index - 2] == UInt8(ascii: "*")
    }

    /// How long it is held back whether an escaped bracket begins a name or a formula.
    private static let longestOpenName = 64

    // MARK: Formulas

    /// Adds `\begin{…} … \end{…}` as it stands.
    ///
    /// - Returns: Whether one begins here.
    private mutating func readEnvironment() -> Bool {
        guard bytes[index...].starts(with: "\\begin{".utf8) else { return false }
        let nameStart = index + 7
        let name = bytes[nameStart...].prefix(32).prefix { $0 != UInt8(ascii: "}") }
        guard name.endIndex < end, bytes[name.endIndex] == UInt8(ascii: "}") else { return false }
        let close = Array("\\end{".utf8) + name + [UInt8(ascii: "}")]
        var place = name.endIndex
        while let next = find([UInt8(ascii: "\\"), UInt8(ascii: "e")], from: place) {
            if bytes[next...].starts(with: close) {
                add(index..<next + close.count)
                return true
            }
            place = next + 2
        }
        guard isOpen else { return false }
        addOpenFormula()
        return true
    }

    /// Adds what goes up to a closing sign as it stands, or else only the opening one.
    private mutating func addFormula(_ close: [UInt8], otherwise: Int) {
        if let place = find(close, from: index + 2) {
            add(index..<place + close.count)
        } else if isOpen {
            addOpenFormula()
        } else {
            add(index..<otherwise)
        }
    }

    /// A formula whose end has not come.
    private mutating func addOpenFormula() {
        let isCut = [UInt8(ascii: "\\"), UInt8(ascii: "$")].contains(bytes[end - 1])
        add(index..<(isCut && end - 1 > index + 1 ? end - 1 : end))
        index = end
    }

    /// `$$…$$`, and `$…$` around what looks like a formula rather than like prices.
    mutating func readDollar() {
        let next = index + 1
        if next == end, isOpen { return hold(index) }
        guard next < end, !bytes.kind(before: index).isWord else { return add(index..<next) }
        if bytes[next] == UInt8(ascii: "$") {
            return addFormula([UInt8(ascii: "$"), UInt8(ascii: "$")], otherwise: next + 1)
        }
        if let close = singleFormulaEnd(next) { return add(index..<close) }
        add(index..<next)
    }

    private func singleFormulaEnd(_ start: Int) -> Int? {
        guard !bytes[start].isBlank else { return nil }
        var place = start
        var isFormula = false
        while place < end, place - start < 200, bytes[place] != 0x0A {
            switch bytes[place] {
            case UInt8(ascii: "$"):
                let isClosing =
                    isFormula && !bytes[place - 1].isBlank && !bytes.kind(at: place + 1).isWord
                return isClosing ? place + 1 : nil
            case UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "{"):
                isFormula = true
            case UInt8(ascii: "*") where place + 1 < end && bytes[place + 1] == UInt8(ascii: "*"):
                return nil
            default: break
            }
            place += 1
        }
        return nil
    }

    /// The next place of a pair of signs.
    mutating func find(_ pair: [UInt8], from start: Int) -> Int? {
        guard !missing.contains(pair) else { return nil }
        var place = start
        while place + 1 < bytes.count {
            if bytes[place] == pair[0], bytes[place + 1] == pair[1] { return place }
            place += 1
        }
        missing.insert(pair)
        return nil
    }

    // MARK: Entities

    mutating func readEntity() {
        if let (text, next) = Escapes.entity(bytes[index...]) {
            add(.text, text.utf8, start: index)
            index = next
        } else if isOpen, Escapes.mayBecomeEntity(bytes[(index + 1)...]) {
            hold(index)
        } else {
            add(index..<index + 1)
        }
    }
}

/// Characters that Markdown writes as others.
enum Escapes {
    /// The marks whose meaning a backslash takes; before other signs it stands for itself.
    static let marks = Set("\\`*_[]<>#+-.!|~&$".utf8)

    /// The text of an address or a title.
    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var place = bytes.startIndex
        while place < bytes.endIndex {
            if bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.endIndex,
                bytes[place + 1].isASCIIPunctuation
            {
                result.append(bytes[place + 1])
                place += 2
            } else if bytes[place] == UInt8(ascii: "&"),
                let (text, next) = entity(bytes[place...])
            {
                result += text.utf8
                place = next
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What an entity at the beginning stands for, and the place behind it.
    ///
    /// One that stands for a control or another character that nobody sees is none.
    static func entity(_ bytes: ArraySlice<UInt8>) -> (text: String, end: Int)? {
        let name = bytes.dropFirst().prefix(33).prefix {
            $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "#")
        }
        guard !name.isEmpty, name.endIndex < bytes.endIndex,
            bytes[name.endIndex] == UInt8(ascii: ";")
        else { return nil }
        if name.first == UInt8(ascii: "#"), !isCharacter(name.dropFirst()) { return nil }
        let written = Array(bytes[bytes.startIndex...name.endIndex])
        guard let text = decoded(written), text.utf8.first != UInt8(ascii: "&") || text == "&",
            Sanitizer.line(text) == text,
            // Soft hyphens, joiners, spaces of no width, marks of direction.
            !text.unicodeScalars.contains(where: \.properties.isDefaultIgnorableCodePoint)
        else { return nil }
        return (text, name.endIndex + 1)
    }

    /// Whether a number is one of a character, in no more digits than the standard allows.
    private static func isCharacter(_ number: ArraySlice<UInt8>) -> Bool {
        let isHex = number.first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
        let digits = isHex ? number.dropFirst() : number
        guard digits.count <= (isHex ? 6 : 7),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10)
        else { return false }
        return Unicode.Scalar(value) != nil
    }

    /// cmark knows all names.
    private static func decoded(_ entity: [UInt8]) -> String? {
        entity.withUnsafeBytes { bytes -> String? in
            guard let start = bytes.bindMemory(to: CChar.self).baseAddress,
                let document = cmark_parse_document(start, bytes.count, CMARK_OPT_DEFAULT)
            else { return nil }
            defer { cmark_node_free(document) }
            guard let paragraph = cmark_node_first_child(document),
                let text = cmark_node_first_child(paragraph),
                let literal = cmark_node_get_literal(text)
            else { return nil }
            return String(cString: literal)
        }
    }

    private static let commonNames = ["amp", "lt", "gt", "quot", "apos", "nbsp"]

    static func mayBecomeEntity(_ rest: ArraySlice<UInt8>) -> Bool {
        if rest.first == UInt8(ascii: "#") {
            return rest.count < 9 && rest.dropFirst().allSatisfy(\.isASCIIAlphanumeric)
        }
        return commonNames.contains { $0.utf8.starts(with: rest) }
    }
}
