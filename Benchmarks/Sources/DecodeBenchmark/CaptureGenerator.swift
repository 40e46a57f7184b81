/// Writes a stream as the assistant does: one long turn of small events, always the same one.
///
/// Most events are pieces of the answer of one to five words. Between them it thinks and uses
/// tools. Some text needs escapes, some is not ASCII.
struct CaptureGenerator {
    private var random = SplitMix64(state: 2_026)
    private(set) var bytes: [UInt8] = []
    private(set) var eventCount = 0

    private static let words = [
        "the", "deal", "with", "Nordkai", "is", "open", "and", "worth", "EUR", "50", "000", "since",
        "March", "Mara", "Vogt", "heads", "legal", "contact", "proposal", "was", "sent", "to",
        "their", "counsel", "on", "Tuesday", "two", "tasks", "remain", "advisory", "follow-up",
        "Series", "B", "**next**", "matter", "of", "review", "a", "in", "by",
    ]
    private static let oddWords = [
        "M\u{FC}ller", "Gr\u{FC}\u{DF}e", "caf\u{E9}", "\u{201C}final\u{201D}", "\u{2013}",
        "50\u{A0}000",
        "\u{1F44D}", "\u{6F22}\u{5B57}", #"\"signed\""#, #"\n\n"#, #"\n- "#, #"caf\u00e9"#,
        #"\ud83d\ude00"#,
    ]
    private static let tools = ["contacts.get", "deals.list", "notes.search", "create_task"]

    /// Generates one whole turn.
    ///
    /// - Parameter byteCount: The size at which the turn ends; it grows a little over it.
    init(byteCount: Int) {
        bytes.reserveCapacity(byteCount + 4096)
        append(
            "text", #"{"delta": "Here", "conversation_id": "6f0c1d52-3a7e-4b1f-9a55-2f1f6f0f7a10"}"#
        )
        while bytes.count < byteCount {
            switch random.below(100) {
            case 0..<3:
                append("thinking", #"{"text": "\#(text(upTo: 8))"}"#)
            case 3..<6:
                let tool = Self.tools[random.below(Self.tools.count)]
                append("tool_step", #"{"tool": "\#(tool)", "status": "started"}"#)
                append(
                    "tool_step",
                    #"{"tool": "\#(tool)", "status": "completed", "summary": "\#(text(upTo: 6))"}"#)
            default:
                append("text", #"{"delta": " \#(text(upTo: 5))"}"#)
            }
        }
        append("done", #"{"credits_remaining": 4840, "message_id": "msg_01JTB7"}"#)
        bytes += Array("data: [DONE]\n\n".utf8)
    }

    private mutating func append(_ name: String, _ data: String) {
        bytes += Array("event: \(name)\ndata: \(data)\n\n".utf8)
        eventCount += 1
    }

    private mutating func text(upTo count: Int) -> String {
        (0...random.below(count)).map { _ in
            random.below(20) == 0
                ? Self.oddWords[random.below(Self.oddWords.count)]
                : Self.words[random.below(Self.words.count)]
        }.joined(separator: " ")
    }
}

/// A small generator with a seed.
private struct SplitMix64 {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
