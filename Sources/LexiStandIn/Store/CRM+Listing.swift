import GRDB

/// Part of a list and how long the whole list is.
struct Listed<Record: Sendable>: Sendable {
    var records: [Record]
    var total: Int
}

extension CRM {
    /// One page of the records that fit a filter.
    /// - Parameter order: has to be total, or pages would overlap.
    func listed<Record: CRMRecord>(
        _ type: Record.Type, _ filter: SQLFilter, order: String, page: Page
    ) throws -> Listed<Record> {
        var arguments = filter.arguments
        arguments += [page.size, page.offset]
        return Listed(
            records: try records(
                type, where: filter.condition, arguments,
                tail: "ORDER BY \(order) LIMIT ? OFFSET ?"),
            total: try count(type, where: filter.condition, filter.arguments))
    }

    func insert(_ record: some CRMRecord) throws { try record.insert(db) }

    /// The record with this id.
    /// - Throws: `not_found`, also for another workspace's record.
    func existing<Record: CRMRecord>(
        _ type: Record.Type, _ id: String, kind: String
    ) throws -> Record {
        guard let record = try record(type, id) else { throw APIError.unknown(kind, id) }
        return record
    }
}

extension SQLFilter {
    /// One of the columns contains the text, whatever its case and accents.
    mutating func requireText(_ text: String?, in columns: String...) {
        guard let text, !text.isEmpty else { return }
        let any = columns.map { "instr(fold(\($0)), fold(?)) > 0" }.joined(separator: " OR ")
        requireAll(any, columns.map { _ in text })
    }

    /// A column has this value, where one is asked for.
    mutating func requireEqual(_ value: String?, _ column: String) {
        if let value { require("\(column) = ?", value) }
    }

    /// A JSON array of texts contains all of these, divided by commas.
    mutating func requireTags(_ list: String?, in column: String) {
        for tag in (list ?? "").split(separator: ",") {
            require(
                "EXISTS (SELECT 1 FROM json_each(\(column)) WHERE fold(value) = fold(?))",
                tag.trimmingPrefix(" ").description)
        }
    }
}
