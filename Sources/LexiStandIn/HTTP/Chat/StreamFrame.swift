/// An event as the stream's text has it: a name and one line of data.
struct StreamFrame: Sendable, Equatable {
    /// Nil for the terminator.
    var name: String?
    var data: String

    var isTerminator: Bool { name == nil }

    /// The event on the wire, ended by a blank line.
    var wire: String { (name.map { "event: \($0)\n" } ?? "") + "data: \(data)\n\n" }

    /// The events of a stream this server has written before.
    static func all(in stream: String) -> [StreamFrame] {
        stream.split(separator: "\n\n").map { block in
            var frame = StreamFrame(name: nil, data: "")
            for line in block.split(separator: "\n") {
                if line.hasPrefix("event: ") { frame.name = String(line.dropFirst(7)) }
                if line.hasPrefix("data: ") { frame.data = String(line.dropFirst(6)) }
            }
            return frame
        }
    }

    /// The same event with a member of its object set, or taken away.
    func setting(_ member: String, _ value: String?) -> StreamFrame {
        let members = (JSONValue(stored: data).members ?? []).filter { $0.name != member }
        let added = value.map { [JSONValue.Member(name: member, value: .string($0))] } ?? []
        let pairs = (members + added).map { "\(JSONText.string($0.name)): \($0.value.wire)" }
        return StreamFrame(name: name, data: "{\(pairs.joined(separator: ", "))}")
    }
}
