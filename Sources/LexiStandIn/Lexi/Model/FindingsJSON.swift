/// What a tool found, as JSON for a model.
///
/// It is read off the values themselves, so a tool that finds something new has nothing to add
/// here: each list of the findings that is not empty becomes a member, each card an object with
/// the names its properties have in the API.
enum FindingsJSON {
    /// What a model is given of one call, in characters; longer lists are cut.
    static let limit = 16_000
    /// Of one text, in characters.
    private static let textLimit = 2_000

    static func text(_ outcome: ToolOutcome) -> String {
        let summary = JSONValue.Member(name: "summary", value: .string(outcome.summary))
        let lists = Mirror(reflecting: outcome.findings).children.compactMap { child in
            child.label.flatMap { label -> (String, [JSONValue])? in
                guard let list = value(of: child.value)?.elements, !list.isEmpty else { return nil }
                return (snakeCase(label), list)
            }
        }.filter { $0.0 != "missing" && $0.0 != "calls" }
        for shown in [50, 20, 10, 5, 2, 1] {
            let members = lists.flatMap { name, list in
                let cut = [JSONValue.Member(name: name, value: .array(Array(list.prefix(shown))))]
                return list.count <= shown
                    ? cut
                    : cut + [.init(name: "\(name)_left_out", value: .integer(list.count - shown))]
            }
            let text = JSONValue.object([summary] + members).wire
            if text.count <= limit { return text }
        }
        return JSONValue.object([summary]).wire
    }

    private static func value(of any: Any) -> JSONValue? {
        switch any {
        case let value as JSONValue: return value
        case let text as String: return .string(clipped(text))
        case let flag as Bool: return .bool(flag)
        case let whole as Int: return .integer(whole)
        case let number as Double: return .number(number)
        case let day as CalendarDay: return .string(day.description)
        case let raw as any RawRepresentable: return value(of: raw.rawValue)
        default: break
        }
        let mirror = Mirror(reflecting: any)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { value(of: $0.value) }
        case .collection, .set: return .array(mirror.children.compactMap { value(of: $0.value) })
        case .struct:
            let members = mirror.children.compactMap { child -> JSONValue.Member? in
                guard let label = child.label, label != "workspaceId",
                    let value = value(of: child.value)
                else { return nil }
                return .init(name: snakeCase(label), value: value)
            }
            return .object(members)
        // A dictionary or an enum with values has no one form; tools have no such findings.
        default: return nil
        }
    }

    private static func clipped(_ text: String) -> String {
        text.count <= textLimit ? text : text.prefix(textLimit) + "…"
    }

    private static func snakeCase(_ name: String) -> String {
        name.reduce(into: "") { result, character in
            if character.isUppercase { result += "_" }
            result += character.lowercased()
        }
    }
}
