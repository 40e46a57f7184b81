import LexiScreen
import LexiSession
import LexiState

/// The text of some lines as it was before it was wrapped, with the way back to the lines.
struct SearchText {
    static let space: UInt8 = 0x20
    /// Where a line ended that may have ended inside a word.
    static let joint: UInt8 = 0x0A

    /// From a place on, the bytes are those of a line from an offset on.
    private struct Segment {
        var start: Int
        var line: Int
        var offset: Int
    }

    private(set) var bytes: [UInt8] = []
    private var segments: [Segment] = []
    private var lastLineIsFull = false
    let foldsCase: Bool

    init(foldsCase: Bool) { self.foldsCase = foldsCase }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        segments.removeAll(keepingCapacity: true)
    }

    /// Goes on with a line; runs of spaces count as one, and as none where a line begins.
    mutating func append(_ line: StyledLine, number: Int, width: Int) {
        let start = bytes.count
        if start > 0 { bytes.append(Self.space) }
        let textStart = bytes.count
        var offset = 0
        for span in line.spans {
            var text = span.text
            let isComposed = span.role.isDecoration || text.isSurelyComposed
            if !isComposed { takeComposed(text, line: number, offset: offset) }
            text.withUTF8 { utf8 in
                if isComposed, !span.role.isDecoration {
                    take(utf8, line: number, offset: offset)
                }
                offset += utf8.count
            }
        }
        if bytes.count == textStart {
            bytes.removeLast(bytes.count - start)
            return
        }
        if start > 0, lastLineIsFull || isBreakable(bytes[start - 1], bytes[textStart]) {
            bytes[start] = Self.joint
        }
        // Only a line as long as the width can have cut a word; bytes are never fewer than columns.
        lastLineIsFull = offset >= width && line.columns >= width
    }

    /// Whether a line may end between two bytes without a space.
    private func isBreakable(_ last: UInt8, _ first: UInt8) -> Bool {
        func isWord(_ byte: UInt8) -> Bool {
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
        }
        return !isWord(last) || first >= 0x80
    }

    /// Takes text whose characters may have more than one form, all in the same.
    private mutating func takeComposed(_ text: String, line: Int, offset: Int) {
        var offset = offset
        for character in text {
            let original = String(character)
            var composed = original.composed
            let length = original.utf8.count
            let (start, segmentCount) = (bytes.count, segments.count)
            composed.withUTF8 { take($0, line: line, offset: offset) }
            if !original.utf8.elementsEqual(composed.utf8) {
                // Its bytes are not those of the line: each stands for the character.
                segments.removeLast(segments.count - segmentCount)
                segments += (start..<bytes.count).map {
                    Segment(start: $0, line: line, offset: offset)
                }
            }
            offset += length
        }
    }

    private mutating func take(_ utf8: UnsafeBufferPointer<UInt8>, line: Int, offset: Int) {
        var isRun = false
        func begin(_ index: Int) -> Segment {
            Segment(start: bytes.count, line: line, offset: offset + index)
        }
        var index = 0
        while index < utf8.count {
            let byte = utf8[index]
            if byte >= 0x80 {
                let length = Self.length(utf8, index)
                takeScalar(utf8, index, length, line: line, offset: offset)
                index += length
                isRun = false
                continue
            }
            if byte == Self.space || byte == 0x09 {
                // The space of the line's beginning stands for all that follow.
                if bytes.last ?? Self.space != Self.space {
                    if !isRun { segments.append(begin(index)) }
                    bytes.append(Self.space)
                    isRun = true
                } else {
                    isRun = false
                }
            } else {
                if !isRun { segments.append(begin(index)) }
                bytes.append(foldsCase ? CaseFolding.fold(ascii: byte) : byte)
                isRun = true
            }
            index += 1
        }
    }

    private mutating func takeScalar(
        _ utf8: UnsafeBufferPointer<UInt8>, _ index: Int, _ length: Int, line: Int, offset: Int
    ) {
        segments.append(Segment(start: bytes.count, line: line, offset: offset + index))
        guard foldsCase else {
            bytes += utf8[index..<index + length]
            return
        }
        let text = String(decoding: utf8[index..<index + length], as: UTF8.self)
        for scalar in text.unicodeScalars {
            if scalar == "\u{A0}" {
                bytes.append(Self.space)
            } else {
                bytes += Array(String(CaseFolding.fold(scalar)).utf8)
            }
        }
    }

    private static func length(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        let length = utf8[index] >= 0xF0 ? 4 : utf8[index] >= 0xE0 ? 3 : 2
        return min(length, utf8.count - index)
    }

    /// The line and the offset in it of a byte.
    func place(ofByte index: Int) -> (line: Int, offset: Int) {
        let segment = segments[bisect(0..<segments.count) { segments[$0].start <= index }]
        return (segment.line, segment.offset + index - segment.start)
    }
}

extension Role {
    /// Whether it is drawn around the text rather than being part of it.
    var isDecoration: Bool {
        switch self {
        case .tableBorder, .quote, .marker, .toolBar, .toolTime, .toolRunning, .toolDone,
            .toolFailed, .toolUnfinished, .thinkingTime:
            true
        default: false
        }
    }
}

extension StyledLine {
    /// Whether what is searched must not go on from the line before: a heading of its own, an
    /// item of a list, a step.
    var beginsPassage: Bool {
        for span in spans {
            switch span.role {
            case .marker, .toolRunning, .toolDone, .toolFailed, .toolUnfinished, .accent,
                .speakerUser, .speakerLexi:
                return true
            case .quote: continue
            default:
                if span.text.utf8.contains(where: { $0 != 0x20 }) { return false }
            }
        }
        return false
    }

    /// Who speaks, and when: it is not what was said.
    var isSpeaker: Bool {
        spans.first?.role == .speakerUser || spans.first?.role == .speakerLexi
    }
}
