import ArgumentParser
import LexiAPI
import LexiClient
import LexiHome

/// Which API to talk to, and for how long: what every command that does so takes.
struct ConnectionOptions: ParsableArguments {
    @OptionGroup var globals: GlobalOptions

    @Option(help: "Seconds the whole answer may take; no limit by default.")
    var timeout: Double?

    /// The limit for the whole answer, if one was set.
    ///
    /// - Throws: ``CommandFailure`` for a time that is none.
    func overall() throws(CommandFailure) -> Duration? {
        guard let timeout else { return nil }
        guard timeout > 0, timeout.isFinite else {
            throw CommandFailure(64, "--timeout takes a number of seconds above 0.")
        }
        return Duration(optionSeconds: timeout)
    }

    /// What the options, the environment and the settings come to.
    ///
    /// - Throws: ``CommandFailure`` with what to change.
    func configuration() throws(CommandFailure) -> ClientConfiguration {
        let overall = try overall()
        let connection = try globals.connection(globals.settings())
        var configuration = try connection.configuration()
        configuration.apply(connection.limits, overall: overall)
        return configuration
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
