import GRDB
import Logging

/// Does approved tasks a while after their approval, one at a time.
///
/// What is approved is in the database, so tasks that a killed server left are done by the
/// next one.
struct LexiTaskExecutor: Sendable {
    let database: StandInDatabase
    let time: WallTime
    let pace: Pace
    let clock: any Clock<Duration>

    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    init(
        database: StandInDatabase, time: WallTime, pace: Pace, clock: any Clock<Duration>
    ) {
        self.database = database
        self.time = time
        self.pace = pace
        self.clock = clock
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        wake.yield()
    }

    /// Says that a task has been approved. At the instant pace it is done when this returns.
    func approved() async throws {
        if pace.multiplier == 0 { try await executeAll() } else { wake.yield() }
    }

    /// Runs until its task is cancelled.
    func run(logger: Logger) async {
        for await _ in wakes {
            do {
                try await clock.sleep(for: .seconds(2) * pace.multiplier)
                try await executeAll()
            } catch is CancellationError {
                return
            } catch {
                logger.error("Approved tasks could not be done", metadata: ["error": "\(error)"])
            }
        }
    }

    private func executeAll() async throws {
        let (now, today) = (time.now(), time.today)
        try await database.write { db in
            for (workspace, task) in try LexiTasks.approved(in: db) {
                let crm = CRM(db: db, workspace: workspace, today: today)
                try LexiTaskExecution(crm: crm, now: now).run(task)
            }
        }
    }
}
