extension JSONValue {
    /// The value as one line of JSON that is safe to print to a terminal.
    ///
    /// Every C0 control, DEL, C1 control, bidirectional control and tag character is written as
    /// `\uXXXX` (as a surrogate pair above U+FFFF), so nothing a server sends can act on the
    /// terminal that shows the line.
    public var line: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .double(let value):
            if let whole = Int64(exactly: value) {
                text += String(whole)
            } else {
                // RFC 8259 has no way to write these.
                text += value.isFinite ? "\(value)" : "null"
            }
        case .string(let value): Self.write(value, to: &text)
        case .array(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                Self.write(member.name, to: &text)
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }

    private static func write(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case let scalar where scalar.actsOnTerminals:
                for unit in UTF16.encode(scalar)! { text += escape(unit) }
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }

    private static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension Unicode.Scalar {
    /// Whether the scalar can steer a terminal or reorder what it shows: C0, DEL, C1, the
    /// bidirectional controls of UAX #9 and the tag characters U+E0000 to U+E007F. Line and
    /// paragraph separators count too: some programs end a line at them.
    public var actsOnTerminals: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        case 0xE0000...0xE007F: true
        default: false
        }
    }
}
