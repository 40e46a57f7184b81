extension Shape {
    /// What is wrong with a value, by the path of the member that is wrong.
    /// - Parameter path: empty for a whole body.
    func faults(of value: JSONValue, at path: String) -> [String: String] {
        switch self {
        case .any: [:]
        case .nullable(let shape): value.isNull ? [:] : shape.faults(of: value, at: path)
        case .boolean: value.flag == nil ? [path: "must be true or false"] : [:]
        case .number:
            switch value {
            case .integer, .number: [:]
            default: [path: "must be a number"]
            }
        case .integer(let range): Self.fault(of: value.whole, range).map { [path: $0] } ?? [:]
        case .string(let rules): rules.fault(of: value).map { [path: $0] } ?? [:]
        case .array(let shape): faults(ofElements: value, shape, at: path)
        case .object(let properties): faults(ofMembers: value, properties, at: path)
        }
    }

    private func faults(
        ofElements value: JSONValue, _ shape: Shape, at path: String
    ) -> [String: String] {
        guard let elements = value.elements else { return [path: "must be an array"] }
        return elements.enumerated().reduce(into: [:]) { faults, element in
            faults.merge(shape.faults(of: element.element, at: "\(path)[\(element.offset)]")) {
                first, _ in first
            }
        }
    }

    private func faults(
        ofMembers value: JSONValue, _ properties: [Property], at path: String
    ) -> [String: String] {
        guard value.members != nil else { return [path: "must be an object"] }
        return properties.reduce(into: [:]) { faults, property in
            let name = path.isEmpty ? property.name : "\(path).\(property.name)"
            if let member = value[property.name] {
                faults.merge(property.shape.faults(of: member, at: name)) { first, _ in first }
            } else if property.isRequired {
                faults[name] = "is required"
            }
        }
    }

    private static func fault(of whole: Int?, _ range: ClosedRange<Int>?) -> String? {
        guard let whole else { return "must be a whole number" }
        guard let range, !range.contains(whole) else { return nil }
        return "must be from \(range.lowerBound) to \(range.upperBound)"
    }

    /// Reads a parameter's text as what the shape wants; text that does not fit stays text,
    /// which the check then refuses.
    func value(ofParameter text: String) -> JSONValue {
        switch self {
        case .integer: Int(text).map(JSONValue.integer) ?? .string(text)
        case .boolean: text == "true" ? true : text == "false" ? false : .string(text)
        default: .string(text)
        }
    }
}

extension Shape.Text {
    func fault(of value: JSONValue) -> String? {
        guard let text = value.text else { return "must be a string" }
        if text.unicodeScalars.contains("\0") { return "must not contain a NUL character" }
        if !options.isEmpty, !options.contains(text) {
            return "must be one of \(options.joined(separator: ", "))"
        }
        if let length {
            let count = text.unicodeScalars.count
            if count < length.lowerBound {
                return form == .notBlank ? "must not be blank" : "must not be empty"
            }
            if count > length.upperBound {
                return "has \(count) characters, at most \(length.upperBound) are allowed"
            }
        }
        switch form {
        case .day where CalendarDay(iso: text) == nil: return "must be a date such as 2026-04-27"
        case .moment where Moment(text) == nil:
            return "must be a date or a time such as 2026-04-27T09:15:00Z"
        case .list(let names) where !Set(names + ["*"]).isSuperset(of: Self.parts(of: text)):
            return "must name \(names.joined(separator: ", ")), divided by commas, or be *"
        case .notBlank where text.allSatisfy(\.isWhitespace): return "must not be blank"
        default: return nil
        }
    }

    /// What a list divided by commas names.
    static func parts(of list: String) -> [String] {
        list.split(separator: ",").map { $0.trimmingPrefix(" ").description }
    }
}
