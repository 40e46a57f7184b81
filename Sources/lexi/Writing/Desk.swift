import LexiDashboard
import LexiDrafts
import LexiSettings
import LexiState

/// Keeps what is written in the state folder, and runs the user's editor.
struct Desk: WritingDesk {
    private let sent: SentMessages?
    private let drafts: DraftStore?

    private static let homeless = "neither XDG_STATE_HOME nor HOME says where to"

    /// - Parameter profile: A name for the profile that is used; see ``profileName(_:_:)``.
    init(profile: String) {
        let folder = GlobalOptions.paths.stateFolder
        sent = folder.map { SentMessages(stateFolder: $0, profile: profile) }
        drafts = folder.map { DraftStore(stateFolder: $0, profile: profile) }
    }

    /// The demo's invented clients are kept apart from a profile of that name.
    static func profileName(_ profile: String?, isDemo: Bool) -> String {
        isDemo ? "demo" : profile.map { "profile-\($0)" } ?? "default"
    }

    func takeOverDrafts() -> [Draft] { drafts?.takeOver() ?? [] }

    func save(_ drafts: [Draft]) -> String? {
        let reason = self.drafts.map { $0.save(drafts) } ?? Self.homeless
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
