import LexiAPI
import LexiClient
import LexiEngine
import LexiSession
import LexiState
import Testing

@Suite(.timeLimit(.minutes(5))) struct KeyDeskTests {
    private func desk() -> (desk: KeyDesk, woken: AsyncStream<Void>) {
        let (woken, continuation) = AsyncStream.makeStream(of: Void.self)
        return (KeyDesk { continuation.yield() }, woken)
    }

    @Test func `what a server says wakes, and is taken once`() async {
        let (desk, woken) = desk()
        #expect(desk.takeChecks() == [])
        desk.check(Secret("a")) { .accepted }
        for await _ in woken { break }
        #expect(desk.takeChecks() == [KeyChecked(key: Secret("a"), check: .accepted)])
        #expect(desk.takeChecks() == [])
        await desk.shutdown()
    }

    @Test func `the next key takes the place of the one before`() async {
        let (desk, woken) = desk()
        let (forever, _) = AsyncStream.makeStream(of: Void.self)
        desk.check(Secret("a")) {
            for await _ in forever {}
            return .accepted
        }
        desk.check(Secret("b")) { .refused("No") }
        for await _ in woken { break }
        #expect(desk.takeChecks() == [KeyChecked(key: Secret("b"), check: .refused("No"))])
        await desk.shutdown()
        desk.check(Secret("c")) { .accepted }
        #expect(desk.takeChecks() == [])
    }

    @Test(arguments: [
        (
            Failure(code: .invalidKey, message: "No.", status: 401),
            KeyCheck.refused("invalid_key: No")
        ),
        (
            // Of a firewall, which knows nothing of keys.
            Failure(code: .http(401), message: "<html><title>Log in</title>", status: 401),
            .unknown("http_401: The server sent a web page titled \"Log in\"")
        ),
        (
            Failure(code: .http(403), message: "<html><title>No</title>", status: 403),
            .unknown("http_403: The server sent a web page titled \"No\"")
        ),
        (Failure(code: .insufficientPermissions, message: "No.", status: 403), .accepted),
        (Failure(code: .insufficientCredits, message: "No.", status: 402), .accepted),
        (
            Failure(code: .network, message: "Nothing answers."),
            .unknown("offline: Nothing answers")
        ),
        (
            Failure(code: .rateLimited, message: "Later.", status: 429),
            .unknown("rate_limited: Later")
        ),
    ]) func `an answer says whether the key is known`(_ failure: Failure, _ check: KeyCheck) {
        #expect(KeyCheck(.failure(.failed(failure, nil))) == check)
        #expect(KeyCheck(.success(Page(items: []))) == .accepted)
        #expect(KeyCheck(.failure(.cancelled)) == nil)
    }
}
