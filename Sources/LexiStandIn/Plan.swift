/// The workspace plan, which decides how many requests it may make.
///
/// The limits are those of the API's page "authentication".
public enum Plan: String, Sendable, CaseIterable {
    case starter
    case pro
    case org
    /// As the key tier of that name: in practice without limits, for load tests.
    case unmetered

    /// Requests a workspace may make between two midnights UTC.
    public var requestsPerDay: Int {
        switch self {
        case .starter: 100
        case .pro: 1_000
        case .org: 10_000
        case .unmetered: 1_000_000_000
        }
    }

    /// Requests a workspace may make within one minute of the wall clock.
    public var requestsPerMinute: Int {
        switch self {
        case .starter: 10
        case .pro: 50
        case .org: 200
        case .unmetered: 1_000_000_000
        }
    }
}
