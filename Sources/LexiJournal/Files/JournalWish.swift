internal import LexiHome
public import LexiSession

/// That this program asks another one to leave a conversation, as long as this lives.
///
/// The file that says so is locked as soon as it is there: one without a lock was made by a program
/// that has ended, and no conversation is left to that.
public final class JournalWish: Sendable {
    /// Why it cannot be asked.
    public struct Failure: Error, Sendable, Hashable {
        /// In a sentence without a full stop.
        public var reason: String
    }

    private let lock: FileLock

    /// Asks, until an answer takes the file away, or ``withdraw()``. Where another program asks as
    /// well, one answer is enough for both.
    public init(for conversation: ConversationID, in folder: JournalFolder) throws(Failure) {
        do throws(FileError) {
            lock = try FileLock(making: folder.wants(of: conversation))
        } catch {
            throw Failure(reason: error.reason)
        }
    }

    /// Asks no longer. Where another program asks since, that stands.
    public func withdraw() { lock.removeFile() }
}
