import Foundation

/// Reads the arguments a model wrote for a tool. They are as good as the model is.
extension ToolSchema {
    /// - Returns: the arguments as the tools take them; empty ones count as absent.
    /// - Throws: ``ToolArgumentError`` when they are no JSON object, or one the tool has no use
    ///   for.
    func read(_ text: String) throws(ToolArgumentError) -> [String: String] {
        let members = try Self.members(text)
        var arguments: [String: String] = [:]
        for member in members {
            guard let parameter = parameters.first(where: { $0.name == member.name }) else {
                let known = parameters.map(\.name).joined(separator: ", ")
                throw ToolArgumentError(
                    "\(wireName) has no parameter \(ModelServerError.line(member.name)); "
                        + (known.isEmpty ? "it takes none" : "it takes \(known)"))
            }
            if let value = try parameter.read(member.value) { arguments[parameter.name] = value }
        }
        if let missing = parameters.first(where: { $0.isRequired && arguments[$0.name] == nil }) {
            throw ToolArgumentError("\(wireName) needs the parameter \(missing.name)")
        }
        return arguments
    }

    private static func members(_ text: String) throws(ToolArgumentError) -> [JSONValue.Member] {
        if text.allSatisfy(\.isWhitespace) { return [] }
        var value: JSONValue
        do {
            value = try JSONValue(parsing: Data(text.utf8))
            // Small models quote the object once more.
            if let inner = value.text { value = try JSONValue(parsing: Data(inner.utf8)) }
        } catch {
            throw ToolArgumentError("The arguments are not valid JSON")
        }
        if value.isNull { return [] }
        guard let members = value.members else {
            throw ToolArgumentError("The arguments are not a JSON object")
        }
        return members
    }
}

extension ToolParameter {
    /// - Returns: nil for nothing.
    func read(_ value: JSONValue) throws(ToolArgumentError) -> String? {
        if value.isNull || value == "" { return nil }
        switch (kind, value) {
        case (.text, .string(let text)): return text
        case (.text, .integer(let whole)): return "\(whole)"
        case (.whole, .integer(let whole)): return "\(whole)"
        case (.whole, .string(let text)) where Int(text) != nil: return text
        case (.whole, .number(let number)):
            if let whole = Int(exactly: number) { return "\(whole)" }
        case (.day, .string(let text)):
            if let day = CalendarDay(iso: text) { return "\(day)" }
        case (.choice(let options), .string(let text)):
            if let option = options.first(where: { $0 == text.lowercased() }) { return option }
        case (.ids, .string(let text)): return text
        case (.ids, .array(let elements)):
            let ids = elements.compactMap(\.text)
            if ids.count == elements.count {
                return ids.isEmpty ? nil : ids.joined(separator: ",")
            }
        default: break
        }
        throw ToolArgumentError("\(name) must be \(expectation)")
    }

    private var expectation: String {
        switch kind {
        case .text: "a string"
        case .whole: "a whole number"
        case .day: "a date such as 2026-04-27"
        case .choice(let options): "one of " + options.joined(separator: ", ")
        case .ids: "a list of ids"
        }
    }
}
