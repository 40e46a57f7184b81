import LexiScreen

/// The keys of the screen for signing in; whatever can be typed there is a key being written.
extension ActionTable {
    static let signIn: [DashboardAction] = [
        .init(.signInAccept, "sign-in-accept", .signIn, [.enter], "Choose, or use the key"),
        .init(
            .signInNext, "sign-in-next", .signIn, [.special(.down, []), .tab], "The next choice"),
        .init(
            .signInPrevious, "sign-in-previous", .signIn, [.special(.up, []), .backTab],
            "The choice before"),
        .init(
            .signInClear, "sign-in-clear", .signIn, [.control("u"), .control("w"), .altBackspace],
            "Clear the key that is written"),
        .init(
            .escape, "sign-in-close", .signIn, [.escape, .control("c")],
            "A step back, and out in the end"),
    ]
}
