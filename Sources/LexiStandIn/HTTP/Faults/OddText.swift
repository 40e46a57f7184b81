/// Puts into a stream's texts what no text should hold and some servers send all the same.
///
/// It works on the JSON as written, because no string can hold half a surrogate pair.
struct OddText: Sendable {
    private let kind: Faults.OddText?
    private var namesSeen: Set<String> = []

    init(_ kind: Faults.OddText?) { self.kind = kind }

    /// The event as it is sent; of a text delta more than one may become.
    mutating func frames(for frame: StreamFrame) -> [StreamFrame] {
        guard let kind, let member = Self.members.first(where: { frame.data.contains($0) }) else {
            return [frame]
        }
        let isFirst = namesSeen.insert(member).inserted
        let isText = frame.name == "text"
        switch kind {
        case .c1 where isFirst: return [frame.inserting(Self.mojibake, after: member)]
        case .osc where isFirst: return [frame.inserting(#"\u001b]0;title "#, after: member)]
        case .dcs where isFirst: return [frame.inserting(#"\u001bPq#0 "#, after: member)]
        case .surrogates where isFirst && isText:
            return [
                StreamFrame(name: frame.name, data: #"{"delta": "A \ud83d"}"#),
                frame.inserting(#"\ude00 B "#, after: member),
            ]
        case .loneSurrogate where isFirst && isText:
            return [frame.inserting(#"A \ud83d B "#, after: member)]
        case .cr: return [frame.breakingLines(with: #"\r"#)]
        case .crlf: return [frame.breakingLines(with: #"\r\n"#)]
        case .cutCRLF: return isText ? Self.cut(frame, member) : [frame]
        default: return [frame]
        }
    }

    /// How the texts of an event begin, one to an event.
    private static let members = [
        #""delta": ""#, #""text": ""#, #""summary": ""#, #""message": ""#,
    ]

    /// Quotation marks of UTF-8 taken for Latin-1, then the C1 controls that open a sequence.
    private static let mojibake =
        #"He said â\u0080\u009cyesâ\u0080\u009d. \u0090\u0098\u009e\u009f"#

    /// Ends a delta between every CR and LF.
    private static func cut(_ frame: StreamFrame, _ member: String) -> [StreamFrame] {
        let parts = frame.lines
        return parts.enumerated().map { index, part in
            let start = index == 0 ? "" : "{\(member)\\n"
            let end = index == parts.count - 1 ? "" : "\\r\"}"
            return StreamFrame(name: frame.name, data: start + part + end)
        }
    }
}

extension StreamFrame {
    fileprivate func inserting(_ text: String, after member: String) -> StreamFrame {
        StreamFrame(
            name: name, data: data.replacing(member, with: member + text, maxReplacements: 1))
    }

    fileprivate func breakingLines(with escape: String) -> StreamFrame {
        StreamFrame(name: name, data: lines.joined(separator: escape))
    }

    /// The data divided at the line feeds of its texts, which JSON writes as `\n`; a backslash
    /// before an `n`, as in `C:\\new`, is none.
    fileprivate var lines: [String] {
        var lines = [""]
        var isEscaped = false
        for character in data {
            if isEscaped, character == "n" {
                lines[lines.count - 1].removeLast()
                lines.append("")
            } else {
                lines[lines.count - 1].append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        return lines
    }
}
