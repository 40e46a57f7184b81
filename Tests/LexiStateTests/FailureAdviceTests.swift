import LexiAPI
import LexiState
import Testing

@Suite struct FailureAdviceTests {
    @Test(arguments: [
        (Failure.Code.validationError, Int32(65)), (.invalidKey, 77), (.insufficientCredits, 79),
        (.insufficientPermissions, 77), (.conversationNotFound, 66), (.notFound, 66),
        (.rateLimited, 75), (.network, 69), (.timeout, 69), (.protocolError, 76),
    ]) func eachCodeHasItsExitStatus(_ code: Failure.Code, _ status: Int32) {
        let failure = Failure(code: code, message: "m")
        #expect(failure.exitStatus == status)
        #expect(failure.advice.hasSuffix("."))
    }

    @Test(arguments: [(400, Int32(65)), (401, 77), (402, 79), (404, 66), (429, 75), (502, 69)])
    func codesOfOtherServersGoByTheirStatus(_ http: Int, _ status: Int32) {
        #expect(Failure(code: .http(http), message: "m", status: http).exitStatus == status)
    }

    @Test func outcomesHaveExitStatuses() {
        #expect(Outcome.completed.exitStatus(failure: nil) == 0)
        #expect(Outcome.incomplete.exitStatus(failure: nil) == 69)
        #expect(Outcome.cancelled.exitStatus(failure: nil) == 130)
        let failure = Failure(code: .insufficientCredits, message: "m")
        #expect(Outcome.failed.exitStatus(failure: failure) == 79)
    }
}
