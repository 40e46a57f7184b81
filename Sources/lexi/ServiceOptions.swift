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

    /// What the options, the environment and the settings come to.
    ///
    /// - Parameter rateLimit: How long a rate limit is waited out, if that was said.
    /// - Throws: ``CommandFailure`` with what to change.
    func service(rateLimit: Duration? = nil) throws(CommandFailure) -> ResolvedService {
        if let timeout, timeout <= 0 || !timeout.isFinite {
            throw CommandFailure(64, "--timeout takes a number of seconds above 0.")
        }
        let overall = timeout.map { Duration(optionSeconds: $0) }
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
}

extension Duration {
    /// Seconds as an option takes them, up to some thirty years.
    init(optionSeconds seconds: Double) {
        self = .milliseconds(Int64(min(seconds, 1e9) * 1000))
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
