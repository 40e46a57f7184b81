import GRDB

/// A row of the CRM: its properties in camel case are columns in snake case.
protocol CRMRecord: Codable, Sendable, Equatable, FetchableRecord, PersistableRecord {
    /// Unique over all workspaces; opaque to clients.
    var id: String { get }
    var workspaceId: String { get }
    /// What a person calls this record.
    var label: String { get }
}

extension CRMRecord {
    static var databaseColumnDecodingStrategy: DatabaseColumnDecodingStrategy {
        .convertFromSnakeCase
    }

    static var databaseColumnEncodingStrategy: DatabaseColumnEncodingStrategy {
        .convertToSnakeCase
    }
}
