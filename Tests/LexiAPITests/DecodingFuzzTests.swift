import Foundation
import LexiTesting
import Testing

@testable import LexiAPI

/// Damaged event data; see `Fuzz`.
@Suite struct DecodingFuzzTests {
    private static let data = ByteMutator(
        samples: [
            #"{"text": "Checking who is behind this contact"}"#,
            #"{"tool": "contacts.get", "status": "started"}"#,
            #"{"tool":"contacts.get","status":"completed","summary":"Read Mara Vogt","n":[1,{}]}"#,
            #"{"delta": "Mara \"Vogt\" \u00e9\ud83d\ude00\/\n", "conversation_id": "6f0c1d52"}"#,
            #" { "delta" : "at Nordkai." , "index" : -12 , "final" : false , "x" : null } "#,
            #"{"delta":"a","delta":"b","delta":1,"conversation_id":null,"conversation_id":"c"}"#,
            #"{"credits_remaining": 412, "message_id": "msg_01JTB7", "conversation_id": "c"}"#,
            #"{"code": "rate_limited", "message": "Too many requests", "status": 429}"#,
            #"{"error":{"code":"x","message":"m","details":{"fields":{"name":"too long"}}}}"#,
            #"[0.5, -1e-3, 12E+4, 1e400, [[["a"]], {}], true, false, null, ""]"#, "",
        ],
        tokens: [
            "\"", "\\", "\\\"", "\\u", "\\u0041", "\\u0000", "\\ud83d", "\\ude00", "\\ud83d\\ude00",
            "{", "}", "[", "]", ":", ",", " ", "\n", "\t", "\r", "\u{B}", "null", "true", "false",
            "-", "0", "1.5", "e9", "9223372036854775808", "\"delta\": ", "\"text\":\"", "\"tool\"",
            "\"status\":\"s\",", "\"summary\":{},", "\"\":\"\",", "é", "😀", "\u{202E}", "\u{1B}[2J",
            "\u{9B}",
        ])

    /// Short texts, in which every damage is to the grammar.
    private static let values = ByteMutator(
        samples: [
            "0", "-1", "10.25", "1e5", "-0E-1", "true", "null", #""a""#, #""\u0041""#, #""\n""#,
            #""\ud83d\ude00""#, "[]", "[1,2]", "{}", #"{"a":1}"#, #"{"a":[{}],"b":"c"}"#,
        ], tokens: grammar)

    private static let objects = ByteMutator(
        samples: [
            #"{"delta":"a"}"#, #"{"n":0,"delta":"\n"}"#, #"{"delta":1,"delta":"b"}"#,
            #"{"text":"\ud83d\ude00"}"#, #" {"n" : -10 , "text" : "a" } "#, #"{"text":"a","n":10}"#,
            #"{"tool":"a","status":"b","summary":null}"#,
            #"{"status":"\u0041","tool":"","x":true}"#,
        ], tokens: grammar)

    private static let grammar = [
        "0", "0", "1", "9", "-", "+", ".", "e", "E", "\"", "\\", "\\u", "\\b", "\\/", "\\x", "d8",
        "u00",
        "[", "]", "{", "}", ":", ",", " ", "\t", "\n", "\r", "\u{B}", "\u{1F}", "nul", "true",
        "false",
        ",\"delta\":1", ",\"delta\":\"\\t\"", ",\"x\":-0", "é", "\u{9C}", "\u{2067}", "\u{E0041}",
    ]

    private static let events = [data, objects]
    private static let texts = [data, values]

    /// The first three are those that may do without the general parser.
    private static let names = [
        "text", "tool_step", "thinking", "done", "error", "message", "", "ping",
    ].map { Array($0.utf8) }

    @Test(arguments: events.indices)
    func `the short way and the general parser read every event alike`(source: Int) throws {
        try Fuzz.run("decode-ways-\(source)", rounds: 400, Self.events[source]) { data, _ in
            for name in Self.names.prefix(3) {
                let (short, general) = name.withUnsafeBufferPointer { name in
                    data.withUnsafeBufferPointer { data in
                        let text = String(decoding: name, as: UTF8.self)
                        var halves = CharacterHalves()
                        return (
                            RunEvent(name: name, data: data),
                            RunEvent(parsing: text, data, halves: &halves)
                        )
                    }
                }
                // Compared by scalars: equal strings may differ in their normalisation.
                if short != general || scalars(short) != scalars(general) {
                    return "\(short), not \(general)"
                }
            }
            return nil
        }
    }

