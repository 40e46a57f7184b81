import LexiAPI

/// Ends a command with words for the user and an exit status (sysexits).
struct CommandFailure: Error {
    let status: Int32
    let message: String

    init(_ status: Int32, _ message: String) {
        self.status = status
        // It may quote a file or an argument.
        self.message = Sanitizer.text(message)
    }

    /// Does something and tells the user when it fails.
    ///
    /// - Returns: The exit status.
    static func told(_ body: () throws(CommandFailure) -> Void) -> Int32 {
        do throws(CommandFailure) {
            try body()
            return 0
        } catch {
            StandardStream.error.say("lexi: \(error.message)")
            return error.status
        }
    }
}
