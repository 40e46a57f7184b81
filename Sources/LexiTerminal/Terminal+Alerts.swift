public import LexiScreen

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Terminal {
    /// Tells somebody who looks elsewhere, by the bell or by a notification of the terminal. It
    /// does not answer, and its user may have switched those off.
    public func alert(_ alert: Alert, by way: AlertWay) {
        guard hasScreen else { return }
        let route = AlertRoute(
            way, type: capabilities.type, hasPrivateModes: capabilities.hasPrivateModes
        ) { getenv($0).map { String(cString: $0) } }
        if route == .bell { bell() }
        var alert = alert
        if isASCII {
            // The second byte of a letter with a mark is a control character to a terminal that
            // does not read UTF-8.
            alert.title = ASCIIText.folded(alert.title)
            alert.detail = ASCIIText.folded(alert.detail)
        }
        send(route.bytes(alert))
    }
}
