import LexiDashboard
import LexiHome
import LexiSession
import LexiState

/// Keeps what is written in the state folder, and runs the user's editor.
///
/// Belongs to the dashboard's thread.
final class Desk: WritingDesk {
    private var profile: String
    private var origin: DraftOrigin
    /// Whether anything is written down.
    let keepsHistory: Bool
    /// The messages that were sent in this run where they are not written down, the latest last.
    private var unwritten: [String] = []
    /// For what was written before the last move.
    private var formerOrigin: DraftOrigin
    private var sent: SentMessages?
    private var drafts: DraftStore?
    private let tabs: OpenTabsStore?
    /// Holds what was written before the profile changed, until it is kept for the new one.
    private var formerDrafts: DraftStore?

    private static let homeless = "neither XDG_STATE_HOME nor HOME says where to"

    /// - Parameters:
    ///   - profile: A name for the profile that is used; see ``profileName(_:_:)``.
    ///   - origin: For what everything is written.
    ///   - keepsHistory: Whether anything is written down; what was before is read in any case.
    ///   - tabs: Where the open tabs are kept; `nil` where they are not.
    init(profile: String, origin: DraftOrigin, keepsHistory: Bool, tabs: OpenTabsStore?) {
        self.tabs = tabs
        self.profile = profile
        self.origin = origin
        self.keepsHistory = keepsHistory
        formerOrigin = origin
        sent = sentMessages()
        drafts = draftStore()
    }

    private func sentMessages() -> SentMessages? {
        GlobalOptions.paths.stateFolder.map {
            SentMessages(
                stateFolder: $0, profile: profile, server: origin.server, isKept: keepsHistory)
        }
    }

    private func draftStore() -> DraftStore? {
        GlobalOptions.paths.stateFolder.map {
            DraftStore(stateFolder: $0, profile: profile, origin: origin, isKept: keepsHistory)
        }
    }

    /// Keeps everything for another service from now on.
    ///
    /// - Returns: The drafts that were left there.
    func move(to profile: String, origin: DraftOrigin) -> [Draft] {
        formerOrigin = self.origin
        self.origin = origin
        unwritten = []
        let formerProfile = self.profile
        self.profile = profile
        sent = sentMessages()
        guard profile != formerProfile else {
            return drafts?.change(to: origin).map(Draft.init) ?? []
        }
        formerDrafts = drafts
        drafts = draftStore()
        return takeOverDrafts()
    }

    func leave(_ left: [Draft]) {
        (formerDrafts ?? drafts)?.leave(left.map(KeptDraft.init), for: formerOrigin)
    }

    /// The demo's invented clients are kept apart from a profile of that name.
    static func profileName(_ profile: String?, isDemo: Bool) -> String {
        isDemo ? "demo" : profile.map { "profile-\($0)" } ?? "default"
    }

    func takeOverDrafts() -> [Draft] { drafts?.takeOver().map(Draft.init) ?? [] }

    func save(_ drafts: [Draft]) -> String? {
        guard keepsHistory else { return nil }
        let reason = self.drafts.map { $0.save(drafts.map(KeptDraft.init)) } ?? Self.homeless
        if reason == nil, let former = formerDrafts {
            formerDrafts = nil
            if let reason = former.save([]) { return "Drafts are kept twice: \(reason)" }
        }
        return reason.map { "What is written is not kept: \($0)" }
    }

    func keep(tabs: [KeptTab], front: Int, closed: [KeptTab]) -> String? {
        let reason = self.tabs?.save(
            tabs: tabs.map(OpenTab.init), front: front, closed: closed.map(OpenTab.init))
        return reason.map { "The tabs are not kept: \($0)" }
    }

    func remember(_ message: String) -> String? {
        guard keepsHistory else {
            unwritten.append(message)
            return nil
        }
        let reason = sent.map { $0.add(message) } ?? Self.homeless
        return reason.map { "The history is not kept: \($0)" }
    }

    func messages() -> [String] {
        var seen: Set<String> = []
        return (unwritten.reversed() + (sent?.latestFirst() ?? []))
            .filter { seen.insert($0).inserted }
    }

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

extension KeptDraft {
    fileprivate init(_ draft: Draft) {
        self.init(
            text: draft.text, conversation: draft.conversation?.description,
            conversationID: draft.conversationID, context: draft.context,
            allowTools: draft.allowTools, isOfUnknownOrigin: draft.isOfUnknownOrigin,
            isQueued: draft.isQueued)
    }
}

extension Draft {
    fileprivate init(_ kept: KeptDraft) {
        self.init(
            text: kept.text,
            conversation: kept.conversation.flatMap { UniqueID($0) }.map(ConversationID.init),
            conversationID: kept.conversationID, context: kept.context,
            allowTools: kept.allowTools, isOfUnknownOrigin: kept.isOfUnknownOrigin,
            isQueued: kept.isQueued)
    }
}
