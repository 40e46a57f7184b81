import HTTPTypes

/// An error as the API words it: a status, a code and a sentence, perhaps per field.
struct APIError: Error, Sendable, Equatable {
    var status: HTTPResponse.Status
    var code: String
    var message: String
    /// Field name to what is wrong with it.
    var fields: [String: String] = [:]
    /// Further header fields of the response.
    var headers: HTTPFields = [:]

    /// `{"error":{"code":…,"message":…,"details":{"fields":{…}}}}`
    var json: String {
        var details = ""
        if !fields.isEmpty {
            let list = fields.sorted { $0.key < $1.key }
                .map { "\(JSONText.string($0.key)):\(JSONText.string($0.value))" }
            details = #","details":{"fields":{\#(list.joined(separator: ","))}}"#
        }
        return
            #"{"error":{"code":\#(JSONText.string(code)),"message":\#(JSONText.string(message))\#(details)}}"#
    }

    static let invalidKey = APIError(
        status: .unauthorized, code: "invalid_key",
        message: "The API key is missing, invalid, expired or revoked")
    static let insufficientCredits = APIError(
        status: HTTPResponse.Status(code: 402, reasonPhrase: "Payment Required"),
        code: "insufficient_credits",
        message: "The workspace has too few credits for this request")
    /// The plain chat documents no 404.
    static let plainConversationUnknown = validation(
        "Invalid request: context.conversation_id",
        ["context.conversation_id": "is no conversation of the workspace"])
    static let conversationNotFound = APIError(
        status: .notFound, code: "conversation_not_found",
        message: "There is no conversation with this id in the workspace")
    /// - Parameter retryAfter: seconds until the limit that was reached starts anew.
    static func rateLimited(retryAfter: Int) -> APIError {
        APIError(
            status: .tooManyRequests, code: "rate_limited",
            message: "Too many requests for the workspace's plan",
            headers: [.retryAfter: String(retryAfter)])
    }
    static let tooLarge = APIError(
        status: .contentTooLarge, code: "payload_too_large",
        message: "The request body is larger than 8 MiB")
    static let internalFailure = APIError(
        status: .internalServerError, code: "internal_error",
        message: "The stand-in could not answer this request")
    static let unavailable = APIError(
        status: .serviceUnavailable, code: "unavailable",
        message: "The server is shutting down", headers: [.connection: "close"])

    /// The codes that the API has, with their status and some words.
    private static let known: [String: (Int, String)] = [
        "validation_error": (400, "The request is not valid"),
        "ambiguous_reference": (400, "The name fits several records"),
        "invalid_key": (401, invalidKey.message),
        "insufficient_credits": (402, insufficientCredits.message),
        "insufficient_permissions": (403, "The API key lacks a permission"),
        "conversation_not_found": (404, conversationNotFound.message),
        "not_found": (404, "There is no such record"),
        "no_match": (409, "Nothing matches"),
        "idempotency_in_progress": (409, keyInProgress.message),
        "payload_too_large": (413, tooLarge.message),
        "rate_limited": (429, "Too many requests for the workspace's plan"),
        "internal_error": (500, "Something went wrong"),
        "unavailable": (503, "The service is not available"),
        "research_timeout": (504, "The research took too long"),
    ]

    /// The codes that ``named(_:)`` knows, in the order of their status.
    static let knownCodes = known.sorted { ($0.value.0, $0.key) < ($1.value.0, $1.key) }
        .map(\.key)

    /// A documented code with its status; any other code is taken for a server's failure.
    static func named(_ code: String) -> APIError {
        let (status, message) = known[code] ?? (500, "Something went wrong")
        var error = APIError(
            status: HTTPResponse.Status(code: status), code: code, message: message)
        if status == 429 { error.headers[.retryAfter] = "1" }
        return error
    }

    static let keyReused = validation(
        "The Idempotency-Key was used before with a different request body",
        ["Idempotency-Key": "was used before with a different request body"])

    /// The API documents no such refusal; gateways that store replies answer so.
    static let keyInProgress = APIError(
        status: .conflict, code: "idempotency_in_progress",
        message: "A request with this Idempotency-Key is in progress")

    static func notFound(_ path: String) -> APIError {
        APIError(status: .notFound, code: "not_found", message: "There is nothing at \(path)")
    }

    /// No record of that id, or one of another workspace, which must look the same.
    static func unknown(_ kind: String, _ id: String) -> APIError {
        APIError(
            status: .notFound, code: "not_found",
            message: "There is no \(kind) with the id \(id) in the workspace")
    }

    static func methodNotAllowed(_ method: String, allowed: [String]) -> APIError {
        APIError(
            status: .methodNotAllowed, code: "method_not_allowed",
            message: "\(method) is not possible here, only \(allowed.joined(separator: ", "))",
            headers: [.allow: allowed.joined(separator: ", ")])
    }

    static func lacksPermission(_ permission: String) -> APIError {
        APIError(
            status: .forbidden, code: "insufficient_permissions",
            message: "The API key lacks the permission \(permission)")
    }

    static func validation(_ message: String, _ fields: [String: String] = [:]) -> APIError {
        APIError(
            status: .badRequest, code: "validation_error", message: message, fields: fields)
    }
}
