public import Foundation

/// What a stand-in listens on, what its CRM holds and how it behaves.
public struct StandInConfiguration: Sendable {
    /// The address to listen on. The default is reachable from this machine only.
    public var host: String
    /// The port to listen on, 0 to 65535; 0 takes any free one.
    public var port: Int
    /// The SQLite file to keep, for one server at a time; nil makes a private temporary one,
    /// removed at shutdown.
    public var databasePath: String?
    /// Decides the seeded CRM and how waiting times vary: the same seed gives the same data.
    public var seed: UInt64
    /// How long thinking, tools and words take.
    public var pace: Pace
    /// The workspace's balance when its database is new.
    public var credits: Int
    /// What a message costs before any tool is used.
    public var creditsPerMessage: Int
    /// One more credit is charged for every so many tool calls; 0 makes tools free.
    public var toolCallsPerExtraCredit: Int
    /// Decides the daily and per-minute request limits.
    public var plan: Plan
    /// What goes wrong in every response, as a list such as `chunk=1, comments`; a request may
    /// ask for more in its header `X-Standin-Fault`. See ``StandIn/faultList``.
    public var faults: String
    /// A language model that answers in place of the stand-in's own rules, with the same tools.
    public var model: ModelServer?
    /// The day the CRM takes for today, in UTC; nil follows the clock.
    ///
    /// Seeded dates lie around the day of seeding, so a fixed day makes answers reproducible.
    public var today: Date?

    /// Creates a configuration; every part has a sensible default.
    public init(
        host: String = "127.0.0.1",
        port: Int = 0,
        databasePath: String? = nil,
        seed: UInt64 = 1,
        pace: Pace = .human,
        credits: Int = 4842,
        creditsPerMessage: Int = 1,
        toolCallsPerExtraCredit: Int = 2,
        plan: Plan = .pro,
        faults: String = "",
        model: ModelServer? = nil,
        today: Date? = nil
    ) {
        self.host = host
        self.port = port
        self.databasePath = databasePath
        self.seed = seed
        self.pace = pace
        self.credits = credits
        self.creditsPerMessage = creditsPerMessage
        self.toolCallsPerExtraCredit = toolCallsPerExtraCredit
        self.plan = plan
        self.faults = faults
        self.model = model
        self.today = today
    }
}
