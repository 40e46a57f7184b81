package import LexiAPI

/// What a response head promises.
package enum AnswerKind {
    case eventStream
    /// JSON where a stream was asked for.
    case json
    /// A status that says no; the body may say why.
    case error
    case unusable(Failure)

    /// What was asked for.
    package enum Wanted { case eventStream, json }

    package init(_ head: AnswerHead, wanted: Wanted = .eventStream) {
        let status = head.status
        let type = head["Content-Type"]
        let encoding = head["Content-Encoding"].map(Self.mediaType)
        switch status {
        case 200...299 where encoding != nil && encoding != "identity":
            self = .unusable(
                Failure(
                    code: .protocolError,
                    message: "The server sent its answer compressed "
                        + "(\((head["Content-Encoding"] ?? "").excerpt)), which was not asked for.",
                    status: status))
        case 200...299:
            switch (type.map(Self.mediaType), wanted) {
            case ("text/event-stream", .eventStream): self = .eventStream
            case ("application/json", _), (nil, .json): self = .json
            case (let type?, .json) where type.hasSuffix("+json"): self = .json
            default:
                let found = type.map { "\"\($0.excerpt)\"" } ?? "no content type"
                self = .unusable(
                    Failure(
                        code: .protocolError,
                        message: "The server answered \(status) with \(found), not "
                            + (wanted == .json ? "JSON." : "an event stream."),
                        status: status))
            }
        case 300...399:
            self = .unusable(
                Failure(
                    code: .http(status),
                    message: "The server redirects \(Self.target(of: head)). "
                        + "Redirects are not followed; correct the base URL.",
                    status: status))
        default:
            self = .error
        }
    }

    /// The type without its parameters, in lower case.
    private static func mediaType(_ contentType: String) -> String {
        let type = contentType.prefix { $0 != ";" && $0 != "," }
        return String(type.filter { $0 != " " && $0 != "\t" }).lowercased()
    }

    /// Names the host only: a target may carry tokens in its query.
    private static func target(of head: AnswerHead) -> String {
        guard let location = head["Location"] else { return "to nowhere" }
        guard let scheme = location.range(of: "://") else { return "to another path" }
        let authority = location[scheme.upperBound...].prefix { !"/?#".contains($0) }
        let host = authority.split(separator: "@").last ?? authority
        // Such as a file, which is nowhere to go.
        return host.isEmpty ? "to an address without a host" : "to \(String(host).excerpt)"
    }
}

extension StringProtocol {
    fileprivate func range(of text: String) -> Range<Index>? {
        ranges(of: text).first
    }
}

extension ResponseHead {
    /// Reads the headers that users are shown; what cannot be read counts as absent.
    ///
    /// - Parameter unixNow: The time on this machine, for a server that does not tell its own.
    package init(_ head: AnswerHead, unixNow: Double) {
        func number(_ name: String) -> Int64? {
            head[name].flatMap { text in
                Int64(text.filter { $0 != " " && $0 != "\t" })
            }
        }
        func time(_ name: String) -> Int64? {
            head[name].flatMap {
                HTTPDate($0, unixNow: unixNow)?.unixSeconds
            }
        }
        let date = time("Date")
        var retryAfter = number("Retry-After").map(Duration.seconds)
        if retryAfter == nil, let end = time("Retry-After") {
            let seconds = Double(end) - (date.map(Double.init) ?? unixNow)
            retryAfter = .milliseconds(Int64((seconds * 1000).rounded(.up)))
        }
        self.init(
            status: head.status,
            requestID: head["X-Request-ID"],
            rateLimit: RateLimit(
                limit: number("X-RateLimit-Limit"), remaining: number("X-RateLimit-Remaining"),
                reset: number("X-RateLimit-Reset")),
            retryAfter: retryAfter.map { max(.zero, $0) }, date: date)
    }
}
