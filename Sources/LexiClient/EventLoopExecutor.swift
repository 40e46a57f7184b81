internal import NIOCore

/// Runs a task's jobs on the event loop that its bytes arrive on.
///
/// A delta is then read, decoded and published by one thread. On the shared pool each would cost
/// two switches of threads, which is most of what a small delta costs.
final class EventLoopExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
