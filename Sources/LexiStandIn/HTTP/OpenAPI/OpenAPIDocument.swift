import HTTPTypes

/// The OpenAPI 3.1 description of what is served, made of the endpoints that serve it.
struct OpenAPIDocument: Sendable {
    let endpoints: [Endpoint]

    var value: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Lexi stand-in", "version": "1",
                "description":
                    "A stand-in for the LeadLex API. The header X-Standin-Fault makes one request fail or take another form; `lexi serve --list-faults` lists what there is.",
            ],
            "servers": [["url": "/"], ["url": .string(RouteTable.hostedPrefix)]],
            "paths": paths,
            "components": [
                "securitySchemes": ["key": ["type": "http", "scheme": "bearer"]],
                "schemas": ["Error": Self.error],
                "headers": Self.headers,
            ],
        ]
    }

    private var paths: JSONValue {
        var members: [JSONValue.Member] = []
        for endpoint in endpoints {
            let operation = JSONValue.Member(
                name: endpoint.method.rawValue.lowercased(), value: operation(endpoint))
            if let known = members.firstIndex(where: { $0.name == endpoint.path }) {
                members[known].value = members[known].value.with(operation.name, operation.value)
            } else {
                members.append(.init(name: endpoint.path, value: .object([operation])))
            }
        }
        return .object(members)
    }

    private func operation(_ endpoint: Endpoint) -> JSONValue {
        var value: JSONValue = [
            "operationId": .string(endpoint.name), "summary": .string(endpoint.summary),
        ]
        if let permission = endpoint.permission {
            let names = permission.names.joined(separator: ", ")
            value = value.with("description", .string("Needs one of the permissions \(names)."))
            value = value.with("security", [["key": []]])
        } else {
            value = value.with("security", [])
        }
        let parameters = parameters(endpoint)
        if !parameters.isEmpty { value = value.with("parameters", .array(parameters)) }
        if let body = endpoint.body {
            value = value.with(
                "requestBody",
                [
                    "required": .bool(endpoint.requiresBody),
                    "content": ["application/json": ["schema": body.jsonSchema]],
                ])
        }
        return value.with("responses", responses(endpoint))
    }

    private func parameters(_ endpoint: Endpoint) -> [JSONValue] {
        var all: [JSONValue] = []
        if endpoint.path.contains("{id}") {
            all.append([
                "name": "id", "in": "path", "required": true,
                "schema": Shape.text(1...200).jsonSchema,
            ])
        }
        all += endpoint.query.map {
            [
                "name": .string($0.name), "in": "query", "required": false,
                "description": .string($0.note), "schema": $0.shape.jsonSchema,
            ]
        }
        if endpoint.takesIdempotencyKey {
            all.append([
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "A repetition within 24 hours gets the first answer again.",
                "schema": ["type": "string", "maxLength": 255],
            ])
        }
        return all
    }

    private func responses(_ endpoint: Endpoint) -> JSONValue {
        let common = Self.headerReferences
        var success: JSONValue = ["description": "Done", "headers": common]
        if let answer = endpoint.answer {
            success = success.with(
                "content",
                .object([
                    .init(
                        name: endpoint.answerType, value: ["schema": answer.jsonSchema])
                ]))
        }
        var members = [JSONValue.Member(name: "\(endpoint.status.code)", value: success)]
        let refusals = (endpoint.permission == nil ? [] : [400, 401, 403, 429]) + endpoint.refusals
        for status in refusals.sorted() {
            var headers = common
            if status == 429 { headers = headers.with("Retry-After", Self.whole("Seconds")) }
            let refusal: JSONValue = [
                "description": "Refused", "headers": headers, "content": Self.errorContent,
            ]
            members.append(.init(name: "\(status)", value: refusal))
        }
        let other: JSONValue = ["description": "Any other refusal", "content": Self.errorContent]
        return .object(members + [.init(name: "default", value: other)])
    }

    private static let errorContent: JSONValue = [
        "application/json": ["schema": ["$ref": "#/components/schemas/Error"]]
    ]

    private static let error = Shape.object([
        "error": .object(
            [
                "code": .text, "message": .text,
                "details": .object(["fields": .object([])], requiring: []),
            ], requiring: ["code", "message"])
    ]).jsonSchema

    private static let headers: JSONValue = [
        "X-Request-ID": ["schema": ["type": "string"]],
        "X-RateLimit-Limit": whole("Requests a day"),
        "X-RateLimit-Remaining": whole("Requests left today"),
        "X-RateLimit-Reset": whole("Unix seconds of the next midnight UTC"),
    ]

    private static func whole(_ text: String) -> JSONValue {
        ["description": .string(text), "schema": ["type": "integer"]]
    }

    private static let headerReferences: JSONValue = .object(
        (headers.members ?? []).map {
            .init(
                name: $0.name, value: ["$ref": .string("#/components/headers/\($0.name)")])
        })
}
