import LexiDashboard
import LexiDrafts
import LexiSettings
import LexiState

/// Keeps what is written in the state folder, and runs the user's editor.
///
/// Belongs to the dashboard's thread.
final class Desk: WritingDesk {
    private var profile: String
    private var sent: SentMessages?
    private var drafts: DraftStore?
    /// Holds what was written before the profile changed, until it is kept for the new one.
    private var formerDrafts: DraftStore?

    private static let homeless = "neither XDG_STATE_HOME nor HOME says where to"

    /// - Parameter profile: A name for the profile that is used; see ``profileName(_:_:)``.
    init(profile: String) {
        self.profile = profile
        (sent, drafts) = Self.stores(profile)
    }

    private static func stores(_ profile: String) -> (SentMessages?, DraftStore?) {
        let folder = GlobalOptions.paths.stateFolder
        return (
            folder.map { SentMessages(stateFolder: $0, profile: profile) },
            folder.map { DraftStore(stateFolder: $0, profile: profile) }
        )
    }

    /// Keeps everything for another profile from now on. What is on the screen goes along with it.
    ///
    /// - Returns: The drafts that were left there.
    func move(to profile: String) -> [Draft] {
        guard profile != self.profile else { return [] }
        self.profile = profile
        formerDrafts = drafts
        (sent, drafts) = Self.stores(profile)
        return takeOverDrafts()
    }

    /// The demo's invented clients are kept apart from a profile of that name.
    static func profileName(_ profile: String?, isDemo: Bool) -> String {
        isDemo ? "demo" : profile.map { "profile-\($0)" } ?? "default"
    }

    func takeOverDrafts() -> [Draft] { drafts?.takeOver() ?? [] }

    func save(_ drafts: [Draft]) -> String? {
        let reason = self.drafts.map { $0.save(drafts) } ?? Self.homeless
        if reason == nil, let former = formerDrafts {
            formerDrafts = nil
            if let reason = former.save([]) { return "Drafts are kept twice: \(reason)" }
        }
        return reason.map { "What is written is not kept: \($0)" }
    }

    func remember(_ message: String) -> String? {
        let reason = sent.map { $0.add(message) } ?? Self.homeless
        return reason.map { "The history is not kept: \($0)" }
    }

    func messages() -> [String] { sent?.latestFirst() ?? [] }

    func edit(_ text: String) -> EditorOutcome {
        let environment = ProcessEnvironment.value
        do {
            let command = try EditorCommand(environment: environment)
            return .text(try EditorRun(command, environment: environment).edit(text))
        } catch let error as EditorCommand.ParseError {
            return .failed(error.reason)
        } catch let error as EditorRun.RunError {
            return .failed(error.reason)
        } catch {
            return .failed("\(error).")
        }
    }
}
