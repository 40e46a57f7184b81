import LexiBus
import LexiEngine
import LexiHome
import LexiJournal
import LexiSession

/// What is kept of conversations, and whether it can be read.
enum HistoryExamination {
    static func examine(_ keepsHistory: Bool, _ report: inout DoctorReport) async {
        report.section("History")
        guard let state = GlobalOptions.paths.stateFolder else {
            report.add("journals", "neither XDG_STATE_HOME nor HOME says where", .doubtful)
            return
        }
        let folder = JournalFolder(stateFolder: state)
        let conversations = folder.conversations()
        let noun = conversations.count == 1 ? "conversation" : "conversations"
        report.add("journals", "\(folder.path), \(conversations.count) \(noun)")
        if !keepsHistory { report.add("history", "false: nothing is added") }
        if let latest = conversations.first { await read(folder.file(of: latest), &report) }
    }

    /// Reads a journal as the program does, over a bus.
    private static func read(_ path: String, _ report: inout DoctorReport) async {
        let bus = SessionBus.session()
        let counter = EventCounter()
        await bus.attach("counter", capacity: .bytes(1 << 20)) { counter.take($0) }
        do throws(JournalReadingError) {
            var reader = try JournalReader(path, origin: .restored, tellsClosing: true)
            while let events = try reader.next() { await bus.publish(events) }
            for problem in reader.problems {
                report.add("latest", "line \(problem.line): \(problem.reason)", .doubtful)
            }
        } catch {
            report.add("latest", error.reason, .doubtful)
        }
        await bus.finish()
        let counts = counter.byType.map { "\($0.count) \($0.type)" }.joined(separator: ", ")
        report.add("latest", counts.isEmpty ? "nothing happened in it" : counts)
        for figures in bus.figures { report.add("event bus", "reader \(figures.sentence)") }
    }
}
