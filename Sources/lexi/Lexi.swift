import ArgumentParser

@main
struct Lexi: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "lexi")
    mutating func run() async throws {}
}
