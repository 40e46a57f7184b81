import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A checked request, as an endpoint's work sees it.
struct Call: Sendable {
    var identity: Identity
    var now: Date
    /// The record named in the path; empty where the path names none.
    var id: String
    /// Only parameters the endpoint knows, each as its shape wants it.
    var query: [String: JSONValue]
    /// Null when there was none.
    var body: JSONValue
    var faults: Faults

    var timestamp: String { now.timestamp }

    func text(_ name: String) -> String? { query[name]?.text }
    func flag(_ name: String) -> Bool { query[name]?.flag ?? false }

    /// A date parameter, comparable with the CRM's dates.
    func moment(_ name: String) -> String? { text(name).flatMap(Moment.init)?.timestamp }

    /// - Parameter size: how many rows where the request does not say.
    func page(size: Int = 50) -> Page {
        let number = faults.ignoresPage ? 1 : query["page"]?.whole ?? 1
        return Page(number: number, size: query["per_page"]?.whole ?? size)
    }
}

/// Reads the parts of a request that the endpoints have in common.
enum RequestReading {
    static let bodyLimit = 8 * 1_024 * 1_024

    /// The whole body. What cannot be read, for instance a broken chunk, is the client's fault.
    static func body(of request: inout Request) async throws -> Data {
        do {
            return Data(try await request.collectBody(upTo: bodyLimit).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw APIError.tooLarge
        } catch let error as CancellationError {
            throw error
        } catch {
            throw APIError.validation("The request body could not be read")
        }
    }

    /// The body as JSON that fits a shape; null where an optional one is missing.
    static func json(_ data: Data, as shape: Shape, isRequired: Bool) throws -> JSONValue {
        if data.isEmpty, !isRequired { return .null }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: data)
        } catch {
            throw APIError.validation("The request body is not a JSON object")
        }
        guard value.members != nil else {
            throw APIError.validation("The request body is not a JSON object")
        }
        try refuse(shape.faults(of: value, at: ""))
        return value
    }

    /// The parameters an endpoint knows. The first of several with one name counts; unknown
    /// ones are ignored.
    static func query(
        of request: Request, as parameters: [Endpoint.Parameter]
    ) throws -> [String: JSONValue] {
        var given: [String: String] = [:]
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = decoded(parts[0])
            if given[name] == nil { given[name] = decoded(parts.count > 1 ? parts[1] : "") }
        }
        var values: [String: JSONValue] = [:]
        var faults: [String: String] = [:]
        for parameter in parameters {
            guard let text = given[parameter.name] else { continue }
            let value = parameter.shape.value(ofParameter: text)
            faults.merge(parameter.shape.faults(of: value, at: parameter.name)) { $1 }
            values[parameter.name] = value
        }
        try refuse(faults)
        return values
    }

    /// The placeholder `{id}` of the path.
    static func id(of context: GatewayContext) -> String {
        context.parameters.get("id").map { $0.removingPercentEncoding ?? $0 } ?? ""
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }

    private static func refuse(_ faults: [String: String]) throws {
        guard !faults.isEmpty else { return }
        let names = faults.keys.sorted().joined(separator: ", ")
        throw APIError.validation("Invalid request: \(names)", faults)
    }
}
