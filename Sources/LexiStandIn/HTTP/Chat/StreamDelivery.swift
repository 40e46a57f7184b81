import Hummingbird
import NIOCore

/// Does what a stream's steps say.
struct StreamDelivery: Sendable {
    let runner: TurnRunner
    let connection: Connection

    /// - Throws: `ClientGone` when nothing can be written any more, `Staged` when a step ends
    ///   the stream, `ServerEnding.Ended` out of a wait.
    func perform(
        _ steps: [FaultyStream.Step], _ writer: inout any ResponseBodyWriter
    ) async throws {
        for step in steps {
            switch step {
            case .write(let bytes): try await write(bytes, to: &writer)
            case .wait(let duration): try await runner.ending.pause(duration, runner.clock)
            case .stall: try await runner.ending.pause(.seconds(86_400), runner.clock)
            case .end: throw ChatStreamSession.Staged()
            case .reset:
                await connection.reset()
                throw ChatStreamSession.ClientGone()
            }
        }
    }

    private func write(_ bytes: [UInt8], to writer: inout any ResponseBodyWriter) async throws {
        do {
            try await writer.write(ByteBuffer(bytes: bytes))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw ChatStreamSession.ClientGone()
        }
    }
}