    @Test(arguments: events.indices)
    func `every event becomes a line of JSON that is safe to print`(source: Int) throws {
        try Fuzz.run("decode-line-\(source)", rounds: 800, Self.events[source]) { data, random in
            let name = Self.names.randomElement(using: &random) ?? []
            let event = name.withUnsafeBufferPointer { name in
                data.withUnsafeBufferPointer { RunEvent(name: name, data: $0) }
            }
            let json = event.json(atMilliseconds: nil)
            let line = json.line
            if line.unicodeScalars.contains(where: isUnsafe) { return "unsafe: \(line)" }
            if try JSONValue(parsing: line) != json { return "read back differs: \(line)" }
            _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return nil
        }
    }

    @Test(arguments: texts.indices)
    func `what is JSON, and what it holds, is the same for Foundation`(source: Int) throws {
        try Fuzz.run("json-\(source)", rounds: 1500, Self.texts[source]) { data, _ in
            // Foundation takes no invalid UTF-8, takes NULs for another encoding, and drops byte
            // order marks, also inside strings where they follow an escape.
            guard let text = String(validating: data, as: UTF8.self),
                !data.contains(0), !text.unicodeScalars.contains("\u{FEFF}")
            else { return nil }
            let ours: JSONValue?
            do throws(JSONError) {
                ours = try JSONValue(parsing: text)
            } catch {
                if isAtTrailingComma(error, in: data) { return nil }
                ours = nil
            }
            let theirs = try? JSONSerialization.jsonObject(
                with: Data(data), options: .fragmentsAllowed)
            switch (ours, theirs) {
            case (nil, nil): return nil
            case (nil, _?): return "refused only here"
            case (let ours?, nil): return hasOddity(ours) ? nil : "taken only here: \(ours)"
            case (let ours?, let theirs?):
                return isSame(ours, theirs) ? nil : "\(ours), not \(theirs)"
            }
        }
    }
}

/// Whether the fault is a comma before a closing bracket, which Foundation allows and RFC 8259
/// does not.
private func isAtTrailingComma(_ error: JSONError, in data: [UInt8]) -> Bool {
    let before = data[..<error.byteOffset].last { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return before == UInt8(ascii: ",") && error.byteOffset < data.count
        && [UInt8(ascii: "]"), UInt8(ascii: "}")].contains(data[error.byteOffset])
}

/// Whether there is something in it that only our parser takes: a lone surrogate, which becomes
/// U+FFFD, or a number that nothing can hold.
private func hasOddity(_ value: JSONValue) -> Bool {
    switch value {
    case .double(let number): abs(number) == .greatestFiniteMagnitude
    case .string(let text): text.unicodeScalars.contains("\u{FFFD}")
    case .array(let values): values.contains(where: hasOddity)
    case .object(let members):
        members.contains { hasOddity(.string($0.name)) || hasOddity($0.value) }
    default: false
    }
}

/// C0, DEL, C1, bidirectional controls and tag characters.
private func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069,
        0xE0000...0xE007F:
        true
    default: false
    }
}

private func scalars(_ event: RunEvent) -> [UInt32] {
    event.json(atMilliseconds: nil).line.unicodeScalars.map(\.value)
}

private func isSame(_ ours: JSONValue, _ theirs: Any) -> Bool {
    switch ours {
    case .null: theirs is NSNull
    case .bool(let value): (theirs as? NSNumber)?.boolValue == value
    case .integer(let value): (theirs as? NSNumber)?.int64Value == value
    case .double(let value): (theirs as? NSNumber)?.doubleValue == value
    case .string(let value): (theirs as? String) == value
    case .array(let values):
        (theirs as? [Any]).map { $0.count == values.count && zip(values, $0).allSatisfy(isSame) }
            ?? false
    case .object(let members):
        (theirs as? [String: Any]).map { theirs in
            Set(members.map(\.name)) == Set(theirs.keys)
                && theirs.allSatisfy { name, value in ours[name].map { isSame($0, value) } ?? false
                }
        } ?? false
    }
}
