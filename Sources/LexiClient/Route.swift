/// The way to the API in words, for errors.
struct Route: CustomStringConvertible {
    /// The host and port of the API.
    let destination: String
    let proxy: Proxy?

    init(to destination: String, through proxy: Proxy? = nil) {
        self.destination = destination
        self.proxy = proxy
    }

    var description: String {
        destination + (proxy.map { " (through the proxy \($0))" } ?? "")
    }

    /// Who is connected to, and so who refuses a connection or has a name that is not known.
    var firstStop: String {
        proxy.map { "the proxy \($0), the way to \(destination)" } ?? destination
    }
}
