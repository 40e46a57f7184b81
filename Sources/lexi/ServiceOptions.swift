import ArgumentParser
import LexiAPI
import LexiClient
import LexiSettings
import LexiStandIn

/// Which Lexi to talk to, and how long to wait for it.
struct ServiceOptions: ParsableArguments {
    @OptionGroup var globals: GlobalOptions

    @Flag(help: "Start a Lexi of its own on this machine, with an invented law firm's CRM.")
    var demo = false

    @Option(help: "The demo's pace: human, instant, or a factor such as 0.5.")
    var demoPace: PaceArgument = PaceArgument(pace: .human)

    @Option(help: "Seconds the whole answer may take; no limit by default.")
    var timeout: Double?

    @Option(
        help: """
            Seconds a rate limit is waited out; 60 by default, 0 never waits. One that asks for \
            longer fails at once.
            """)
    var maxWait: Double?

    /// What the options, the environment and the settings come to.
    ///
    /// - Throws: ``CommandFailure`` with what to change.
    func service() throws(CommandFailure) -> ResolvedService {
        let overall = try Self.duration(timeout, "--timeout", isZeroAllowed: false)
        let rateLimit = try Self.duration(maxWait, "--max-wait", isZeroAllowed: true)
        let settings = try globals.settings()
        if demo {
            guard globals.baseURL == nil else {
                throw CommandFailure(64, "--demo has a server of its own; leave out --base-url.")
            }
            let limits = WaitingLimits(rateLimit: rateLimit).over(settings.limits)
            return ResolvedService(
                way: .demo(demoPace.pace, limits, overall: overall), settings: settings)
        }
        let connection = try globals.connection(settings)
        var configuration = try connection.configuration()
        configuration.apply(
            WaitingLimits(rateLimit: rateLimit).over(connection.limits), overall: overall)
        return ResolvedService(
            way: .remote(configuration), settings: settings,
            context: connection.profile?.context ?? ChatContext())
    }

    private static func duration(
        _ seconds: Double?, _ option: String, isZeroAllowed: Bool
    ) throws(CommandFailure) -> Duration? {
        guard let seconds else { return nil }
        guard seconds.isFinite, seconds > 0 || (isZeroAllowed && seconds == 0) else {
            let bound = isZeroAllowed ? "from 0" : "above 0"
            throw CommandFailure(64, "\(option) takes a number of seconds \(bound).")
        }
        return .milliseconds(Int64(min(seconds, 1e9) * 1000))
    }
}

extension ClientConfiguration {
    /// Takes over the limits that are set.
    mutating func apply(_ limits: WaitingLimits, overall: Duration?) {
        timeouts.overall = overall
        if let connect = limits.connect { timeouts.connect = connect }
        if let firstByte = limits.firstByte { timeouts.firstByte = firstByte }
        if let idle = limits.idle { timeouts.idle = idle }
        if let rateLimit = limits.rateLimit { retries.maximumRateLimitWait = rateLimit }
    }
}

/// `human`, `instant`, or a factor of the human pace.
struct PaceArgument: ExpressibleByArgument, Sendable {
    let pace: Pace

    init(pace: Pace) { self.pace = pace }

    init?(argument: String) {
        switch argument {
        case "human": pace = .human
        case "instant": pace = .instant
        default:
            guard let factor = Double(argument), factor >= 0, factor.isFinite else { return nil }
            pace = .factor(factor)
        }
    }

    var defaultValueDescription: String { "human" }
}
