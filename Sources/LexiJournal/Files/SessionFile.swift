internal import LexiHome
internal import LexiSession

/// What belongs to no conversation, in a journal that all programs of a user write.
///
/// Whoever finds that another has written since begins with a line of its own session, so that each
/// line belongs to the session line above it. Nobody goes on from this file: lines that cannot be
/// written are let go, since the journals tell of the same disk, and old ones are taken away.
final class SessionFile {
    private static let mostBytes = 1 << 20

    private let file: SharedLineFile
    private let header: String
    private var encoder: JournalEncoder
    /// The size of the file as this program left it; `nil` before it wrote anything.
    private var ownEnd: Int?

    init(in folder: JournalFolder, product: String, encoder: JournalEncoder) {
        file = SharedLineFile(folder.sessionFile, mostBytes: Self.mostBytes)
        header = JournalEncoder.header(
            JournalHeader(conversation: nil, opening: nil, product: product))
        self.encoder = encoder
    }

    func write(_ event: SessionEvent) {
        do throws(FileError) {
            guard let line = encoder.line(event) else { return }
            if ownEnd == nil {
                try file.prune(
                    under: header,
                    beginningWith: { $0.hasPrefix(JournalEncoder.sessionLineStart) })
            }
            ownEnd = try file.add { end in
                guard end != ownEnd else { return line }
                // With the session begins the clock that the line's times are on.
                let session = encoder.sessionLine(at: event.instant)
                return (end == 0 ? header : "") + session + (encoder.line(event) ?? "")
            }
        } catch {
            ownEnd = nil
        }
    }
}
