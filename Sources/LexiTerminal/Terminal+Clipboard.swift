public import LexiScreen

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Terminal {
    /// Asks the terminal to put a text into its clipboard. It does not answer, and its user may
    /// have forbidden it.
    ///
    /// - Parameter text: Without control characters but line feeds and tabs: it is pasted into
    ///   whatever the user pastes it into.
    public func setClipboard(_ text: String) -> ClipboardOutcome {
        let route = ClipboardRoute(
            type: capabilities.type, hasPrivateModes: capabilities.hasPrivateModes
        ) { getenv($0).map { String(cString: $0) } }
        guard route != .none, hasScreen else { return .unsupported }
        guard let bytes = route.bytes(text) else {
            return .tooLong(limit: ClipboardRoute.maximumBytes)
        }
        send(bytes)
        return route == .tmux ? .sentToTmux : .sent
    }
}
