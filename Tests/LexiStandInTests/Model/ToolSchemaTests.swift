import Testing

@testable import LexiStandIn

@Suite struct ToolSchemaTests {
    @Test func `every tool of the tool box is put to the model once`() {
        #expect(
            ToolSchemas.all.map(\.tool.rawValue).sorted()
                == ToolBox.tools.keys.map(\.rawValue).sorted())
    }

    @Test func `names fit the wire and are found in both spellings`() {
        for schema in ToolSchemas.all {
            #expect(schema.wireName.wholeMatch(of: /[a-z0-9_]{1,64}/) != nil)
            #expect(ToolSchemas.named(schema.wireName)?.tool == schema.tool)
            #expect(ToolSchemas.named(schema.tool.rawValue)?.tool == schema.tool)
            #expect(Set(schema.parameters.map(\.name)).count == schema.parameters.count)
        }
    }

    @Test func `a tool is described as the protocol wants it`() throws {
        let schema = try #require(ToolSchemas.named("deals_get"))
        #expect(
            schema.json.wire
                == #"{"type":"function","function":{"name":"deals_get","description":"Reads one deal by id.","parameters":{"type":"object","properties":{"id":{"type":"string","description":"The deal's id, as found by another tool"}},"required":["id"]}}}"#
        )
    }

    @Test(
        arguments: [
            (
                "deals.list",
                #"{"status":"OPEN","value_from":"50000","value_to":9e4,"query":"","stage":null}"#,
                ["status": "open", "value_from": "50000", "value_to": "90000"]
            ),
            ("deals.list", "", [:]), ("deals.list", "null", [:]),
            ("deals.list", #""{\"status\":\"won\"}""#, ["status": "won"]),
            ("tasks.list", #"{"from":"2026-04-27"}"#, ["from": "2026-04-27"]),
        ] as [(String, String, [String: String])])
    func `arguments are read as they are meant`(
        tool: String, text: String, arguments: [String: String]
    ) throws {
        #expect(try ToolSchemas.named(tool)?.read(text) == arguments)
    }

    @Test(arguments: [
        ("deals.get", "{", "The arguments are not valid JSON"),
        ("deals.get", "[]", "The arguments are not a JSON object"),
        ("deals.get", "{}", "deals_get needs the parameter id"),
        ("deals.get", #"{"id":""}"#, "deals_get needs the parameter id"),
        ("deals.get", #"{"id":["x"]}"#, "id must be a string"),
        ("deals.get", #"{"name":"x"}"#, "deals_get has no parameter name; it takes id"),
        ("pipeline.summary", #"{"x":1}"#, "pipeline_summary has no parameter x; it takes none"),
        ("deals.list", #"{"status":"lots"}"#, "status must be one of open, won, lost"),
        ("deals.list", #"{"value_from":"much"}"#, "value_from must be a whole number"),
        ("tasks.list", #"{"from":"tomorrow"}"#, "from must be a date such as 2026-04-27"),
        (
            "propose_task", #"{"type":"prospect_search","description":"x","contact_ids":[1]}"#,
            "contact_ids must be a list of ids"
        ),
    ])
    func `arguments that make no sense are refused in words`(
        tool: String, text: String, words: String
    ) {
        let error = #expect(throws: ToolArgumentError.self) {
            _ = try ToolSchemas.named(tool)?.read(text)
        }
        #expect(error?.description == words)
    }

    @Test(arguments: LexiTask.Kind.allCases)
    func `a task for approval needs what its type needs`(kind: LexiTask.Kind) {
        #expect(throws: ToolArgumentError.self) {
            _ = try ProposedTask.complete(
                ["type": kind.rawValue, "description": "x"],
                TurnFacts(turnID: "T", user: "u", timestamp: "t", earlierWrites: 0))
        }
    }

    @Test func `what a turn makes second has an id of its own`() {
        var facts = TurnFacts(turnID: "T", user: "u", timestamp: "t", earlierWrites: 0)
        #expect(facts.id("note-") == "note-T")
        facts.earlierWrites = 1
        #expect(facts.id("note-") == "note-T-2")
    }
}
