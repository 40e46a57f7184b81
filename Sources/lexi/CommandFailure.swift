/// Ends a command with words for the user and an exit status (sysexits).
struct CommandFailure: Error {
    let status: Int32
    let message: String

    init(_ status: Int32, _ message: String) {
        self.status = status
        self.message = message
    }
}
