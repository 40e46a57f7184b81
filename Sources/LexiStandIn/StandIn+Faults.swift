extension StandIn {
    /// Every fault there is: how it is given, and what it does in a few words.
    public static var faultList: [(usage: String, summary: String)] {
        FaultKind.all.map { ($0.usage, $0.summary) }
    }
}
