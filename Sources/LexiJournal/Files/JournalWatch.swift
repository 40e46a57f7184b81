internal import LexiHome
public import LexiSession
internal import Synchronization

/// Notices what other programs do to journals: that they write one, and that they ask for one.
///
/// The system is asked to tell of it only when there is a journal to look after, and nothing wakes
/// while nothing happens. Where the system tells nothing, neither does this.
public final class JournalWatch: Sendable {
    public enum Change: Sendable, Hashable {
        /// The journal may have grown.
        case grown
        /// Somebody began or ceased to ask for it.
        case wish
        /// A program that had it, or wanted it, has it no more.
        case left
    }

    private struct Watched {
        var watch: FileWatch?
        /// The folders of journals that this program writes.
        var own: Set<String> = []
        /// Those that another program writes, and are read along.
        var followed: Set<ConversationID> = []
    }

    private let folder: JournalFolder
    private let watched = Mutex(Watched())
    private let changed = Mutex<(@Sendable (ConversationID, Change) -> Void)?>(nil)

    /// Watches nothing yet.
    public init(_ folder: JournalFolder) { self.folder = folder }

    /// Has somebody told of what happens from now on, on a thread of this.
    public func tell(_ changed: @escaping @Sendable (ConversationID, Change) -> Void) {
        self.changed.withLock { $0 = changed }
    }

    /// Tells of those who ask for a conversation, from now on; its folder is there.
    public func lookAfter(_ conversation: ConversationID) {
        let month = folder.month(of: conversation)
        watched.withLock { watched in
            guard watched.own.insert(month).inserted else { return }
            if !watched.followed.contains(where: { folder.month(of: $0) == month }) {
                watch(month, for: .names, &watched)
            }
        }
    }

    /// Tells of what another program writes into a conversation, from now on.
    public func follow(_ conversation: ConversationID) {
        watched.withLock { watched in
            guard watched.followed.insert(conversation).inserted else { return }
            watch(folder.month(of: conversation), for: .growingFiles, &watched)
        }
    }

    /// Tells nothing more of what another program writes into a conversation.
    public func leave(_ conversation: ConversationID) {
        let month = folder.month(of: conversation)
        watched.withLock { watched in
            guard watched.followed.remove(conversation) != nil,
                !watched.followed.contains(where: { folder.month(of: $0) == month })
            else { return }
            if watched.own.contains(month) {
                watch(month, for: .names, &watched)
            } else {
                watched.watch?.leave(month)
            }
        }
    }

    /// Ends it.
    public func end() {
        let watch = watched.withLock { watched in
            defer { watched = Watched() }
            return watched.watch
        }
        watch?.end()
    }

    private func watch(_ month: String, for interest: FileWatch.Interest, _ watched: inout Watched)
    {
        if watched.watch == nil {
            watched.watch = FileWatch { [weak self] changes in self?.take(changes) }
        }
        do throws(FileError) {
            try watched.watch?.watch(month, for: interest)
        } catch {
            // Then nothing is told, as where the system cannot: who asks waits in vain.
        }
    }

    private func take(_ changes: Set<FileWatch.Change>) {
        let followed = watched.withLock { $0.followed }
        var told: Set<Told> = []
        for change in changes {
            guard let name = change.name else {
                for conversation in followed where folder.month(of: conversation) == change.folder {
                    told.insert(Told(conversation: conversation, change: .grown))
                    told.insert(Told(conversation: conversation, change: .wish))
                }
                continue
            }
            let parts = name.split(separator: ".", maxSplits: 1)
            guard parts.count == 2, let id = UniqueID(parts[0]).map(ConversationID.init) else {
                continue
            }
            switch parts[1] {
            case "jsonl" where followed.contains(id):
                told.insert(Told(conversation: id, change: .grown))
            case "lock" where followed.contains(id):
                told.insert(Told(conversation: id, change: .left))
            case "wants": told.insert(Told(conversation: id, change: .wish))
            default: break
            }
        }
        guard let changed = changed.withLock({ $0 }) else { return }
        for told in told { changed(told.conversation, told.change) }
    }

    private struct Told: Hashable {
        var conversation: ConversationID
        var change: Change
    }
}
