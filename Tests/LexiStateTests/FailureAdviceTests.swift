import LexiAPI
import LexiSession
import LexiState
import LexiWire
import Testing

@Suite struct FailureAdviceTests {
    @Test(arguments: [
        (400, "ambiguous_reference", Int32(65)), (401, "key_revoked", 77),
        (402, "payment_required", 79), (403, "forbidden", 77), (404, "gone", 66),
        (429, "too_many_requests", 75), (500, "oops", 69), (409, "no_match", 69),
    ]) func `a code that nobody listed counts as its status does`(
        _ status: Int, _ code: String, _ exit: Int32
    ) {
        #expect(
            Failure(code: .init(rawValue: code), message: "m", status: status).exitStatus == exit)
    }

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

    @Test(arguments: [
        (408, "oops", "did not get the request in time"),
        (409, "request_in_progress", "with the same idempotency key"),
        (409, "no_match", "does not fit what it has"),
        (409, "http_409", "look whether it was answered"), (425, "oops", "so early"),
        (500, "oops", "The service has a problem"), (501, "oops", "cannot do that"),
        (502, "oops", "stands before the service"), (503, "oops", "overloaded"),
        (504, "oops", "may still be at work"), (522, "oops", "stands before the service"),
    ]) func `the advice fits the status`(_ status: Int, _ code: String, _ words: String) {
        let failure = Failure(code: .init(rawValue: code), message: "m", status: status)
        for purpose in Failure.Purpose.allCases {
            #expect(failure.advice(for: purpose).contains(words))
        }
        #expect(failure.isUnderWay == (code == "request_in_progress"))
    }

    @Test func `how the same request is sent again is told`() {
        for (status, code) in [(409, "request_in_progress"), (504, "oops")] {
            let failure = Failure(code: .init(rawValue: code), message: "m", status: status)
            let advice = failure.advice(for: .chat, sameKey: "--idempotency-key 1-2")
            #expect(advice.contains("with --idempotency-key 1-2."))
            #expect(!advice.contains("the same idempotency key"))
        }
    }

    @Test(arguments: [
        (400, "Something before the API refuses", Int32(69)),
        (401, "Something before the API refuses", 69),
        (402, "Something before the API refuses", 69),
        (403, "Something before the API refuses", 69), (404, "base URL", 66),
        (413, "is too large", 65), (429, "Wait until the limit resets", 75),
        (502, "stands before", 69),
    ])
    func `a web page is not the API's word`(_ status: Int, _ words: String, _ exit: Int32) {
        let page = "<!DOCTYPE html><title>Attention Required! | Cloudflare</title>"
        let whole = Array(page.utf8).withUnsafeBufferPointer {
            Failure(errorBody: $0, status: status)
        }
        let inJSON = Failure(code: .http(status), message: page, status: status)
        for failure in [whole, inJSON] {
            #expect(failure.isOfWebPage)
            #expect(!failure.concernsKey)
            #expect(failure.exitStatus == exit)
            #expect(failure.explanation.contains("titled \"Attention Required! | Cloudflare\"."))
            for purpose in Failure.Purpose.allCases {
                #expect(failure.advice(for: purpose).contains(words))
            }
        }
        let plain = Failure(code: .http(status), message: "No.", status: status)
        #expect(!plain.isOfWebPage)
    }

    @Test(arguments: ["payload_too_large", "http_413"])
    func `a message that is too large is said to be`(_ code: String) {
        let failure = Failure(code: .init(rawValue: code), message: "m", status: 413)
        #expect(failure.exitStatus == 65)
        #expect(failure.advice.hasPrefix("The message is too large for the server; shorten it"))
        #expect(!failure.advice(for: .decideTask).contains("message"))
    }

    @Test func outcomesHaveExitStatuses() {
        #expect(Outcome.completed.exitStatus(failure: nil) == 0)
        #expect(Outcome.incomplete.exitStatus(failure: nil) == 69)
        #expect(Outcome.cancelled.exitStatus(failure: nil) == 130)
        let failure = Failure(code: .insufficientCredits, message: "m")
        #expect(Outcome.failed.exitStatus(failure: failure) == 79)
    }

    @Test(
        arguments: [
            (.chat, "write:ai (older keys: lexi)"), (.readConversations, "read:ai"),
            (.changeConversation, "write:ai"), (.readTasks, "permission lexi."),
            (.decideTask, "permission lexi."),
        ] as [(Failure.Purpose, String)])
    func `a missing permission is named as the endpoint calls it`(
        purpose: Failure.Purpose, words: String
    ) {
        let failure = Failure(code: .insufficientPermissions, message: "m", status: 403)
        #expect(failure.advice(for: purpose).contains(words))
        // By the status alone, as of a server that names no code.
        let plain = Failure(code: .http(403), message: "m", status: 403)
        #expect(plain.advice(for: purpose) == failure.advice(for: purpose))
    }

    @Test func `nobody is told to send a message again who sent none`() {
        let codes: [Failure.Code] = [
            .validationError, .invalidKey, .insufficientCredits, .insufficientPermissions,
            .conversationNotFound, .notFound, .rateLimited, .network, .timeout, .protocolError,
        ]
        for code in codes {
            for retryAt in [nil, 1_795_478_400.0] {
                let failure = Failure(code: code, message: "m", retryAt: retryAt)
                #expect(failure.advice == failure.advice(for: .chat))
                for purpose in Failure.Purpose.allCases where purpose != .chat {
                    #expect(!failure.advice(for: purpose).contains("message"))
                    #expect(failure.advice(for: purpose).hasSuffix("."))
                }
            }
        }
    }

    @Test func `a failure and a retry are one sentence each`() {
        let failure = Failure(code: .rateLimited, message: "Slow down.", status: 429)
        #expect(failure.sentence == "rate_limited (HTTP 429): Slow down.")
        #expect(
            Retry(attempt: 2, wait: .milliseconds(1540), failure: failure).sentence
                == "rate_limited (HTTP 429): Slow down. Attempt 2 follows in 1.5 s.")
        #expect(Failure(plainText: "Oops").sentence == "Oops")
    }
}
