/// Why a client cannot be set up as asked; one sentence that names what to change.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

/// An absolute `http` or `https` URL to which the API's paths are appended.
public struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    /// `http` or `https`.
    public let scheme: String
    /// A name or an address; an IPv6 address keeps its brackets.
    public let host: String
    /// The port in the URL, or the scheme's own.
    public let port: Int
    /// Empty, or a path that begins with a slash and does not end with one.
    public let path: String
    /// What of the path as it was given is the API's own, and is appended anyway: empty, `/v1` or
    /// more, up to a whole endpoint. It is in no other property.
    public let leftOut: String

    /// Reads a URL as a profile gives it; slashes at its end do not matter, nor does what people
    /// copy with it out of other programs' settings and the API's pages: `/v1`, or an endpoint.
    ///
    /// - Throws: ``ConfigurationError`` for another scheme, a missing or impossible host or port,
    ///   a user name, a query, a fragment, or characters that no URL may hold.
    public init(_ text: String) throws(ConfigurationError) {
        func invalid(_ reason: String) -> ConfigurationError {
            // A URL with a user name or a query may hold a password: it is not repeated.
            ConfigurationError(
                text.contains("@") || text.contains("?")
                    ? "The base URL \(reason)." : "The base URL \"\(text)\" \(reason).")
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
            throw ConfigurationError(
                "The base URL holds white space or characters that must be percent-encoded.")
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = parts[0].lowercased()
        guard parts.count == 2, parts[1].hasPrefix("//"), scheme == "http" || scheme == "https"
        else { throw invalid("must begin with http:// or https://") }
        let rest = parts[1].dropFirst(2)
        guard !rest.contains("?"), !rest.contains("#") else {
            throw invalid("must not have a query or a fragment")
        }
        let authority = rest.prefix { $0 != "/" }
        guard !authority.contains("@") else {
            throw invalid("must not hold a user name; the key has a setting of its own")
        }
        var hostEnd = authority.endIndex
        if authority.hasPrefix("[") {
            guard let bracket = authority.firstIndex(of: "]") else {
                throw invalid("has an IPv6 address without its closing bracket")
            }
            hostEnd = authority.index(after: bracket)
        } else if let colon = authority.firstIndex(of: ":") {
            hostEnd = colon
        }
        let host = authority[..<hostEnd]
        guard Self.isHost(host) else { throw invalid("has no valid host") }
        self.scheme = scheme
        self.host = host.lowercased()
        let portText = authority[hostEnd...]
        if portText.isEmpty {
            port = scheme == "https" ? 443 : 80
        } else {
            let digits = portText.dropFirst()
            guard portText.first == ":", digits.allSatisfy(\.isNumber), let number = Int(digits),
                (1...65_535).contains(number)
            else { throw invalid("has a port that is not between 1 and 65535") }
            port = number
        }
        var path = rest[authority.endIndex...]
        while path.hasSuffix("/") { path.removeLast() }
        let end = Self.apiPath(endingIn: path)
        leftOut = String(end)
        self.path = String(path.dropLast(end.count))
    }

    /// The last part of a path that begins with `/v1` and names nothing, or something of the API.
    private static func apiPath(endingIn path: Substring) -> Substring {
        // In whatever case it was typed. The letters are ASCII, so that both are of a length.
        let folded = path.lowercased()
        guard
            let start = folded.ranges(of: "/v1").last(where: { range in
                let rest = folded[range.upperBound...]
                return rest.isEmpty || rest == "/lexi" || rest.hasPrefix("/lexi/")
            })
        else { return "" }
        return path.suffix(folded[start.lowerBound...].count)
    }

    private static func isHost(_ host: Substring) -> Bool {
        if host.hasPrefix("[") {
            return host.count > 3
                && host.dropFirst().dropLast().allSatisfy {
                    $0.isHexDigit || $0 == ":" || $0 == "."
                }
        }
        return !host.isEmpty
            && host.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." || $0 == "_" }
    }

    /// Whether it names this machine.
    public var isLoopback: Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]"
            || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }

    /// The host without the brackets of an IPv6 address.
    var bareHost: String { host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host }

    /// The host and port as people write them; the scheme's own port is left out.
    public var endpoint: String {
        port == (scheme == "https" ? 443 : 80) ? host : "\(host):\(port)"
    }

    /// The host, and the port where it is not the scheme's own: short enough for a title.
    public var label: String {
        port == (scheme == "https" ? 443 : 80) ? host : "\(host):\(port)"
    }

    public var description: String { "\(scheme)://\(endpoint)\(path)" }
}
