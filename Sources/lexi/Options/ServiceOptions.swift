import ArgumentParser
import LexiAPI
import LexiHome
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
    /// - Parameter mayLackKey: Whether somebody is there who can give a key that is missing.
    /// - Throws: ``CommandFailure`` with what to change.
    func service(
        rateLimit: Duration? = nil, mayLackKey: Bool = false
    ) throws(CommandFailure) -> ResolvedService {
        if demo {
            guard globals.baseURL == nil else {
                throw CommandFailure(64, "--demo has a server of its own; leave out --base-url.")
            }
            let (settings, problem) = try globals.settingsOfDemo()
            var service = try demoService(settings, rateLimit: rateLimit)
            service.settingsProblem = problem
            return service
        }
        let settings = try globals.settings()
        let connection = try globals.connection(settings)
        if mayLackKey, connection.lacksKey {
            return try remoteService(connection, settings, lacksKey: true)
        }
        var service = try remoteService(connection, settings, rateLimit: rateLimit)
        // Last, because it may ask for a pass phrase.
        service.give(try connection.readKey(), from: connection.keyOrigin)
        return service
    }

    /// The demo, whatever else the options say.
    func demoService(
        _ settings: Settings, rateLimit: Duration? = nil
    ) throws(CommandFailure) -> ResolvedService {
        let limits = WaitingLimits(rateLimit: rateLimit).over(settings.limits)
        return ResolvedService(
            way: .demo(demoPace.pace, limits, overall: try connection.overall()),
            settings: settings, keepsHistory: settings.keepsHistory ?? true)
    }

    /// The API, for which the key is still to be given.
    func remoteService(
        _ connection: Connection, _ settings: Settings, rateLimit: Duration? = nil,
        lacksKey: Bool = false
    ) throws(CommandFailure) -> ResolvedService {
        var configuration = try connection.configuration(readsKey: false)
        configuration.apply(
            WaitingLimits(rateLimit: rateLimit).over(connection.limits),
            overall: try self.connection.overall())
        return ResolvedService(
            way: lacksKey ? .keyless(configuration) : .remote(configuration), settings: settings,
            context: connection.profile?.context ?? ChatContext(),
            profile: connection.profile?.name, keepsHistory: settings.keepsHistory ?? true)
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
