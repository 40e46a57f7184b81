import ArgumentParser
import LexiClient

/// The options of the commands that talk to the API without a chat.
struct RequestOptions: ParsableArguments {
    @OptionGroup var connection: ConnectionOptions

    // Known only to say why it makes no sense here.
    @Flag(help: .hidden) var demo = false

    /// - Throws: ``CommandFailure`` with what to change.
    func configuration() throws(CommandFailure) -> ClientConfiguration {
        guard !demo else {
            throw CommandFailure(
                64,
                """
                --demo starts a server that lives as long as one command, so it has nothing to \
                list or change. Run `lexi serve` and name it with --base-url and LEXI_API_KEY.
                """)
        }
        return try connection.configuration()
    }
}
