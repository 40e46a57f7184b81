extension Shape {
    /// The same statement as JSON Schema 2020-12.
    var jsonSchema: JSONValue {
        switch self {
        case .any: .object([])
        case .boolean: ["type": "boolean"]
        case .number: ["type": "number"]
        case .integer(let range): Self.integer(range)
        case .string(let rules): rules.jsonSchema
        case .array(let shape): ["type": "array", "items": shape.jsonSchema]
        case .nullable(let shape): ["anyOf": [shape.jsonSchema, ["type": "null"]]]
        case .object(let properties): Self.object(properties)
        }
    }

    private static func integer(_ range: ClosedRange<Int>?) -> JSONValue {
        var schema: JSONValue = ["type": "integer"]
        guard let range else { return schema }
        schema = schema.with("minimum", .integer(range.lowerBound))
        return schema.with("maximum", .integer(range.upperBound))
    }

    private static func object(_ properties: [Property]) -> JSONValue {
        var schema: JSONValue = ["type": "object"]
        guard !properties.isEmpty else { return schema }
        schema = schema.with(
            "properties",
            .object(properties.map { .init(name: $0.name, value: $0.shape.jsonSchema) }))
        let required = properties.filter(\.isRequired).map(\.name)
        return required.isEmpty ? schema : schema.with("required", .strings(required))
    }
}

extension Shape.Text {
    var jsonSchema: JSONValue {
        var schema: JSONValue = ["type": "string"]
        if !options.isEmpty { return schema.with("enum", .strings(options)) }
        if let length {
            schema = schema.with("minLength", .integer(length.lowerBound))
            if length.upperBound < .max {
                schema = schema.with("maxLength", .integer(length.upperBound))
            }
        }
        switch form {
        case .day: return schema.with("format", "date")
        case .moment:
            return schema.with("anyOf", [["format": "date"], ["format": "date-time"]])
        case .list(let names):
            let name = "(\(names.joined(separator: "|"))|\\*)"
            return schema.with("pattern", .string("^(\(name)(, ?\(name))*)?$"))
        case .notBlank: return schema.with("pattern", "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$")
        case nil: return schema.with("pattern", "^[^\\u0000]*$")
        }
    }
}
