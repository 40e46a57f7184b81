internal import Foundation

/// Runs the benchmark again for one of its measurements.
enum Child {
    static func run(_ program: String, _ arguments: [String]) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        do {
            try process.run()
        } catch {
            print("\(program): \(error)")
            exit(1)
        }
        process.waitUntilExit()
        if process.terminationStatus != 0 { exit(1) }
    }
}
