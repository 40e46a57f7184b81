import HTTPTypes
import Hummingbird

/// Everything that is served.
struct RouteTable: Sendable {
    /// The path of the hosted API (page "quickstart"), so that a client needs no other paths.
    static let hostedPrefix = "/functions/v1/api-gateway"

    let endpoints: [Endpoint]

    /// Serves each endpoint at the root and below the hosted gateway's path.
    func add(to router: Router<GatewayContext>, runner: EndpointRunner) {
        for endpoint in endpoints {
            for prefix in ["", Self.hostedPrefix] {
                router.on(RouterPath(prefix + endpoint.path), method: endpoint.method) {
                    request, context in
                    try await runner.answer(endpoint, request, context)
                }
            }
        }
    }

    /// Why a request met no endpoint: its path is unknown, or only its method is wrong.
    func refusal(of request: Request) -> APIError {
        let path = request.uri.path
        let methods = endpoints.filter { Self.path($0.path, fits: path) }.map(\.method.rawValue)
        return methods.isEmpty
            ? .notFound(path)
            : .methodNotAllowed(request.method.rawValue, allowed: methods.sorted())
    }

    private static func path(_ template: String, fits path: String) -> Bool {
        let given = parts(
            path.hasPrefix(hostedPrefix + "/") ? path.trimmingPrefix(hostedPrefix) : path[...])
        let wanted = parts(template[...])
        return given.count == wanted.count
            && zip(given, wanted).allSatisfy { $0 == $1 || $1.hasPrefix("{") }
    }

    private static func parts(_ path: Substring) -> [Substring] { path.split(separator: "/") }
}
