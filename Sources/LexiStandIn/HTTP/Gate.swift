import HTTPTypes
import Hummingbird
import Logging

/// Lets a request in: checks its key, counts it, checks its permission, in that order.
struct Gate: Sendable {
    let database: StandInDatabase
    let counts: RequestCounts
    let time: WallTime

    /// - Parameter permissions: one of these is enough; the first is named in a refusal.
    /// - Throws: `APIError` `invalid_key`, `rate_limited` or `insufficient_permissions`.
    func admit(
        _ request: Request, _ context: GatewayContext, permissions: [String]
    ) async throws -> Identity {
        guard let key = Self.bearer(request.headers[.authorization]) else {
            throw APIError.invalidKey
        }
        let now = time.now()
        let found = try await database.write { db in
            try Identity.find(key: key, now: now, in: db).map { identity in
                let verdict = try counts.admit(
                    workspace: identity.workspace, now: now, in: db)
                return (identity, verdict)
            }
        }
        guard let (identity, verdict) = found else { throw APIError.invalidKey }
        context.trace.standing = verdict.standing
        context.trace.note("workspace", "\(identity.workspace)")
        guard verdict.isAdmitted else { throw APIError.rateLimited }
        guard !identity.permissions.isDisjoint(with: permissions) else {
            throw APIError.lacksPermission(permissions[0])
        }
        return identity
    }

    private static func bearer(_ header: String?) -> String? {
        guard let header else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1]).trimmingPrefix(" ").description
    }
}
