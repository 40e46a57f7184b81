/// What is left of a text by the rule, found by looking ahead over the whole of it.
enum SanitizerReference {
    /// The text without its controls and without the sequences that are well formed and closed;
    /// everything else of it, in order.
    static func text(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var kept: [Unicode.Scalar] = []
        var place = 0
        while place < text.count {
            let scalar = text[place]
            if scalar == "\u{1B}" {
                place = sequenceEnd(text, from: place) ?? place + 1
                continue
            }
            if scalar == "\r" {
                kept.append("\n")
                if place + 1 < text.count, text[place + 1] == "\n" { place += 1 }
            } else if !isRemoved(scalar) {
                kept.append(scalar)
            }
            place += 1
        }
        return kept
    }

    /// Where the sequence of an ESC ends; `nil` for none.
    private static func sequenceEnd(_ text: [Unicode.Scalar], from escape: Int) -> Int? {
        let rest = text[(escape + 1)...]
        guard let kind = rest.first else { return nil }
        let end: Int?
        switch kind {
        case "[":
            let behind = rest.dropFirst().drop { ("0"..."?").contains($0) }
                .drop { (" "..."/").contains($0) }
            end =
                behind.first.map { ("@"..."~").contains($0) } == true ? behind.startIndex + 1 : nil
        case "]", "P", "X", "^", "_":
            let closing = rest.dropFirst().firstIndex { $0 != "\t" && isControl($0) }
            end = closing.flatMap { index -> Int? in
                if text[index] == "\u{07}", kind == "]" { return index + 1 }
                let isEnd = text[index...].starts(with: ["\u{1B}", "\\"])
                return isEnd ? index + 2 : nil
            }
        default:
            let behind = rest.drop { (" "..."/").contains($0) }
            end =
                behind.first.map { ("0"..."~").contains($0) } == true ? behind.startIndex + 1 : nil
        }
        guard let end else { return nil }
        let byteCount = text[escape..<end].reduce(0) { $0 + UTF8.width($1) }
        return byteCount <= 512 ? end : nil
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }

    private static func isRemoved(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\n" || scalar == "\t" { return false }
        let isTag = (0xE0000...0xE007F).contains(scalar.value)
        return isControl(scalar) || isTag || isBidirectional(scalar)
    }

    private static func isBidirectional(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
