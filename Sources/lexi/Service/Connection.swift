import LexiAPI
import LexiClient
import LexiHome
import LexiSession
import LexiState
import Logging

/// The way to a workspace as options, environment and settings name it, with where each part of
/// it comes from.
struct Connection {
    static let hostedBaseURL = "https://data.leadlex.com/functions/v1/api-gateway"

    /// Where the key comes from.
    enum Key {
        case environment(Secret)
        case profile(KeySource, profile: String)
    }

    let profile: Profile?
    /// The profiles there are, where none of them was chosen.
    let unchosen: [String]
    let baseURL: (text: String, origin: String)
    /// Whether anybody named a base URL.
    let isHosted: Bool
    let key: Key?
    let limits: WaitingLimits
    let logger: Logger

    /// The client's configuration.
    ///
    /// - Parameter readsKey: Whether the key is fetched, too.
    /// - Throws: ``CommandFailure`` with what to change.
    func configuration(readsKey: Bool = true) throws(CommandFailure) -> ClientConfiguration {
        var configuration: ClientConfiguration
        do throws(ConfigurationError) {
            configuration = try ClientConfiguration(
                baseURL: baseURL.text, userAgent: "lexi/\(ProgramVersion.number)")
            configuration.certificateAuthorityFile = profile?.certificateAuthorityFile
            try configuration.checkCertificateAuthorities()
            configuration.proxy = try Proxy.named(
                by: ProcessEnvironment.value, for: configuration.baseURL)
        } catch {
            throw CommandFailure(78, "\(error)")
        }
        // Last, because it may ask for a pass phrase.
        if readsKey { configuration.apiKey = try readKey() }
        return configuration
    }

    /// Whether there is no key, and the API wants one, and it is clear whose.
    var lacksKey: Bool { key == nil && isHosted && unchosen.isEmpty }

    /// The key's source for people.
    var keyOrigin: KeyOrigin? {
        switch key {
        case .environment: .environment
        case .profile(.file(let path), let profile): .file(path: path, profile: profile)
        case .profile(.command(let command, _), let profile):
            .command(command[0], profile: profile)
        case nil: nil
        }
    }

    func readKey() throws(CommandFailure) -> Secret? {
        switch key {
        case .environment(let key): return key
        case .profile(let source, let profile):
            return try source.readKey(profile: profile, logger: logger)
        case nil:
            guard isHosted else { return nil }
            guard unchosen.isEmpty else {
                throw CommandFailure(
                    78,
                    """
                    No profile is chosen; there are: \(unchosen.joined(separator: ", ")).
                      Name one with --profile, LEXI_PROFILE, or profile = "…" in the settings.
                    """)
            }
            throw CommandFailure(
                77,
                """
                There is no API key.
                  Set LEXI_API_KEY to a key of your workspace (wbk_…; LeadLex shows it once,
                  under Settings, API keys), or keep it in a profile: lexi config --help
                  `lexi` alone, on a terminal, asks for the key and keeps it.
                  Without an account, try: lexi --demo
                """)
        }
    }
}

extension GlobalOptions {
    /// What the options, the environment and the settings come to. Options go before the
    /// environment, and that before the profile; but what a profile says that an option names is
    /// as good as said by options: a key in the environment is perhaps another workspace's.
    func connection(_ settings: Settings) throws(CommandFailure) -> Connection {
        let isNamed = profile != nil
        let profile = try profile(of: settings)
        let baseURL: (String, String)? =
            if let baseURL {
                (baseURL, "--base-url")
            } else if isNamed, let profile, let named = profile.baseURL {
                (named, "profile \(profile.name)")
            } else if let named = ProcessEnvironment.value("LEXI_BASE_URL") {
                (named, "LEXI_BASE_URL")
            } else if let profile, let named = profile.baseURL {
                (named, "profile \(profile.name)")
            } else {
                nil
            }
        let key: Connection.Key? =
            if isNamed, let profile, let source = profile.keySource {
                .profile(source, profile: profile.name)
            } else if let key = ProcessEnvironment.value("LEXI_API_KEY").map({ Secret($0) }),
                !key.isEmpty
            {
                .environment(key)
            } else if let profile, let source = profile.keySource {
                .profile(source, profile: profile.name)
            } else {
                nil
            }
        return Connection(
            profile: profile, unchosen: profile == nil ? settings.profiles.map(\.name) : [],
            baseURL: baseURL ?? (Connection.hostedBaseURL, "the hosted API"),
            isHosted: baseURL == nil, key: key,
            limits: (profile?.limits ?? WaitingLimits()).over(settings.limits), logger: logger)
    }
}

extension KeySource {
    /// Fetches the key; what a command says on its standard error goes to the log.
    func readKey(profile: String, logger: Logger) throws(CommandFailure) -> Secret {
        var hasNoted = false
        do throws(SettingsError) {
            return try readKey(profile: profile) { words in
                logger.warning(
                    "api_key_command wrote to its standard error",
                    metadata: ["profile": "\(profile)", "text": "\(words)"])
                hasNoted = logger.logLevel <= .warning
            }
        } catch {
            let file = hasNoted ? GlobalOptions.paths.logFile : nil
            throw CommandFailure(78, "\(error)" + (file.map { "; what it said is in \($0)" } ?? ""))
        }
    }
}
