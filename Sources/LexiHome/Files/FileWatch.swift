internal import Synchronization

/// Notices files that come, change, grow and go in folders.
///
/// A thread of its own waits for the system to tell of them: it does not wake while nothing of
/// what is asked for happens there. What happens in quick succession is told together.
public final class FileWatch: Sendable {
    /// What there is to look at.
    public struct Change: Sendable, Hashable {
        /// As it was given to ``FileWatch/watch(_:for:)``.
        public var folder: String
        /// A file in it that came, changed or went: whether it is there is for whoever looks at it
        /// to find out. `nil` where any may have, since too much happened at once, or where the
        /// folder itself is gone; then it is no longer watched.
        public var name: String?

        public init(folder: String, name: String?) {
            self.folder = folder
            self.name = name
        }
    }

    /// What is to be told of a folder.
    public enum Interest: Sendable, Hashable, CaseIterable {
        /// Files that come and go, under a new name too.
        case names
        /// Also those that were written and closed.
        case writtenFiles
        /// Also those that grow, or are written in any way, while they are open.
        case growingFiles
    }

    private let running: Mutex<Running?>

    /// Watches nothing yet.
    ///
    /// - Parameter changed: Called from the thread of this, once at a time. What happens meanwhile
    ///   is told with the next call.
    /// - Returns: `nil` where the system tells nothing, as elsewhere than on Linux, or has nothing
    ///   left to tell it with: then whoever wants to know has to look.
    public init?(_ changed: @escaping @Sendable (Set<Change>) -> Void) {
        guard let running = Running(changed) else { return nil }
        self.running = Mutex(running)
    }

    deinit { end() }

    /// Watches a folder, too. What happened before is not told: look at it afterwards.
    ///
    /// - Parameter interest: Where it is watched already, this holds from now on.
    /// - Throws: ``FileError`` where it is no folder that can be read, or where as many are watched
    ///   as the system allows (`ENOSPC`).
    public func watch(_ folder: String, for interest: Interest) throws(FileError) {
        try running.withLock { running throws(FileError) in
            try running?.notifier.watch(folder, for: interest)
        }
    }

    /// Watches a folder no longer. What happened before may still be told.
    public func leave(_ folder: String) {
        running.withLock { $0?.notifier.leave(folder) }
    }

    /// Ends it: when this returns the thread is gone, unless it is the one that calls, and nothing
    /// is told any more. Waits for a call that is being made.
    public func end() {
        let ending = running.withLock { running in
            let ending = running
            running = nil
            return ending
        }
        ending?.end()
    }
}

#if os(Linux)
    private struct Running: Sendable {
        let notifier: FolderNotifier
        private let thread: WatchThread

        init?(_ changed: @escaping @Sendable (Set<FileWatch.Change>) -> Void) {
            guard let notifier = FolderNotifier(),
                let thread = WatchThread({ notifier.run(changed) })
            else { return nil }
            self.notifier = notifier
            self.thread = thread
        }

        func end() {
            notifier.end()
            thread.join()
        }
    }
#else
    /// There is none.
    private struct Running: Sendable {
        struct Notifier {
            func watch(_ folder: String, for interest: FileWatch.Interest) throws(FileError) {}
            func leave(_ folder: String) {}
        }
        let notifier = Notifier()
        init?(_ changed: @escaping @Sendable (Set<FileWatch.Change>) -> Void) { return nil }
        func end() {}
    }
#endif
