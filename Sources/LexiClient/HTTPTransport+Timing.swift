internal import NIOCore
internal import NIOPosix

extension HTTPTransport {
    /// Passes time on the thread that bytes arrive on, without waking another one for it.
    func pass(_ duration: Duration) async {
        await withCheckedContinuation { continuation in
            group.next().scheduleTask(in: TimeAmount(duration)) { continuation.resume() }
        }
    }

    /// Does one request's work under its time-outs, on the thread that its bytes arrive on.
    ///
    /// A time-out cancels the work and nothing else, so the work is a task of its own. Cancelling
    /// the calling task cancels it too.
    ///
    /// - Parameter remaining: What is left of the time-out for the whole, if there is one.
    func timed<Value: Sendable>(
        _ timeouts: ClientConfiguration.Timeouts, within remaining: Duration?,
        _ work: @escaping @Sendable (TurnTimer) async -> Value
    ) async -> Value {
        let timer = TurnTimer(timeouts, overall: remaining, on: group.next())
        let reading = Task(executorPreference: executor) { await work(timer) }
        timer.start { reading.cancel() }
        let value = await withTaskCancellationHandler {
            await reading.value
        } onCancel: {
            reading.cancel()
        }
        timer.stop()
        return value
    }
}
