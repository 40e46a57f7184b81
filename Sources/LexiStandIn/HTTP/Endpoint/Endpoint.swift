import HTTPTypes
import Hummingbird

/// One method of one path: what it is for, what it takes, what it gives, and what it does.
struct Endpoint: Sendable {
    /// A parameter in the query of the URL.
    struct Parameter: Sendable {
        var name: String
        var shape: Shape
        var note: String

        init(_ name: String, _ shape: Shape, _ note: String) {
            self.name = name
            self.shape = shape
            self.note = note
        }
    }

    /// What is done once the request has been let in and checked.
    enum Work: Sendable {
        /// Reads one consistent state of the CRM.
        case reads(@Sendable (Call, CRM) throws -> Reply)
        /// Runs in one transaction, which is undone when it throws.
        case writes(@Sendable (Call, CRM) throws -> Reply)
        /// Does everything by itself, from the key to the response.
        case custom(@Sendable (Request, GatewayContext) async throws -> Response)
    }

    var method: HTTPRequest.Method
    /// With placeholders, for instance `/v1/contacts/{id}`.
    var path: String
    /// Unique; the `operationId` of the description.
    var name: String
    var summary: String
    /// Nil for what is open to all.
    var permission: Permission?
    var query: [Parameter] = []
    /// What the body has to be; nil when there is none.
    var body: Shape?
    /// Whether a missing body is refused.
    var requiresBody = true
    var takesIdempotencyKey = false
    var status = HTTPResponse.Status.ok
    /// The whole body of a successful answer; nil when it has none.
    var answer: Shape?
    /// The media type of a successful answer.
    var answerType = "application/json"
    /// Statuses of refusals beyond 400, 401, 403 and 429.
    var refusals: [Int] = []
    var work: Work
}

/// What an endpoint answers.
struct Reply: Sendable {
    /// The whole body; nil for none.
    var body: JSONValue?
    /// The body as it was sent before, where this is a repetition.
    var text: String?
    /// Overrides the endpoint's status.
    var status: HTTPResponse.Status?
    /// What is set off once the transaction is in the database, before the response is sent.
    var afterwards: (@Sendable () async throws -> Void)?

    init(body: JSONValue?) { self.body = body }

    /// `{"data": …}`.
    init(data: JSONValue) { body = ["data": data] }

    /// `{"data": {NAME: […]}, "meta": {"page": …, "per_page": …, "total": …}}`.
    init(_ name: String, _ rows: [JSONValue], page: Page, total: Int) {
        body = [
            "data": .object([.init(name: name, value: .array(rows))]),
            "meta": [
                "page": .integer(page.number), "per_page": .integer(page.size),
                "total": .integer(total),
            ],
        ]
    }
}

/// A part of a list.
struct Page: Sendable, Equatable {
    /// From 1.
    var number: Int
    var size: Int

    /// How many rows come before this page.
    var offset: Int { (number - 1) * size }

    /// Far more pages than there are, and few enough to count rows with.
    static let numbers = 1...1_000_000_000
    static let sizes = 1...100
}

extension Endpoint {
    /// The two parameters of every list.
    static func paging(size: Int = 50) -> [Parameter] {
        [
            Parameter("page", .integer(Page.numbers), "The page, from 1. Default 1."),
            Parameter(
                "per_page", .integer(Page.sizes), "Rows of a page, at most 100. Default \(size)."),
        ]
    }

    /// The answer of a list.
    static func list(_ name: String, of row: Shape) -> Shape {
        .object([
            .init(
                name: "data",
                shape: .object([
                    .init(name: name, shape: .array(row), isRequired: true)
                ]), isRequired: true),
            .init(
                name: "meta",
                shape: .object(["page": .whole, "per_page": .whole, "total": .whole]),
                isRequired: true),
        ])
    }

    /// `{"data": …}`.
    static func data(_ shape: Shape) -> Shape { .object(["data": shape]) }
}
