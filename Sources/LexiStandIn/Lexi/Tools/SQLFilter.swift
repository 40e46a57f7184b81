import GRDB

/// Conditions of a query that all have to hold.
struct SQLFilter {
    private(set) var conditions: [String] = []
    private(set) var arguments = StatementArguments()

    var condition: String { conditions.isEmpty ? "1" : conditions.joined(separator: " AND ") }

    /// - Parameter values: one for each question mark of the condition.
    mutating func require(_ condition: String, _ values: (any DatabaseValueConvertible)?...) {
        conditions.append("(\(condition))")
        arguments += StatementArguments(values)
    }

    /// As `require`, for values that are counted only when running.
    mutating func requireAll(_ condition: String, _ values: [String]) {
        conditions.append("(\(condition))")
        arguments += StatementArguments(values)
    }

    /// More words than a search means; SQLite's own bound on conditions lies beyond.
    private static let maximumWords = 40

    /// Every word of the query, up to 40 of them, occurs in one of the columns, whatever its case
    /// and accents.
    mutating func requireWords(of query: String, in columns: [String]) {
        let text = columns.map { "coalesce(fold(\($0)), '')" }.joined(separator: " || ' ' || ")
        var seen: Set<String> = []
        let words = Word.words(of: query).filter { seen.insert($0.folded).inserted }
        for word in words.prefix(Self.maximumWords) {
            if let other = word.transliterated {
                require(
                    "instr(\(text), ?) > 0 OR instr(\(text), ?) > 0", word.folded, other)
            } else {
                require("instr(\(text), ?) > 0", word.folded)
            }
        }
    }

    /// The day in a column lies between the arguments `from` and `to`, both included.
    mutating func requireDays(of arguments: [String: String], in column: String) {
        if let first = arguments["from"] { require("\(column) >= ?", first) }
        if let last = arguments["to"] { require("\(column) <= ?", last) }
    }

    /// An activity's link to the record named by the argument `contact_id`, `company_id`,
    /// `deal_id` or `matter_id`; for a company also through the people who work there.
    mutating func requireLinks(of arguments: [String: String]) {
        for column in ["contact_id", "deal_id", "matter_id"] {
            if let id = arguments[column] { require("\(column) = ?", id) }
        }
        if let id = arguments["company_id"] {
            require(
                "company_id = ? OR contact_id IN (SELECT id FROM contacts WHERE company_id = ?)",
                id, id)
        }
    }
}

extension CRM {
    /// How many records fit a filter, and how many fit its first part only.
    func totals<Record: CRMRecord>(
        _ type: Record.Type, fitting filter: SQLFilter, of scope: SQLFilter
    ) throws -> Evidence.Totals {
        Evidence.Totals(
            fitting: try count(type, where: filter.condition, filter.arguments),
            all: try count(type, where: scope.condition, scope.arguments))
    }
}
