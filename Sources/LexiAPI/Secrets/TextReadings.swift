/// The ways in which bytes may be read before somebody sees them: as they are, with their escapes
/// and references as the characters that they stand for, and without the control sequences.
///
/// Each reading has as many bytes as there were, so that what is found in one has its place there.
enum TextReadings {
    /// Goes on with the character before it. It is in no UTF-8.
    static let continuation: UInt8 = 0xFF
    /// Stands for what is not shown.
    static let nothing: UInt8 = 0xFE

    static func all(of bytes: [UInt8]) -> [[UInt8]] {
        var readings = [bytes]
        if bytes.contains(where: isSpelling) { readings.append(spelt(bytes)) }
        for reading in readings {
            if reading.contains(0x1B) { readings.append(withoutSequences(reading)) }
            // To a terminal that takes them so; to us they are removed one by one.
            if let opened = withC1AsEscapes(reading) { readings.append(withoutSequences(opened)) }
        }
        return readings
    }

    /// Whether a character may be spelt with what begins so.
    static func isSpelling(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "<"): true
        default: false
        }
    }

    // MARK: Spellings

    /// As many bytes of a tag are looked through for its end.
    private static let longestTag = 256
    /// As many bytes has a character reference at most.
    private static let longestReference = 12

    /// The bytes with the escapes of JSON and of Markdown, those of URLs and the references of HTML
    /// as their characters, and without tags. What the end cuts counts as nothing.
    private static func spelt(_ bytes: [UInt8]) -> [UInt8] {
        var reading = bytes
        var position = 0
        while position < bytes.count {
            let spelling: (character: [UInt8], count: Int)? =
                switch bytes[position] {
                case UInt8(ascii: "\\"): escape(bytes[position...])
                case UInt8(ascii: "%"): percentEscape(bytes[position...])
                case UInt8(ascii: "&"): reference(bytes[position...])
                case UInt8(ascii: "<"): tag(bytes[position...])
                default: nil
                }
            guard let spelling else {
                position += 1
                continue
            }
            for offset in 0..<spelling.count {
                reading[position + offset] =
                    offset < spelling.character.count ? spelling.character[offset] : continuation
            }
            position += spelling.count
        }
        return reading
    }

    private static func escape(_ bytes: ArraySlice<UInt8>) -> (character: [UInt8], count: Int)? {
        guard let letter = bytes.dropFirst().first else { return ([nothing], 1) }
        switch letter {
        case UInt8(ascii: "n"): return ([0x0A], 2)
        case UInt8(ascii: "r"): return ([0x0D], 2)
        case UInt8(ascii: "t"): return ([0x09], 2)
        case UInt8(ascii: "b"): return ([0x08], 2)
        case UInt8(ascii: "f"): return ([0x0C], 2)
        case UInt8(ascii: "\\"): return ([nothing], 2)
        case UInt8(ascii: "u"):
            let digits = bytes.dropFirst(2).prefix(4).prefix { hexadecimal($0) != nil }
            if digits.count == 4 { return (character(number(digits, base: 16)), 6) }
            return digits.endIndex == bytes.endIndex ? ([nothing], bytes.count) : nil
        default: return nil
        }
    }

    private static func percentEscape(
        _ bytes: ArraySlice<UInt8>
    ) -> (character: [UInt8], count: Int)? {
        let digits = bytes.dropFirst().prefix(2).prefix { hexadecimal($0) != nil }
        if digits.count == 2 { return (character(number(digits, base: 16)), 3) }
        return digits.endIndex == bytes.endIndex ? ([nothing], bytes.count) : nil
    }

    private static func reference(
        _ bytes: ArraySlice<UInt8>
    ) -> (character: [UInt8], count: Int)? {
        let name = bytes.dropFirst().prefix(longestReference).prefix {
            $0 == UInt8(ascii: "#") || KeySearch.isOfKeys($0)
        }
        guard name.endIndex < bytes.endIndex else { return ([nothing], bytes.count) }
        guard !name.isEmpty, bytes[name.endIndex] == UInt8(ascii: ";") else { return nil }
        let count = name.count + 2
        if name.elementsEqual("lowbar".utf8) { return ([UInt8(ascii: "_")], count) }
        guard name.first == UInt8(ascii: "#") else { return ([nothing], count) }
        let digits = name.dropFirst()
        if let mark = digits.first, mark | 0x20 == UInt8(ascii: "x") {
            return (character(number(digits.dropFirst(), base: 16)), count)
        }
        return (character(number(digits, base: 10)), count)
    }

    private static func tag(_ bytes: ArraySlice<UInt8>) -> (character: [UInt8], count: Int)? {
        guard let second = bytes.dropFirst().first else { return ([nothing], 1) }
        guard KeySearch.isOfKeys(second) || "/!?".utf8.contains(second) else { return nil }
        let inside = bytes.dropFirst().prefix(longestTag).prefix {
            $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<")
        }
        guard inside.endIndex < bytes.endIndex else { return ([nothing], bytes.count) }
        return bytes[inside.endIndex] == UInt8(ascii: ">") ? ([nothing], inside.count + 2) : nil
    }

    /// A character of one byte, or a control of C1, which is short for others; nothing for others.
    private static func character(_ value: Int?) -> [UInt8] {
        switch value {
        case .some(let value) where value < 0x80: [UInt8(value)]
        case .some(let value) where value < 0xA0: [0xC2, UInt8(value)]
        default: [nothing]
        }
    }

    /// - Returns: `nil` for what is no number, or too large for a character of one byte.
    private static func number(_ digits: ArraySlice<UInt8>, base: Int) -> Int? {
        var number = 0
        for digit in digits {
            guard let value = hexadecimal(digit), value < base else { return nil }
            number = min(number * base + value, 0xFFFF)
        }
        return digits.isEmpty ? nil : number
    }

    private static func hexadecimal(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    // MARK: Control sequences

    /// The bytes with each C1 control as the ESC and the letter that it is short for.
    ///
    /// - Returns: `nil` when there is none.
    private static func withC1AsEscapes(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.contains(0xC2) else { return nil }
        var reading = bytes
        for position in bytes.indices.dropLast() where isC1(bytes, at: position) {
            reading[position] = 0x1B
            reading[position + 1] = bytes[position + 1] - 0x40
        }
        return reading == bytes ? nil : reading
    }

    private static func isC1(_ bytes: [UInt8], at position: Int) -> Bool {
        bytes[position] == 0xC2 && position + 1 < bytes.count
            && 0x80...0x9F ~= bytes[position + 1]
    }

    /// The bytes without what ``Sanitizer`` removes as a sequence. One that the end cuts counts.
    private static func withoutSequences(_ bytes: [UInt8]) -> [UInt8] {
        var reading = bytes
        var sequence: EscapeSequence?
        var start = 0
        var count = 0
        var position = 0
        func open(at place: Int) {
            sequence = .opened
            start = place
            count = 1
        }
        func remove(to end: Int) {
            for place in start..<end { reading[place] = nothing }
        }
        while position < bytes.count {
            let byte = bytes[position]
            let width = isC1(bytes, at: position) ? 2 : 1
            defer { position += width }
            guard byte != continuation, byte != nothing else { continue }
            while let current = sequence {
                // Of what is no ASCII only C1 has a meaning here.
                let scalar =
                    byte < 0x80
                    ? Unicode.Scalar(byte)
                    : width == 2 ? Unicode.Scalar(bytes[position + 1]) : "\u{FFFD}"
                let step = current.step(scalar)
                if case .goesOn(let next) = step, count + width < Sanitizer.longestSequence {
                    sequence = next
                    count += width
                    break
                }
                if step == .closes, count + width <= Sanitizer.longestSequence {
                    remove(to: position + width)
                    sequence = nil
                    break
                }
                sequence = nil
                if current == .stringEscape {
                    open(at: position - 1)
                } else if byte == 0x1B {
                    open(at: position)
                    break
                }
            }
            if sequence == nil, byte == 0x1B { open(at: position) }
        }
        if sequence != nil { remove(to: bytes.count) }
        return reading
    }
}
