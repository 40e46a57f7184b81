/// How one tool is put to a model: what it is for, and what it takes.
struct ToolSchema: Sendable {
    let tool: ToolName
    let summary: String
    let parameters: [ToolParameter]
    /// Adds to checked arguments what only the server knows, such as ids and authors.
    let completing:
        @Sendable ([String: String], TurnFacts) throws(ToolArgumentError) ->
            [String: String]

    init(
        _ tool: ToolName, _ summary: String, _ parameters: [ToolParameter] = [],
        completing:
            @escaping @Sendable ([String: String], TurnFacts) throws(ToolArgumentError) ->
            [String: String] = { arguments, _ in arguments }
    ) {
        self.tool = tool
        self.summary = summary
        self.parameters = parameters
        self.completing = completing
    }

    /// The name on the wire: OpenAI allows letters, digits, `_` and `-` only.
    var wireName: String { Self.wireName(tool.rawValue) }

    static func wireName(_ name: String) -> String {
        name.replacing(".", with: "_").replacing("-", with: "_").lowercased()
    }

    /// The tool as a member of the request's `tools`.
    var json: JSONValue {
        let properties = parameters.map { JSONValue.Member(name: $0.name, value: $0.json) }
        return [
            "type": "function",
            "function": [
                "name": .string(wireName), "description": .string(summary),
                "parameters": [
                    "type": "object", "properties": .object(properties),
                    "required": .strings(parameters.filter(\.isRequired).map(\.name)),
                ],
            ],
        ]
    }
}

/// What a call's arguments may be completed with.
struct TurnFacts: Sendable {
    /// Names what the turn makes, so that a turn that is repeated makes nothing twice.
    var turnID: String
    var user: String
    /// As `2026-04-27T09:15:00Z`.
    var timestamp: String
    /// How many calls that write the turn has made before.
    var earlierWrites: Int

    /// An id for a record this call makes, for instance `task-01J…`, from the second one on with
    /// its number.
    func id(_ prefix: String) -> String {
        prefix + turnID + (earlierWrites == 0 ? "" : "-\(earlierWrites + 1)")
    }
}

/// What is wrong with a call's arguments, in words a model can act on.
struct ToolArgumentError: Error, Equatable, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

/// One argument of a tool.
struct ToolParameter: Sendable {
    enum Kind: Sendable, Equatable {
        case text
        case whole
        /// As `2026-04-27`.
        case day
        case choice([String])
        /// Ids, as an array on the model's side and separated by commas on the tool's.
        case ids
    }

    let name: String
    let summary: String
    let kind: Kind
    var isRequired = false

    init(_ name: String, _ summary: String, _ kind: Kind = .text) {
        self.name = name
        self.summary = summary
        self.kind = kind
    }

    /// The same, and a call without it is refused.
    var required: ToolParameter {
        var copy = self
        copy.isRequired = true
        return copy
    }

    var json: JSONValue {
        let description: JSONValue = .string(summary)
        return switch kind {
        case .text: ["type": "string", "description": description]
        case .whole: ["type": "integer", "description": description]
        case .day: ["type": "string", "format": "date", "description": description]
        case .choice(let options):
            ["type": "string", "enum": .strings(options), "description": description]
        case .ids:
            ["type": "array", "items": ["type": "string"], "description": description]
        }
    }
}
