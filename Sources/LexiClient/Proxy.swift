public import LexiAPI

/// A proxy that the way to the API leads through.
public struct Proxy: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: Sendable, Hashable {
        /// An HTTP proxy that opens a tunnel (`CONNECT`; RFC 9110, 9.3.6), also for `http` URLs.
        case http
        /// SOCKS 5 (RFC 1928), without a password.
        case socks
    }

    public let kind: Kind
    /// A name or an address, without brackets.
    public let host: String
    public let port: Int
    /// The environment's variable that named it.
    public let variable: String
    /// What an HTTP proxy is told about who asks.
    public let credentials: Credentials?

    /// A user name and a password, for `Proxy-Authorization: Basic`.
    public struct Credentials: Sendable, Hashable {
        public var user: String
        public var password: Secret

        public init(user: String, password: Secret) {
            self.user = user
            self.password = password
        }
    }

    /// Reads a proxy's URL as the environment holds it: `http://user:password@host:port`,
    /// `socks5://host`, or just `host:port`.
    ///
    /// - Parameter variable: Where the URL stands, for errors. The URL is never in them, because
    ///   it may hold a password.
    /// - Throws: ``ConfigurationError`` for another scheme or a host or port that cannot be.
    public init(_ url: String, variable: String) throws(ConfigurationError) {
        func invalid(_ reason: String) -> ConfigurationError {
            ConfigurationError("The proxy in \(variable) \(reason).")
        }
        var rest = url[...]
        var scheme = "http"
        if let range = url.ranges(of: "://").first {
            scheme = url[..<range.lowerBound].lowercased()
            rest = url[range.upperBound...]
        }
        switch scheme {
        case "http": kind = .http
        case "socks5", "socks5h", "socks": kind = .socks
        default: throw invalid("must be an http:// or socks5:// URL")
        }
        rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        var credentials: Credentials?
        if let at = rest.lastIndex(of: "@") {
            guard kind == .http else {
                throw invalid("has a password, which SOCKS cannot take here")
            }
            let colon = rest[..<at].firstIndex(of: ":") ?? at
            guard let user = String(percentEncoded: rest[..<colon]),
                let password = String(percentEncoded: rest[colon..<at].dropFirst())
            else {
                throw invalid("has a user name or password with a broken %-escape")
            }
            credentials = Credentials(user: user, password: Secret(verbatim: password))
            rest = rest[rest.index(after: at)...]
        }
        let target: BaseURL
        do throws(ConfigurationError) {
            target = try BaseURL("http://\(rest)")
        } catch {
            throw invalid("has no valid host and port")
        }
        self.credentials = credentials
        self.variable = variable
        host = target.bareHost
        let hasPort =
            rest.drop { $0 != "]" }.dropFirst().hasPrefix(":")
            || (rest.first != "[" && rest.contains(":"))
        port = hasPort ? target.port : (kind == .socks ? 1080 : 80)
    }

    /// The host and port, and never the password.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension Proxy {
    /// The proxy that the environment names for a URL, in the way that `curl` and others agree on:
    /// `https_proxy` or `http_proxy` by the URL's scheme, else `all_proxy`, each also in capitals,
    /// unless `no_proxy` names the host.
    ///
    /// - Parameter environment: Reads a variable; an empty one counts as absent.
    /// - Returns: `nil` when the way is direct.
    /// - Throws: ``ConfigurationError`` for a proxy that cannot be used.
    public static func named(
        by environment: (String) -> String?, for url: BaseURL
    ) throws(ConfigurationError) -> Proxy? {
        var names = ["\(url.scheme)_proxy", "all_proxy"].flatMap { [$0, $0.uppercased()] }
        // Under CGI, this variable holds what a client sent as the header `Proxy`.
        if environment("REQUEST_METHOD") != nil { names.removeAll { $0 == "HTTP_PROXY" } }
        guard let name = names.first(where: { environment($0) != nil }),
            let value = environment(name)
        else { return nil }
        if let exceptions = environment("no_proxy") ?? environment("NO_PROXY"),
            ProxyExceptions(exceptions).contain(url)
        {
            return nil
        }
        return try Proxy(value, variable: name)
    }
}

extension String {
    /// The text of a percent-encoded one (RFC 3986, 2.1); `nil` for a broken escape.
    fileprivate init?(percentEncoded text: Substring) {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        self.init(decoding: bytes, as: UTF8.self)
    }
}
