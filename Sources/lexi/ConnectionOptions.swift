import ArgumentParser
import LexiAPI
import LexiClient

/// Which API to talk to, and for how long: what every command that does so takes.
struct ConnectionOptions: ParsableArguments {
    static let hostedBaseURL = "https://data.leadlex.com/functions/v1/api-gateway"

    @Option(help: "The API's base URL; else LEXI_BASE_URL, else the hosted API.")
    var baseURL: String?

    @Option(help: "Seconds the whole answer may take; no limit by default.")
    var timeout: Double?

    /// The time-outs, with the one that the user set.
    ///
    /// - Throws: ``CommandFailure`` for a time that is none.
    func timeouts() throws(CommandFailure) -> ClientConfiguration.Timeouts {
        var timeouts = ClientConfiguration.Timeouts()
        if let timeout {
            guard timeout > 0, timeout.isFinite else {
                throw CommandFailure(64, "--timeout takes a number of seconds above 0.")
            }
            timeouts.overall = .milliseconds(Int64(min(timeout, 1e9) * 1000))
        }
        return timeouts
    }

    /// What the options and the environment come to.
    ///
    /// - Throws: ``CommandFailure`` with what to change.
    func configuration() throws(CommandFailure) -> ClientConfiguration {
        let timeouts = try timeouts()
        let named = baseURL ?? ServiceOptions.environment("LEXI_BASE_URL")
        let key = ServiceOptions.environment("LEXI_API_KEY").map(Secret.init)
        if key == nil, named == nil {
            throw CommandFailure(
                77,
                """
                There is no API key. Set LEXI_API_KEY to a key of your workspace (wbk_…; LeadLex \
                shows it once, under Settings, API keys), or try without an account: lexi --demo
                """)
        }
        do throws(ConfigurationError) {
            return try ClientConfiguration(
                baseURL: named ?? Self.hostedBaseURL, apiKey: key, timeouts: timeouts,
                userAgent: "lexi/\(ProgramVersion.number)")
        } catch {
            throw CommandFailure(78, error.description)
        }
    }
}
