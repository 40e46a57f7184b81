import HTTPTypes
import Hummingbird
import Logging

/// Lets a request in: checks its key, counts it, checks its permission, in that order.
struct Gate: Sendable {
    let database: StandInDatabase
    let counts: RequestCounts
    let time: WallTime

    /// - Throws: `APIError` `invalid_key`, `rate_limited` or `insufficient_permissions`.
    func admit(
        _ request: Request, _ context: GatewayContext, _ permission: Permission
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
        if let seconds = verdict.retryAfter { throw APIError.rateLimited(retryAfter: seconds) }
        guard !identity.permissions.isDisjoint(with: permission.names) else {
            throw APIError.lacksPermission(permission.names[0])
        }
        return identity
    }

    /// Where the workspace of a request stands that was not let in, for its headers. A request
    /// without a known key has used nothing up.
    func standing(of request: Request) async throws -> RequestCounts.Standing {
        let now = time.now()
        guard let key = Self.bearer(request.headers[.authorization]) else {
            return counts.untouched(now: now)
        }
        return try await database.read { db in
            guard let identity = try Identity.find(key: key, now: now, in: db) else {
                return counts.untouched(now: now)
            }
            return try counts.standing(workspace: identity.workspace, now: now, in: db)
        }
    }

    private static func bearer(_ header: String?) -> String? {
        guard let header else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1]).trimmingPrefix(" ").description
    }
}
