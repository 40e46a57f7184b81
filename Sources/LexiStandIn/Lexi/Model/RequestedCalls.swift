import Foundation

/// Puts tool calls together that come in pieces.
///
/// By the protocol a piece names its call by `index`; the first piece has the id and the name.
/// Servers differ: ids may be missing, indexes missing or all 0, names repeated, arguments given
/// whole or as an object.
struct RequestedCalls: Sendable {
    /// More than any model has use for in one round.
    static let limit = 32
    /// Of one call's arguments, in UTF-8.
    static let argumentByteLimit = 64 << 10

    private(set) var calls: [ModelReply.Call] = []
    private var positions: [Int: Int] = [:]

    /// - Throws: `APIError` when it becomes too much.
    mutating func take(_ piece: JSONValue) throws {
        let function = piece["function"]
        let id = piece["id"]?.text ?? ""
        let name = function?["name"]?.text ?? ""
        let given = function?["arguments"] ?? .null
        let arguments = given.text ?? (given.isNull ? "" : given.wire)
        let index = piece["index"]?.whole
        let position = try position(index: index, id: id, name: name, arguments: arguments)
        if calls[position].id.isEmpty { calls[position].id = id }
        // A name may be repeated with each piece, or be cut apart before the arguments begin.
        if calls[position].name != name, calls[position].arguments.isEmpty {
            calls[position].name += name
        }
        calls[position].arguments += arguments
        guard calls[position].arguments.utf8.count <= Self.argumentByteLimit,
            calls[position].name.utf8.count <= 1024
        else {
            throw APIError.modelNonsense(
                "The model’s arguments for a tool grew beyond all bounds, so the turn ends here.")
        }
    }

    private mutating func position(
        index: Int?, id: String, name: String, arguments: String
    ) throws -> Int {
        let known = index.map { positions[$0] } ?? (calls.isEmpty ? nil : calls.count - 1)
        if let known, !beginsAnother(than: calls[known], id: id, name: name, arguments: arguments) {
            return known
        }
        guard calls.count < Self.limit else {
            throw APIError.modelNonsense(
                "The model asked for more than \(Self.limit) tools at once, so the turn ends here.")
        }
        calls.append(.init(id: "", name: "", arguments: ""))
        if let index { positions[index] = calls.count - 1 }
        return calls.count - 1
    }

    /// Whether a piece is the start of another call although its index, or the lack of one, puts
    /// it with this one.
    private func beginsAnother(
        than call: ModelReply.Call, id: String, name: String, arguments: String
    ) -> Bool {
        // Without a name it only goes on with a call; some servers make up an id for each piece.
        guard !name.isEmpty, !call.name.isEmpty else { return false }
        if !id.isEmpty, !call.id.isEmpty { return id != call.id }
        return !arguments.isEmpty && Self.isObject(call.arguments)
    }

    private static func isObject(_ text: String) -> Bool {
        do { return try JSONValue(parsing: Data(text.utf8)).members != nil } catch { return false }
    }
}
