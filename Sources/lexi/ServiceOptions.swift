import ArgumentParser
import LexiAPI
import LexiSettings
import LexiStandIn

/// Which Lexi to talk to: the API, or the demo.
struct ServiceOptions: ParsableArguments {
    @OptionGroup var connection: ConnectionOptions

    @Flag(help: "Start a Lexi of its own on this machine, with an invented law firm's CRM.")
    var demo = false

    @Option(help: "The demo's pace: human, instant, or a factor such as 0.5.")
    var demoPace: PaceArgument = PaceArgument(pace: .human)

    var globals: GlobalOptions { connection.globals }

    /// What the options, the environment and the settings come to.
    ///
    /// - Parameter rateLimit: How long a rate limit is waited out, if that was said.
    /// - Throws: ``CommandFailure`` with what to change.
    func service(rateLimit: Duration? = nil) throws(CommandFailure) -> ResolvedService {
        let overall = try connection.overall()
        let settings = try globals.settings()
        let said = WaitingLimits(rateLimit: rateLimit)
        if demo {
            guard globals.baseURL == nil else {
                throw CommandFailure(64, "--demo has a server of its own; leave out --base-url.")
            }
            return ResolvedService(
                way: .demo(demoPace.pace, said.over(settings.limits), overall: overall),
                settings: settings)
        }
        let connection = try globals.connection(settings)
        var configuration = try connection.configuration()
        configuration.apply(said.over(connection.limits), overall: overall)
        return ResolvedService(
            way: .remote(configuration), settings: settings,
            context: connection.profile?.context ?? ChatContext(),
            profile: connection.profile?.name)
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
