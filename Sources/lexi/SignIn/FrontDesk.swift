import LexiAPI
import LexiClient
import LexiDashboard
import LexiEngine
import LexiHome
import LexiSession
import LexiState

/// Connects an open dashboard to the demo, or to the API with another key, and keeps the key.
///
/// Belongs to the dashboard's thread.
final class FrontDesk: SignInDesk {
    private let options: ServiceOptions
    private let engine: Engine
    private let pace: ReadingPace
    private let desk: Desk
    private let live: SettingsOnDisk
    private let keys: KeyDesk
    private var settings: Settings
    private var isWhole: Bool

    /// - Parameters:
    ///   - settings: Those that the program began with.
    ///   - isWhole: Whether they are all that the file says, and not what the demo can use of it.
    ///   - live: The settings that the dashboard follows.
    ///   - keys: Asks servers about keys.
    init(
        options: ServiceOptions, settings: Settings, isWhole: Bool, engine: Engine,
        pace: ReadingPace, desk: Desk, live: SettingsOnDisk, keys: KeyDesk
    ) {
        self.options = options
        self.settings = settings
        self.isWhole = isWhole
        self.engine = engine
        self.pace = pace
        self.desk = desk
        self.live = live
        self.keys = keys
    }

    /// What the screen says before it is asked.
    static func facts(_ options: ServiceOptions, _ settings: Settings) -> SignInFacts {
        do throws(CommandFailure) {
            let connection = try options.globals.connection(settings)
            return SignInFacts(
                host: try options.remoteService(connection, settings).shown.label,
                keeping: SignInFacts.Keeping(keeper(connection, options).keeping))
        } catch {
            return SignInFacts(host: "the API", keeping: .impossible(error.message))
        }
    }

    private static func keeper(_ connection: Connection, _ options: ServiceOptions) -> KeyKeeper {
        let paths = GlobalOptions.paths
        return KeyKeeper(
            connection.keyService,
            settingsFile: options.globals.config ?? paths.configurationFile, paths: paths)
    }

    // MARK: SignInDesk

    func facts() -> SignInFacts {
        do throws(CommandFailure) {
            // What was kept a moment ago, or changed by hand, counts.
            settings = try options.globals.settings()
            return Self.facts(options, settings)
        } catch {
            return SignInFacts(
                host: Self.facts(options, settings).host, keeping: .impossible(error.message))
        }
    }

    func startDemo() -> Result<SignedIn, SignInProblem> {
        do throws(CommandFailure) {
            let notice = Notice(
                .information, "This is the demo now. Nothing leaves this machine")
            return .success(use(try options.demoService(settings), notice))
        } catch {
            return .failure(SignInProblem(reason: error.message))
        }
    }

    func check(_ key: Secret, id: KeyCheckID) {
        let configuration: ClientConfiguration
        do throws(CommandFailure) {
            try readAllSettings()
            let connection = try options.globals.connection(settings)
            var service = try options.remoteService(connection, settings)
            service.give(key, from: .screen)
            guard case .remote(let remote) = service.way else { return }
            configuration = remote
        } catch {
            let reason = error.message
            return keys.check(id) { .unknown(reason) }
        }
        keys.check(id) {
            let client = LexiClient(configuration)
            let answer = await client.fewestConversations()
            await client.shutdown()
            return KeyCheck(answer)
        }
    }

    /// What the demo does without may be where the key belongs.
    private func readAllSettings() throws(CommandFailure) {
        guard !isWhole else { return }
        settings = try options.globals.settings()
        isWhole = true
    }

    func use(_ key: Secret, isKept: Bool) -> Result<SignedIn, SignInProblem> {
        do throws(CommandFailure) {
            try readAllSettings()
            let connection = try options.globals.connection(settings)
            var service = try options.remoteService(connection, settings)
            guard isKept else {
                service.give(key, from: .screen)
                return .success(use(service, Notice(.information, "Used until you quit")))
            }
            do throws(KeyKeeper.Problem) {
                let kept = try Self.keeper(connection, options).keep(key)
                // Nobody needs to be told that the settings have changed.
                _ = live.takeChange()
                service.give(key, from: .file(path: kept.file, profile: kept.profile))
                service.profile = kept.profile
                return .success(use(service, Self.notice(kept, connection)))
            } catch {
                service.give(key, from: .screen)
                return .success(
                    use(
                        service,
                        Notice(
                            .warning, "Used until you quit, but not kept: \(error.reason)")))
            }
        } catch {
            return .failure(SignInProblem(reason: error.message))
        }
    }

    private static func notice(_ kept: KeyKeeper.Kept, _ connection: Connection) -> Notice {
        var sentence = "The key is in \(kept.file)"
        if let rest = kept.rest { return Notice(.warning, "\(sentence); to be found, \(rest)") }
        guard case .environment = connection.key else { return Notice(.information, sentence) }
        sentence += "; unset LEXI_API_KEY, which goes before it"
        return Notice(.warning, sentence)
    }

    private func use(_ service: ResolvedService, _ notice: Notice) -> SignedIn {
        var service = service
        // As in the whole run, whatever the file says by now.
        service.keepsHistory = desk.keepsHistory
        let pace = pace
        engine.change { [service] () throws(Failure) in try await service.connect(pace) }
        engine.prepare()
        let shown = service.shown
        let warning = service.warning.map { Notice(.warning, "\(notice.text). \($0)") }
        return SignedIn(
            service: shown, notice: warning ?? notice,
            drafts: desk.move(
                to: Desk.profileName(shown.profile, isDemo: shown.isDemo),
                origin: service.draftOrigin))
    }
}

extension Connection {
    /// What there is to know of it for keeping a key.
    fileprivate var keyService: KeyKeeper.Service {
        let hasEnvironmentKey = if case .environment = key { true } else { false }
        return KeyKeeper.Service(
            profile: profile, unchosen: unchosen, baseURL: baseURL.text,
            baseURLOrigin: baseURL.origin, isHosted: isHosted,
            hasEnvironmentKey: hasEnvironmentKey)
    }
}

extension SignInFacts.Keeping {
    fileprivate init(_ keeping: KeyKeeper.Keeping) {
        switch keeping {
        case .offered(let file, let remark): self = .offered(file: file, remark: remark)
        case .impossible(let reason): self = .impossible(reason)
        }
    }
}
