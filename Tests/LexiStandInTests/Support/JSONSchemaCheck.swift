import Foundation

/// Checks values against the published description, reading both as plain JSON.
///
/// It knows the keywords the description uses and no more.
struct JSONSchemaCheck {
    /// The whole description, for its references.
    let document: [String: Any]

    init(_ text: String) throws {
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        document = object as? [String: Any] ?? [:]
    }

    var paths: [String: [String: [String: Any]]] {
        document["paths"] as? [String: [String: [String: Any]]] ?? [:]
    }

    /// The schema of an operation's answer with a status; the default one's where it is not
    /// listed.
    func schema(_ operation: [String: Any], status: String) -> [String: Any]? {
        let responses = operation["responses"] as? [String: [String: Any]] ?? [:]
        let response = responses[status] ?? responses["default"]
        let content = response?["content"] as? [String: [String: Any]]
        return content?["application/json"]?["schema"] as? [String: Any]
    }

    /// What is wrong, each with its path; empty when the value fits.
    func faults(of value: Any, _ schema: [String: Any], at path: String = "$") -> [String] {
        if let reference = schema["$ref"] as? String {
            return faults(of: value, resolved(reference), at: path)
        }
        if let any = schema["anyOf"] as? [[String: Any]],
            !any.contains(where: { faults(of: value, $0, at: path).isEmpty })
        {
            return ["\(path) fits none of anyOf: \(value)"]
        }
        if let type = schema["type"] as? String, !Self.isOf(type, value) {
            return ["\(path) is no \(type): \(value)"]
        }
        var found: [String] = []
        if let options = schema["enum"] as? [String], !options.contains(value as? String ?? "") {
            found.append("\(path) is not one of \(options): \(value)")
        }
        if let object = value as? [String: Any] {
            for name in schema["required"] as? [String] ?? [] where object[name] == nil {
                found.append("\(path) lacks \(name)")
            }
            let properties = schema["properties"] as? [String: [String: Any]]
            for (name, member) in object {
                guard let properties else { break }
                guard let schema = properties[name] else {
                    found.append("\(path).\(name) is not described")
                    continue
                }
                found += faults(of: member, schema, at: "\(path).\(name)")
            }
        }
        if let elements = value as? [Any], let items = schema["items"] as? [String: Any] {
            for element in elements { found += faults(of: element, items, at: path + "[]") }
        }
        return found
    }

    private func resolved(_ reference: String) -> [String: Any] {
        reference.split(separator: "/").dropFirst().reduce(document as Any) { value, name in
            (value as? [String: Any])?[String(name)] ?? [:]
        } as? [String: Any] ?? [:]
    }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "null": value is NSNull
        case "boolean": (value as? NSNumber).map(isFlag) ?? false
        default: (value as? NSNumber).map { !isFlag($0) } ?? false
        }
    }

    private static func isFlag(_ number: NSNumber) -> Bool {
        String(cString: number.objCType) == "c"
    }
}
