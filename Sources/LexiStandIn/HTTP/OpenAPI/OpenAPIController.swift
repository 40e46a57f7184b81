import HTTPTypes
import Hummingbird

/// `GET /openapi.json`: what is served, itself included, for whoever asks.
struct OpenAPIController: Sendable {
    /// Everything else that is served.
    let described: [Endpoint]

    var endpoints: [Endpoint] {
        [endpoint(answer: .object([]), work: .custom { _, _ in .json(document) })]
    }

    private var document: String {
        // The description of this endpoint needs no work.
        let own = endpoint(answer: .object([]), work: .reads { _, _ in Reply(body: nil) })
        return OpenAPIDocument(endpoints: described + [own]).value.wire
    }

    private func endpoint(answer: Shape, work: Endpoint.Work) -> Endpoint {
        Endpoint(
            method: .get, path: "/openapi.json", name: "describe",
            summary: "This description", answer: answer, work: work)
    }
}
