import LexiTesting
import Testing

@testable import LexiStandIn

/// Keeps `docs/faults.md` the list of what there is.
@Suite struct FaultsPageTests {
    private static let path =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        .joined(separator: "/") + "/docs/faults.md"

    @Test func thePageIsMadeFromTheTable() throws {
        try Snapshot.check(text: Self.text, path: Self.path)
    }

    private static var text: String {
        """
        # What the stand-in does wrong on request

        Servers and what stands before them fail in more ways than a documentation tells. `lexi \
        serve` shows these, to see what a client makes of them: in every response with `--fault`, \
        which may be repeated, or in one response by the request's header `X-Standin-Fault`. \
        Several are divided by commas.

        ```sh
        lexi serve --fault text=crlf --fault event-delay=200
        curl -N http://127.0.0.1:8377/v1/lexi/chat/stream \\
          -H "Authorization: Bearer $LEXI_API_KEY" -H "Content-Type: application/json" \\
          -H "X-Standin-Fault: chunk=1, error-after=2:rate_limited, nameless-errors" \\
          -d '{"message": "Which deals are open?"}'
        ```

        What is stored is stored without the fault: a repeated Idempotency-Key gets the first \
        answer with the faults of its own request.

        | fault | does |
        |---|---|

        """
            + StandIn.faultList.map { fault in
                "| `\(fault.usage.replacing("|", with: "\\|"))` | \(fault.summary) |\n"
            }.joined() + """

                This page is made from the table of faults: `LEXI_RECORD=1 swift test --filter \
                FaultsPage` renews it.

                """
    }
}
