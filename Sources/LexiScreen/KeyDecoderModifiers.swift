/// The numbers of a control sequence: `;` between parameters, `:` between their parts.
struct SequenceParameters {
    private var values: [[Int]] = [[]]

    /// - Parameter bytes: Bytes from 0x30 to 0x3B.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard !bytes.isEmpty else {
            values = []
            return
        }
        var value: Int?
        for byte in bytes {
            if byte == 0x3A || byte == 0x3B {
                values[values.count - 1].append(value ?? 0)
                value = nil
                if byte == 0x3B { values.append([]) }
            } else if byte < 0x3A {
                // No key code is larger than a Unicode scalar.
                value = min((value ?? 0) * 10 + Int(byte - 0x30), 0x10FFFF)
            }
        }
        values[values.count - 1].append(value ?? 0)
    }

    var isEmpty: Bool { values.isEmpty }

    /// A parameter's first part; 0 when it is missing.
    subscript(index: Int) -> Int { part(0, of: index) }

    func part(_ part: Int, of index: Int) -> Int {
        index < values.count && part < values[index].count ? values[index][part] : 0
    }
}

extension Key.Modifiers {
    /// xterm sends one more than the sum of the bits. Meta counts as Alt; locks and Super do not
    /// count.
    init(parameter: Int) {
        guard parameter > 1 else {
            self = []
            return
        }
        let bits = parameter - 1
        self = Key.Modifiers(rawValue: UInt8(bits & 7))
        if bits & 0x28 != 0 { insert(.alt) }
    }
}

extension Key {
    /// kitty's `CSI code:shifted;modifiers:event u`.
    static func modified(_ parameters: SequenceParameters) -> Key? {
        let isRelease = parameters.part(1, of: 1) == 3
        if isRelease { return nil }
        let modifiers = Modifiers(parameter: parameters[1])
        let shifted = parameters.part(1, of: 0)
        if shifted > 0, modifiers.contains(.shift) {
            return modified(code: shifted, modifiers: modifiers.subtracting(.shift))
        }
        return modified(code: parameters[0], modifiers: modifiers)
    }

    /// A key that the terminal names by its character, because modifiers would be lost otherwise.
    static func modified(code: Int, modifiers: Modifiers) -> Key? {
        switch code {
        case 13: return modifiers.isEmpty ? .enter : .altEnter
        case 27: return .escape
        case 9: return modifiers.contains(.shift) ? .backTab : .tab
        case 8, 127: return modifiers.contains(.alt) ? .altBackspace : .backspace
        // kitty numbers the keys that have no character in the private use area.
        case 0xE000...0xF8FF: return nil
        default: break
        }
        guard let scalar = Unicode.Scalar(UInt32(code)), code >= 0x20, !(0x7F...0x9F).contains(code)
        else { return nil }
        if modifiers.contains(.control) {
            switch scalar {
            case "a"..."z", "@", "[", "\\", "]", "^", "_": return .control(Character(scalar))
            case "A"..."Z": return .control(Character(Unicode.Scalar(UInt8(code) + 0x20)))
            case " ": return .control("@")
            default: return nil
            }
        }
        var character = Character(scalar)
        if modifiers.contains(.shift), let upper = character.uppercased().first,
            character.uppercased().count == 1
        {
            character = upper
        }
        return modifiers.contains(.alt) ? .alt(character) : .character(character)
    }
}
